import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { undeployedChangesOverdue } from '../../exporter/metrics/delivery/undeployed-changes-overdue.ts';
import { acknowledgeSlaMetRatio } from '../../exporter/metrics/reliability/acknowledge-sla-met-ratio.ts';
import { pullRequestsAtRisk } from '../../exporter/metrics/review/pull-requests-at-risk.ts';
import { pullRequestsOverdue } from '../../exporter/metrics/review/pull-requests-overdue.ts';
import { pullRequestsUnreviewed48h } from '../../exporter/metrics/review/pull-requests-unreviewed-48h.ts';
import { reviewSlaMetRatio } from '../../exporter/metrics/review/review-sla-met-ratio.ts';
import { slas } from '../../exporter/metrics/review/review-slas.ts';
import { smallPullRequestsRatio } from '../../exporter/metrics/review/small-pull-requests-ratio.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import type { IncidentOf, PullRequestOf } from '../history/organisation.ts';
import { at, configuration, minute, Organisation, review } from '../history/organisation.ts';
import { measured, share } from './measured.ts';

/** An organisation that promises otherwise, as its configuration says: `first_review: 6h`. Day 0 is a Monday, 09:00–17:00 UTC. */
function promising(limits: string): Organisation {
  const yaml = `organisation: { name: Acme }\nteams: [{ id: web }]\npagerduty: { token: x }\nlimits: { ${limits} }`;
  const read = loadConfig(yaml, { env: {}, readFile: () => '' });
  return new Organisation({ limits: read.limits });
}
/** One pull request by ann of web, opened on Monday 10:00. */
function one(limits: string, given: Partial<PullRequestOf> = {}): Organisation {
  const organisation = promising(limits);
  organisation.pullRequest({ number: 1, createdAt: at(0, 10), ...given });
  return organisation;
}
const usual = '';

describe('a changed limit of a review', () => {
  /** The promises, answered then: met of decided. */
  const kept = (limits: string, answeredAt: number, given: Partial<PullRequestOf> = {}) =>
    slas.map((label) =>
      share(one(limits, { ...given, reviews: [review(answeredAt)] }), reviewSlaMetRatio, at(20), { label }),
    );
  it('moves the promise of a first review, and no other', () => {
    // Mon 10:00 + 6 business hours = 16:00. Usually 4: 14:00; the lead's 8: Tue 10:00; approval 24 h: Tue 10:00.
    const six = 'first_review: 6h';
    expect(kept(six, at(0, 16))).toEqual(['1/1', '1/1', '1/1']);
    expect(kept(six, at(0, 16) + 1)).toEqual(['0/1', '1/1', '1/1']);
    expect(kept(usual, at(0, 16))).toEqual(['0/1', '1/1', '1/1']);
  });
  it('moves what is at risk and what is overdue', () => {
    // 75 % of 6 h = 4.5 h: 14:30; all of it: 16:00. Usually 13:00 and 14:00.
    const states = (limits: string, asOf: number) =>
      [pullRequestsAtRisk, pullRequestsOverdue].map((metric) =>
        measured(one(limits), metric, asOf, { label: 'first_review' }),
      );
    const six = 'first_review: 6h';
    expect([states(six, at(0, 14, 30)), states(six, at(0, 14, 30) + 1)]).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect([states(six, at(0, 16)), states(six, at(0, 16) + 1)]).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(states(usual, at(0, 14, 30))).toEqual([0, 1]);
  });
  it('moves the promise of the lead, and no other', () => {
    // 12 business hours: 7 on Monday, 5 on Tuesday: Tue 14:00. The approval is late by then, the first review, too.
    const twelve = 'first_review_lead: 12h';
    expect(kept(twelve, at(1, 14))).toEqual(['0/1', '1/1', '0/1']);
    expect(kept(twelve, at(1, 14) + 1)).toEqual(['0/1', '0/1', '0/1']);
    expect(kept(usual, at(1, 14))).toEqual(['0/1', '0/1', '0/1']);
  });
  it('moves the promise of an approval, and no other', () => {
    // Fri 10:00 + 30 h on working days: 14 h of Friday, 16 h of Monday: Mon 16:00. Usually Mon 10:00.
    const [thirty, friday] = ['approval: 30h', { createdAt: at(4, 10) }];
    expect(kept(thirty, at(7, 16), friday)).toEqual(['0/1', '0/1', '1/1']);
    expect(kept(thirty, at(7, 16) + 1, friday)).toEqual(['0/1', '0/1', '0/1']);
    expect(kept(usual, at(7, 16), friday)).toEqual(['0/1', '0/1', '0/1']);
  });
  it('moves when leadership hears that nobody looked', () => {
    // Thu 10:00 + 30 h: 14 h of Thursday, 16 h of Friday: Fri 16:00. Usually 48 h: Mon 10:00.
    const unreviewed = (limits: string, asOf: number) =>
      measured(one(limits, { createdAt: at(3, 10) }), pullRequestsUnreviewed48h, asOf);
    expect([unreviewed('unreviewed: 30h', at(4, 16)), unreviewed('unreviewed: 30h', at(4, 16) + 1)]).toEqual([0, 1]);
    expect([unreviewed(usual, at(4, 16) + 1), unreviewed(usual, at(7, 10)), unreviewed(usual, at(7, 10) + 1)]).toEqual([
      0, 0, 1,
    ]);
  });
});

