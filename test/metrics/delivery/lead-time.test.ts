import { describe, expect, it } from 'vitest';
import { flaggedChangesRatio } from '../../../exporter/metrics/delivery/flagged-changes-ratio.ts';
import { leadTimeSeconds } from '../../../exporter/metrics/delivery/lead-time-seconds.ts';
import { leadTimeStageSeconds } from '../../../exporter/metrics/delivery/lead-time-stage-seconds.ts';
import { firstCommitAt, stagesOf } from '../../../exporter/metrics/delivery/lead-time-stages.ts';
import { pullRequestCycleSeconds } from '../../../exporter/metrics/review/pull-request-cycle-seconds.ts';
import type { PullRequestOf } from '../../history/organisation.ts';
import { at, bot, day, hour, Organisation, pullRequestOf, review } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

/** Deployed on Wednesday 16:00 after an earlier deployment of known contents; opened on Monday 10:00, merged on Tuesday 12:00. */
function deployed(given: Partial<PullRequestOf> = {}): Organisation {
  const organisation = new Organisation();
  organisation.commit('base');
  organisation.deployment({ commit: 'base', finishedAt: at(-1) });
  organisation.pullRequest({ number: 1, createdAt: at(0, 10), mergedAt: at(1, 12), ...given });
  organisation.deployment({ commit: 'm1', finishedAt: at(2, 16) });
  return organisation;
}
const commit = (authoredAt: number, isMerge = false) => ({ oid: `c${authoredAt}`, authoredAt, isMerge });
const lead = (given: Partial<PullRequestOf> = {}, asOf = at(20)) =>
  measured(deployed(given), leadTimeSeconds, asOf, { stat: 'mean' });
const stages = (given: Partial<PullRequestOf>) =>
  ['coding', 'pickup', 'review', 'merge', 'deploy'].map((label) =>
    measured(deployed(given), leadTimeStageSeconds, at(20), { label, stat: 'mean' }),
  );

describe('lead time', () => {
  it('runs from the first commit to the end of the deployment, known strictly after it', () => {
    // Mon 08:00 → Wed 16:00 = 56 h = 201,600 s.
    const commits = [commit(at(0, 9)), commit(at(0, 8))];
    expect(lead({ commits })).toBe(201_600);
    expect(lead({ commits }, at(2, 16))).toBe('no_facts');
    expect(lead({ commits }, at(2, 16) + 1)).toBe(201_600);
  });
  it('begins at the opening where no commit tells', () => {
    // 54 h = 194,400 s.
    expect(lead()).toBe(194_400);
    expect(lead({ commits: [commit(at(-3), true)] })).toBe(194_400);
  });
  it('has those of bots, and leaves out unknown contents with that reason', () => {
    expect(lead({ author: bot('renovate') })).toBe(194_400);
    const organisation = new Organisation();
    organisation.pullRequest({ number: 1, mergedAt: at(1) });
    organisation.deployment({ commit: 'm1', finishedAt: at(2) });
    expect(measured(organisation, leadTimeSeconds, at(20), { stat: 'mean' })).toBe('no_facts');
    expect(leftOut(organisation, leadTimeSeconds, at(20), { stat: 'mean' })).toEqual(['acme/app#1: contents_unknown']);
  });
  it('of what was deployed from its branch and merged afterwards is known as of the merge', () => {
    const given = { mergedAt: at(2, 18) };
    // Still 54 h; as of the merge at 18:00 nobody knows that it is a merged change.
    expect(lead(given, at(2, 18))).toBe('no_facts');
    expect(lead(given, at(2, 18) + 1)).toBe(194_400);
    expect(stages(given)).toEqual([0, 'no_facts', 'no_facts', 194_400, 0]);
  });
  it('takes the first deployment that carries it', () => {
    const organisation = deployed();
    organisation.pullRequest({ number: 2, mergedAt: at(3) });
    organisation.deployment({ commit: 'm2', finishedAt: at(4) });
    // #1: 54 h; #2: opened an hour before its merge, 25 h: mean 39.5 h = 142,200 s.
    expect(measured(organisation, leadTimeSeconds, at(20), { stat: 'mean' })).toBe(142_200);
  });
});

describe('the first commit', () => {
  const first = (authoredAt: number) =>
    firstCommitAt(pullRequestOf({ number: 1, createdAt: at(0, 10), commits: [commit(authoredAt)] }), at(0, 12));
  it('lies in the 90 days before the opening, or up to ready; both ends are in', () => {
    expect(first(at(0, 10) - 90 * day)).toBe(at(0, 10) - 90 * day);
    expect(first(at(0, 10) - 90 * day - 1)).toBe(at(0, 10));
    expect(first(at(0, 12))).toBe(at(0, 12));
    expect(first(at(0, 12) + 1)).toBe(at(0, 10));
  });
});

