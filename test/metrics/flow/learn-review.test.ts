import { describe, expect, it } from 'vitest';
import { learnReviewSlaMetRatio } from '../../../exporter/metrics/flow/learn-review-sla-met-ratio.ts';
import type { WorkItemEvent } from '../../../exporter/records/index.ts';
import { at, Organisation } from '../../history/organisation.ts';
import { share } from '../measured.ts';

const commented = (when: number): WorkItemEvent => ({ type: 'commented', at: when });
const closed = (when: number): WorkItemEvent => ({ type: 'closed', at: when });

interface Given {
  readonly kind?: string;
  readonly events?: readonly WorkItemEvent[];
  /** When each of its pull requests is deployed. */
  readonly deployed?: readonly number[];
  readonly closes?: string;
}
/** Issue #900 of web, opened on day 0; its pull requests are merged an hour before they are deployed. */
function organisation({
  kind = 'experiment',
  events = [],
  deployed = [at(10)],
  closes = 'acme/app#900',
}: Given): Organisation {
  const made = new Organisation();
  made.commit('c0');
  made.deployment({ commit: 'c0', finishedAt: at(1) });
  for (const [index, finishedAt] of deployed.entries()) {
    made.pullRequest({ number: index + 1, mergedAt: finishedAt - 3_600_000, closes: [closes] });
    made.deployment({ commit: `m${index + 1}`, finishedAt });
  }
  made.workItem({ number: 900, createdAt: at(0), labels: [kind, 'team:web'], events });
  return made;
}
const reviewed = (given: Given, asOf = at(30)) => share(organisation(given), learnReviewSlaMetRatio, asOf);

describe('what was deployed is looked at', () => {
  it('within 7 days, the last instant of them included', () => {
    expect(reviewed({ events: [commented(at(17))] })).toBe('1/1');
    expect(reviewed({ events: [commented(at(17) + 1)] })).toBe('0/1');
    expect(reviewed({})).toBe('0/1');
  });
  it('by a word or a close after the deployment, not before', () => {
    expect(reviewed({ events: [commented(at(10))] })).toBe('1/1');
    expect(reviewed({ events: [commented(at(10) - 1)] })).toBe('0/1');
    expect(reviewed({ events: [commented(at(9)), closed(at(12))] })).toBe('1/1');
  });
  it('by a person, who may have opened it, and not by a bot', () => {
    expect(reviewed({ events: [{ ...commented(at(12)), by: 'author' } as WorkItemEvent] })).toBe('1/1');
    expect(reviewed({ events: [{ ...commented(at(12)), by: 'bot' } as WorkItemEvent] })).toBe('0/1');
    expect(reviewed({ events: [{ ...closed(at(12)), by: 'bot' } as WorkItemEvent, commented(at(17))] })).toBe('1/1');
  });
  it('and is decided then, or when the time is over', () => {
    expect(reviewed({ events: [commented(at(12))] }, at(12))).toBe('no_facts');
    expect(reviewed({ events: [commented(at(12))] }, at(12) + 1)).toBe('1/1');
    expect(reviewed({}, at(17))).toBe('no_facts');
    expect(reviewed({}, at(17) + 1)).toBe('0/1');
  });
  it('again after each later deployment', () => {
    const deployed = [at(10), at(15)];
    // The second comes before the time of the first is over: only it counts, up to day 22.
    expect(reviewed({ deployed, events: [commented(at(22))] })).toBe('1/1');
    expect(reviewed({ deployed, events: [commented(at(22) + 1)] })).toBe('0/1');
    // What was looked at on day 12 stands until the second deployment, and no longer.
    const looked = { deployed, events: [commented(at(12))] };
    expect([at(15), at(15) + 1, at(22) + 1].map((asOf) => reviewed(looked, asOf))).toEqual(['1/1', 'no_facts', '0/1']);
  });
  it('of specs and experiments whose pull requests close them, and of nothing else', () => {
    expect(reviewed({ kind: 'spec' })).toBe('0/1');
    expect(reviewed({ kind: 'tech-debt' })).toBe('no_facts');
    expect(reviewed({ closes: 'acme/app#901' })).toBe('no_facts');
    expect(reviewed({ deployed: [] })).toBe('no_facts');
  });
});

describe('an issue', () => {
  it('changes when what closes it is deployed', () => {
    const made = organisation({ deployed: [] });
    made.pullRequest({ number: 1, mergedAt: at(9), closes: ['acme/app#900'] });
    made.history();
    made.deployment({ commit: 'm1', finishedAt: at(10) });
    made.history();
    const changed = made.changed.filter(({ kind }) => kind === 'work_item');
    expect(changed).toEqual([{ kind: 'work_item', id: 'acme/app#900' }]);
  });
});