describe('a changed limit of size', () => {
  it('moves what is small: fewer lines, and not as many', () => {
    const small = (limits: string, lines: number) => {
      const files = [{ path: 'src/a.ts', additions: lines - 20, deletions: 20 }];
      return share(one(limits, { mergedAt: at(0, 12), files }), smallPullRequestsRatio, at(20));
    };
    const limit = 'small_pull_request_lines: 120';
    expect([small(limit, 119), small(limit, 120)]).toEqual(['1/1', '0/1']);
    expect([small(usual, 120), small(usual, 299), small(usual, 300)]).toEqual(['1/1', '1/1', '0/1']);
  });
});

describe('a changed limit of waiting for production', () => {
  const overdue = (limits: string, asOf: number) => {
    const organisation = promising(limits);
    organisation.commit('base');
    organisation.deployment({ commit: 'base', finishedAt: at(-3, 12) });
    organisation.pullRequest({ number: 1, mergedAt: at(0, 11) });
    return measured(organisation, undeployedChangesOverdue, asOf);
  };
  it('moves what is overdue, in parts of a day', () => {
    // Mon 11:00: 6 of 8 h on Monday = 0.75; 6 of 8 h on Tuesday = 0.75: 1.5 at Tue 15:00. Usually 1.0 at Tue 11:00.
    const limit = 'undeployed_business_days: 1.5';
    expect([overdue(limit, at(1, 15)), overdue(limit, at(1, 15) + 1)]).toEqual([0, 1]);
    expect([overdue(usual, at(1, 11)), overdue(usual, at(1, 11) + 1)]).toEqual([0, 1]);
    // A quarter of a day: 2 h after the merge.
    const quarter = 'undeployed_business_days: 0.25';
    expect([overdue(quarter, at(0, 13)), overdue(quarter, at(0, 13) + 1)]).toEqual([0, 1]);
  });
});

describe('a changed limit of answering a P1', () => {
  const ten = at(0, 10);
  const answered = (limits: string, given: Partial<IncidentOf>, asOf = at(1)) => {
    const organisation = promising(limits);
    organisation.put({ kind: 'priorities', id: 'account', names: ['P1', 'P2', 'P3', 'P4', 'P5'] });
    organisation.incident({ id: 'Q1', createdAt: ten, ...given });
    return share(organisation, acknowledgeSlaMetRatio, asOf, { label: 'P1' });
  };
  const after = (ms: number): Partial<IncidentOf> => ({
    entries: [
      { id: 'e1', type: 'trigger', at: ten, user: null, channel: null },
      { id: 'e2', type: 'acknowledge', at: ten + ms, user: 'PD-ANN', channel: null },
    ],
  });
  it('moves what is in time: sooner than it, and not at it', () => {
    const twenty = 'acknowledge: 20m';
    expect(answered(twenty, after(20 * minute - 1))).toBe('1/1');
    expect(answered(twenty, after(20 * minute))).toBe('0/1');
    expect(answered(usual, after(20 * minute - 1))).toBe('0/1');
  });
  it('moves when an answer that is missing is decided', () => {
    const undecided = (limits: string, ms: number) => answered(limits, {}, ten + ms);
    expect(undecided('acknowledge: 20m', 20 * minute)).toBe('no_facts');
    expect(undecided('acknowledge: 20m', 20 * minute + 1)).toBe('0/1');
    expect(undecided(usual, 15 * minute + 1)).toBe('0/1');
  });
});

describe('the lines of policy', () => {
  it('whose number judges cases say the number by which they are judged', () => {
    const changed = promising('first_review: 6h, small_pull_request_lines: 120, acknowledge: 20m').config;
    const byId = new Map(policyOf(changed).map(({ id, limit }) => [id, limit.value]));
    const before = new Map(policyOf(configuration()).map(({ id, limit }) => [id, limit.value]));
    const different = [...byId].filter(([id, value]) => value !== before.get(id));
    // 6 h = 21,600 s; 20 min = 1,200 s.
    expect(Object.fromEntries(different)).toEqual({
      first_review_target: 21_600,
      p1_acknowledge: 1_200,
      pull_request_size: 120,
      pull_request_size_trend: 120,
    });
  });
});
