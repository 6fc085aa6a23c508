import { describe, expect, it } from 'vitest';
import { improvementCapacityRatio } from '../../../exporter/metrics/governance/improvement-capacity-ratio.ts';
import { improvementsDone } from '../../../exporter/metrics/governance/improvements-done.ts';
import type { WorkItemEvent } from '../../../exporter/records/index.ts';
import type { PullRequestOf, WorkItemOf } from '../../history/organisation.ts';
import { at, bot, Organisation, user } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

const closed = (when: number): WorkItemEvent => ({ type: 'closed', at: when });
const reopened = (when: number): WorkItemEvent => ({ type: 'reopened', at: when });

describe('improvements that were done', () => {
  const labels = ['improvement', 'team:web', 'domain:security'];
  const done = (given: Partial<WorkItemOf>, asOf: number, label = 'security') => {
    const made = new Organisation();
    made.workItem({ number: 1, labels, ...given });
    return measured(made, improvementsDone, asOf, { team: '', label });
  };
  it('are counted when they were closed, in the window that holds it', () => {
    const events = [closed(at(3))];
    // 28 days that begin on day 3 hold it, those that begin a moment later do not.
    expect([at(3), at(3) + 1, at(31), at(31) + 1].map((asOf) => done({ events }, asOf))).toEqual([0, 1, 1, 0]);
    expect(done({ events }, at(4), 'performance')).toBe(0);
  });
  it('are no longer counted once they were reopened, and once when closed again', () => {
    const events = [closed(at(3)), reopened(at(5)), closed(at(8))];
    expect([at(5), at(5) + 1, at(8), at(8) + 1].map((asOf) => done({ events }, asOf))).toEqual([1, 0, 0, 1]);
  });
  it('belong to the domain that they had when they were closed, and to none without one', () => {
    const events: WorkItemEvent[] = [
      { type: 'labeled', at: at(1), label: 'domain:performance' },
      closed(at(3)),
      { type: 'unlabeled', at: at(4), label: 'domain:performance' },
    ];
    expect(done({ labels: ['improvement'], events }, at(9), 'performance')).toBe(1);
    expect(done({ labels: ['improvement'], events: [closed(at(3))] }, at(9), 'performance')).toBe(0);
    expect(done({ labels: ['tech-debt', 'domain:security'], events: [closed(at(3))] }, at(9))).toBe(0);
  });
});

describe('the share of changes that is improvement', () => {
  const merged = (...given: readonly Partial<PullRequestOf>[]): Organisation => {
    const made = new Organisation();
    given.forEach((one, index) => made.pullRequest({ number: index + 1, mergedAt: at(2), ...one }));
    return made;
  };
  it('counts labels of improvements, tech debt, action items and audit findings, whatever their case', () => {
    const labels = ['Improvement', 'tech-debt', 'retro-action', 'audit-finding', 'customer-bug', 'feature'];
    const made = merged(...labels.map((label) => ({ labels: [label] })), {});
    expect(share(made, improvementCapacityRatio, at(9))).toBe('4/7');
  });
  it('counts what closes such an issue, read before or after it, and no other', () => {
    const made = merged({ closes: ['acme/app#91'] }, { closes: ['acme/app#92'] }, { closes: ['acme/app#93'] });
    made.workItem({ number: 91, labels: ['tech-debt'] });
    made.workItem({ number: 92, labels: ['customer-bug'] });
    expect(share(made, improvementCapacityRatio, at(9))).toBe('1/3');
    expect(made.history().root('pull_request', 'acme/app#2')).toBeDefined();
    made.workItem({ number: 92, labels: ['audit-finding'] });
    made.history();
    expect(made.changed).toContainEqual({ kind: 'pull_request', id: 'acme/app#2' });
    expect(made.changed).not.toContainEqual({ kind: 'pull_request', id: 'acme/app#1' });
    expect(share(made, improvementCapacityRatio, at(9))).toBe('2/3');
  });
  it('places a change where it was merged, for its team', () => {
    const made = merged({ labels: ['tech-debt'], mergedAt: at(3), author: user('cat') }, {});
    expect([at(3), at(3) + 1].map((asOf) => share(made, improvementCapacityRatio, asOf, { team: 'core' }))).toEqual(['no_facts', '1/1']); // prettier-ignore
    expect(share(made, improvementCapacityRatio, at(4), { team: 'all' })).toBe('1/2');
    expect(share(made, improvementCapacityRatio, at(31), { team: 'core' })).toBe('1/1');
    expect(share(made, improvementCapacityRatio, at(31) + 1, { team: 'core' })).toBe('no_facts');
  });
  it('leaves bots out, and is not known where no issues are read', () => {
    const byBot = merged({ author: bot('renovate'), labels: ['tech-debt'] }, {});
    expect(share(byBot, improvementCapacityRatio, at(9), { team: 'all' })).toBe('0/1');
    expect(leftOut(byBot, improvementCapacityRatio, at(9), { team: 'all' })).toEqual(['acme/app#1: by_bot']);
    expect(share(new Organisation({ workItems: null }), improvementCapacityRatio, at(9))).toBe('not_configured');
  });
});