describe('the stages of lead time', () => {
  const draft = [
    { type: 'ready_for_review' as const, at: at(0, 12) },
    { type: 'convert_to_draft' as const, at: at(0, 15) },
    { type: 'ready_for_review' as const, at: at(0, 17) },
  ];
  it('end with ready, the first review, the approval, the merge and the deployment', () => {
    const reviews = [review(at(0, 14), { state: 'commented' }), review(at(1, 9))];
    // coding 08:00–12:00 + draft 2 h = 6 h; pickup 2 h; review Mon 14:00–Tue 09:00 = 19 h − 2 h = 17 h; merge 3 h; deploy 28 h.
    // Together 56 h, as Mon 08:00 → Wed 16:00.
    expect(stages({ commits: [commit(at(0, 8))], events: draft, reviews })).toEqual([
      21_600, 7_200, 61_200, 10_800, 100_800,
    ]);
  });
  it('are left out where they were skipped, and the next begins where the one before ended', () => {
    // Opened and ready at 10:00: coding 0; merged without a review after 26 h = 93,600 s.
    expect(stages({})).toEqual([0, 'no_facts', 'no_facts', 93_600, 100_800]);
    // Reviewed after 4 h, never approved: merge has the 22 h = 79,200 s that are left.
    expect(stages({ reviews: [review(at(0, 14), { state: 'commented' })] })).toEqual([
      0,
      14_400,
      'no_facts',
      79_200,
      100_800,
    ]);
  });
  it('take the approval that stood until the merge', () => {
    const dismissed = review(at(0, 11), { state: 'dismissed', stateBefore: 'approved', dismissedAt: at(0, 12) });
    // First review after 1 h, the approval that held 2 h later: 3,600 and 7,200 s; merge 23 h.
    expect(stages({ reviews: [dismissed, review(at(0, 13))] }).slice(1, 4)).toEqual([3_600, 7_200, 82_800]);
  });
  it('never are negative and add up to the lead time, whatever happened when', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const history = new Organisation().history();
    for (let round = 0; round < 500; round += 1) {
      const anywhere = () => at(0) + random(100) * hour;
      const turns = Array.from({ length: random(4) }, anywhere).sort((a, b) => a - b);
      const states = ['approved', 'changes_requested', 'commented'] as const;
      const createdAt = anywhere();
      const pullRequest = pullRequestOf({
        number: 1,
        createdAt,
        mergedAt: createdAt + random(60) * hour,
        commits: Array.from({ length: random(3) }, () => commit(anywhere())),
        events: turns.map((turnAt, index) => ({
          type: index % 2 === round % 2 ? ('ready_for_review' as const) : ('convert_to_draft' as const),
          at: turnAt,
        })),
        reviews: Array.from({ length: random(5) }, () => review(anywhere(), { state: states[random(3)]! })),
      });
      const values = Object.values(stagesOf(pullRequest, anywhere(), history));
      const [leadMs, ...others] = values.map((value) => (typeof value === 'number' ? value : 0));
      expect(Math.min(...others)).toBeGreaterThanOrEqual(0);
      expect(others.reduce((sum, part) => sum + part, 0)).toBe(leadMs);
    }
  });
});

describe('cycle time', () => {
  it('is not changed by a pull request that is delivered twice', () => {
    const given = { number: 1, createdAt: at(0, 10), mergedAt: at(1, 12), reviews: [review(at(0, 14))] };
    const organisation = deployed(given);
    const before = measured(organisation, pullRequestCycleSeconds, at(20), { stat: 'mean' });
    organisation.put(pullRequestOf(given));
    expect(measured(organisation, pullRequestCycleSeconds, at(20), { stat: 'mean' })).toBe(before);
    expect(before).toBe(93_600);
  });
});

describe('flagged changes', () => {
  it('are those with the label', () => {
    expect(share(deployed({ labels: ['feature-flag'] }), flaggedChangesRatio, at(20))).toBe('1/1');
    expect(share(deployed({ labels: ['Feature-Flag'] }), flaggedChangesRatio, at(20))).toBe('1/1');
    expect(share(deployed({ labels: ['feature'] }), flaggedChangesRatio, at(20))).toBe('0/1');
  });
});
