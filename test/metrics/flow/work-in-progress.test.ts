import { describe, expect, it } from 'vitest';
import { createNumbers } from '../../../exporter/evaluation/numbers.ts';
import { Guardrails } from '../../../exporter/guardrails/guardrails.ts';
import { workInProgressPerEngineer } from '../../../exporter/metrics/flow/work-in-progress-per-engineer.ts';
import type { Config } from '../../../exporter/config/config.ts';
import { at, Organisation, team } from '../../history/organisation.ts';
import { leftOut, measured } from '../measured.ts';

/** Web: ann and bob, and pam, who plans. Core: bob, too, and cat from day 5 up to day 9. */
const teams = [
  team('web', { members: [{ github: 'ann' }, { github: 'bob' }, { github: 'pam' }, { github: 'ci[bot]' }], workInProgressLimit: 1.5 }), // prettier-ignore
  team('core', { members: [{ github: 'Bob' }, { github: 'cat', fromAt: at(5), untilAt: at(9) }] }),
];
const people = { bots: [], agents: [], nonEngineers: ['pam'] };

/** Three issues of web in progress from day 1 on, of which one is done on day 3; one of core; one of nobody. */
function organisation(more: Partial<Config> = {}): Organisation {
  const made = new Organisation({ teams, people, ...more });
  const begun = { type: 'labeled' as const, at: at(1), label: 'in progress' };
  const closed = { type: 'closed' as const, at: at(3) };
  ['team:web', 'team:web', 'team:web', 'team:core', 'other'].forEach((label, index) =>
    made.workItem({ number: index + 1, labels: [label], events: index === 0 ? [begun, closed] : [begun] }),
  );
  made.workItem({ number: 9, labels: ['team:web', 'team:core', 'in progress'] });
  return made;
}
const wip = (asOf: number, asked = 'web') => measured(organisation(), workInProgressPerEngineer, asOf, { team: asked });

describe('work in progress for each engineer', () => {
  it('is what is labelled so and open, by the members who are engineers', () => {
    // 3 by 2; then 2 by 2.
    expect([wip(at(1)), wip(at(1) + 1), wip(at(3)), wip(at(3) + 1)]).toEqual([0, 1.5, 1.5, 1]);
  });
  it('is divided by those who were members then', () => {
    // Bob alone; with cat from day 5 up to day 9.
    expect([at(5), at(5) + 1, at(9), at(9) + 1].map((asOf) => wip(asOf, 'core'))).toEqual([1, 0.5, 0.5, 1]);
  });
  it('counts each engineer once for the organisation, and the work of nobody too', () => {
    // Day 4: 4 issues (2 of web, 1 of core, 1 of nobody) by ann and bob; day 6: by three.
    expect([wip(at(4), 'all'), wip(at(6), 'all')]).toEqual([2, 4 / 3]);
    expect(wip(at(4), 'unattributed')).toBe('no_facts');
  });
  it('is absent where there is no engineer, and leaves out what contradicts itself', () => {
    const made = organisation({ teams: [team('web', { members: [{ github: 'pam' }] })] });
    expect(measured(made, workInProgressPerEngineer, at(4))).toBe('no_facts');
    expect(leftOut(organisation(), workInProgressPerEngineer, at(4))).toEqual(['acme/app#9: labels_contradict']);
  });
});

describe('the limit of work in progress', () => {
  const verdict = (asOf: number, asked: string) => {
    const made = organisation();
    made.read(at(-365), at(365));
    const numbers = createNumbers(made.config);
    const history = made.history();
    numbers.replace(made.changed, history);
    const standings = new Guardrails(made.config, numbers).standings(asOf);
    const { state, value, limit } = standings.find(({ line, team: of }) => line.id === 'work_in_progress' && of === asked)!.verdict; // prettier-ignore
    return [state, value, limit];
  };
  it("is the team's own: at it the team is within", () => {
    expect(verdict(at(2), 'web')).toEqual(['within', 1.5, 1.5]);
  });
  it('is broken above it', () => {
    const tighter = teams.map((one) => ({ ...one, workInProgressLimit: 1.49 }));
    const made = organisation({ teams: tighter });
    made.read(at(-365), at(365));
    const numbers = createNumbers(made.config);
    const history = made.history();
    numbers.replace(made.changed, history);
    const [web] = new Guardrails(made.config, numbers).standings(at(2)).filter(({ line }) => line.id === 'work_in_progress'); // prettier-ignore
    expect(web!.verdict).toEqual({ state: 'breached', value: 1.5, limit: 1.49 });
  });
  it('is not asked of a team that agreed on none', () => {
    expect(verdict(at(2), 'core')).toEqual(['not_configured', null, null]);
  });
});
