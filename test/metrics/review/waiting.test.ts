import { describe, expect, it } from 'vitest';
import type { Config } from '../../../exporter/config/config.ts';
import { approvalSeconds } from '../../../exporter/metrics/review/approval-seconds.ts';
import { firstReviewBusinessSeconds } from '../../../exporter/metrics/review/first-review-business-seconds.ts';
import { oldestUnreviewedPullRequestSeconds } from '../../../exporter/metrics/review/oldest-unreviewed-pull-request-seconds.ts';
import { pullRequestsAtRisk } from '../../../exporter/metrics/review/pull-requests-at-risk.ts';
import { pullRequestsOpen } from '../../../exporter/metrics/review/pull-requests-open.ts';
import { pullRequestsOverdue } from '../../../exporter/metrics/review/pull-requests-overdue.ts';
import { pullRequestsUnreviewed48h } from '../../../exporter/metrics/review/pull-requests-unreviewed-48h.ts';
import { reviewSlaMetRatio } from '../../../exporter/metrics/review/review-sla-met-ratio.ts';
import type { PullRequestOf } from '../../history/organisation.ts';
import { at, bot, Organisation, review, user } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

/** One pull request by ann of web; day 0 is a Monday, working hours 09:00–17:00 UTC. */
function one(given: Partial<PullRequestOf>, more: Partial<Config> = {}): Organisation {
  const organisation = new Organisation(more);
  organisation.pullRequest({ number: 1, createdAt: at(0, 10), ...given });
  return organisation;
}
const mean = { stat: 'mean' } as const;
const firstReview = (given: Partial<PullRequestOf>, more: Partial<Config> = {}) =>
  measured(one(given, more), firstReviewBusinessSeconds, at(20), mean);
const approval = (given: Partial<PullRequestOf>, asOf = at(20)) => measured(one(given), approvalSeconds, asOf, mean);
const kept = (given: Partial<PullRequestOf>, label: string, asOf = at(20)) =>
  share(one(given), reviewSlaMetRatio, asOf, { label });

describe('time to the first review', () => {
  it('runs in business hours from ready', () => {
    // Mon 10:00 → Tue 09:30: 7 h on Monday, half an hour on Tuesday = 7.5 h = 27,000 s.
    expect(firstReview({ reviews: [review(at(1, 9, 30), { state: 'commented' })] })).toBe(27_000);
  });
  it('is 0 for what was ready on Friday evening and reviewed on Saturday', () => {
    expect(firstReview({ createdAt: at(4, 18), reviews: [review(at(5, 12))] })).toBe(0);
  });
  it('stands still in draft', () => {
    // Ready 10:00–11:00 and from 14:00; reviewed 14:15: 60 + 15 min = 4,500 s.
    const events = [
      { type: 'convert_to_draft' as const, at: at(0, 11) },
      { type: 'ready_for_review' as const, at: at(0, 14) },
    ];
    expect(firstReview({ events, reviews: [review(at(0, 14, 15))] })).toBe(4_500);
    // Given in draft at 12:00 it counts at 14:00, with the one hour that had passed.
    expect(firstReview({ events, reviews: [review(at(0, 12)), review(at(0, 15))] })).toBe(3_600);
  });
  it('is 0 for a review in the first draft, counted when that ended', () => {
    const events = [{ type: 'ready_for_review' as const, at: at(0, 13) }];
    expect(firstReview({ events, reviews: [review(at(0, 11))] })).toBe(0);
  });
  it('takes no review by the author, a bot, or a configured non-engineer, nor one at or after the merge', () => {
    const people = { bots: [], agents: [], nonEngineers: ['pam'] };
    const others = [user('ann'), bot('linter'), user('pam')].map((author) => review(at(0, 11), { author }));
    expect(firstReview({ reviews: others }, { people })).toBe('no_facts');
    expect(firstReview({ mergedAt: at(0, 12), reviews: [review(at(0, 12))] })).toBe('no_facts');
    // One millisecond before the merge: 7,199.999 s.
    expect(firstReview({ mergedAt: at(0, 12), reviews: [review(at(0, 12) - 1)] })).toBe(7_199.999);
  });
  it('takes a deleted account for a person if the author is known', () => {
    expect(firstReview({ reviews: [review(at(0, 11), { author: null })] })).toBe(3_600);
    const nobody = one({ author: null, reviews: [review(at(0, 11), { author: null })] });
    expect(measured(nobody, firstReviewBusinessSeconds, at(20), { ...mean, team: 'all' })).toBe('no_facts');
  });
  it('leaves out pull requests of bots and of branches that do not count', () => {
    const organisation = one({ author: bot('renovate'), reviews: [review(at(0, 11))] });
    expect(measured(organisation, firstReviewBusinessSeconds, at(20), { ...mean, team: 'all' })).toBe('no_facts');
    expect(firstReview({ baseBranch: 'release', reviews: [review(at(0, 11))] })).toBe('no_facts');
  });
  it('is known strictly after it was given', () => {
    const organisation = one({ reviews: [review(at(0, 11))] });
    expect(measured(organisation, firstReviewBusinessSeconds, at(0, 11), mean)).toBe('no_facts');
    expect(measured(organisation, firstReviewBusinessSeconds, at(0, 11) + 1, mean)).toBe(3_600);
  });
});

describe('time to approval', () => {
  it('runs on working days of 24 h: the weekend stands still', () => {
    // Fri 18:00 → Mon 06:00: 6 h of Friday + 6 h of Monday = 43,200 s.
    expect(approval({ createdAt: at(4, 18), reviews: [review(at(7, 6))] })).toBe(43_200);
  });
  it('begins anew after changes were requested, and as of before that it stood', () => {
    const reviews = [
      review(at(0, 11)),
      review(at(0, 13), { author: user('cat'), state: 'changes_requested' }),
      review(at(0, 15), { author: user('cat') }),
    ];
    // As of 12:00: one hour. As of 14:00: none. In the end 10:00 → 15:00 = 18,000 s.
    expect(approval({ reviews }, at(0, 12))).toBe(3_600);
    expect(approval({ reviews }, at(0, 13))).toBe(3_600);
    expect(approval({ reviews }, at(0, 13) + 1)).toBe('no_facts');
    expect(approval({ reviews })).toBe(18_000);
  });
  it('is taken back by a dismissal and by nothing that is only said', () => {
    const dismissed = review(at(0, 11), { state: 'dismissed', stateBefore: 'approved', dismissedAt: at(0, 12) });
    expect(approval({ reviews: [dismissed] }, at(0, 12))).toBe(3_600);
    expect(approval({ reviews: [dismissed] })).toBe('no_facts');
    expect(approval({ reviews: [review(at(0, 11)), review(at(0, 12), { state: 'commented' })] })).toBe(3_600);
    const objection = { state: 'dismissed', stateBefore: 'changes_requested', dismissedAt: at(0, 14) } as const;
    const cat = review(at(0, 10, 30), { ...objection, author: user('cat') });
    expect(approval({ reviews: [cat, review(at(0, 11))] })).toBe(14_400);
  });
  it('takes each review by a deleted account for another reviewer', () => {
    // The objection of a deleted account is not withdrawn by the approval of another.
    const gone = { author: null };
    const reviews = [review(at(0, 11), { ...gone, state: 'changes_requested' }), review(at(0, 12), gone)];
    expect(approval({ reviews })).toBe('no_facts');
    expect(approval({ reviews: [reviews[1]!] })).toBe(7_200);
  });
  it('counts one given before ready as at ready', () => {
    const events = [{ type: 'ready_for_review' as const, at: at(0, 13) }];
    expect(approval({ events, reviews: [review(at(0, 11))] })).toBe(0);
    expect(approval({ events, reviews: [review(at(0, 11))] }, at(0, 13))).toBe('no_facts');
  });
});

describe('the review promises', () => {
  it('are kept at the limit and broken a millisecond later', () => {
    // Mon 10:00 + 4 business hours = 14:00.
    expect(kept({ reviews: [review(at(0, 14))] }, 'first_review')).toBe('1/1');
    expect(kept({ reviews: [review(at(0, 14) + 1)] }, 'first_review')).toBe('0/1');
    // + 8 business hours = Tue 10:00; the lead's promise.
    expect(kept({ reviews: [review(at(1, 10))] }, 'first_review_lead')).toBe('1/1');
    expect(kept({ reviews: [review(at(1, 10) + 1)] }, 'first_review_lead')).toBe('0/1');
    // Fri 10:00 + 24 h on working days = Mon 10:00.
    expect(kept({ createdAt: at(4, 10), reviews: [review(at(7, 10))] }, 'approval')).toBe('1/1');
    expect(kept({ createdAt: at(4, 10), reviews: [review(at(7, 10) + 1)] }, 'approval')).toBe('0/1');
  });
  it('have their last instant at the next opening where the limit falls on closing time', () => {
    // Mon 13:00 + 4 h is 17:00, and nothing passes until Tue 09:00.
    expect(kept({ createdAt: at(0, 13), reviews: [review(at(1, 9))] }, 'first_review')).toBe('1/1');
    expect(kept({ createdAt: at(0, 13), reviews: [review(at(1, 9) + 1)] }, 'first_review')).toBe('0/1');
  });
  it('are broken strictly after the deadline, for good', () => {
    expect(kept({}, 'first_review', at(0, 14))).toBe('no_facts');
    expect(kept({}, 'first_review', at(0, 14) + 1)).toBe('0/1');
    const events = [{ type: 'convert_to_draft' as const, at: at(0, 16) }];
    expect(kept({ events, isDraft: true }, 'first_review')).toBe('0/1');
  });
  it('are not decided by an end before or at the deadline, and say so', () => {
    const merged = { mergedAt: at(0, 14) };
    expect(kept(merged, 'first_review')).toBe('no_facts');
    expect(leftOut(one(merged), reviewSlaMetRatio, at(20), { label: 'first_review' })).toEqual([
      'acme/app#1: ended_before_deadline',
    ]);
    expect(kept({ mergedAt: at(0, 14) + 1 }, 'first_review')).toBe('0/1');
    expect(kept({ closedAt: at(0, 12) }, 'first_review')).toBe('no_facts');
  });
  it('list each promise that was not decided under its own name', () => {
    const merged = { mergedAt: at(0, 12), reviews: [review(at(0, 11), { state: 'commented' })] };
    expect(kept(merged, 'first_review')).toBe('1/1');
    expect(leftOut(one(merged), reviewSlaMetRatio, at(20), { label: 'first_review' })).toEqual([]);
    expect(leftOut(one(merged), reviewSlaMetRatio, at(20), { label: 'approval' })).toHaveLength(1);
  });
  it('count a reopened pull request as never closed', () => {
    const events = [
      { type: 'closed' as const, at: at(0, 11) },
      { type: 'reopened' as const, at: at(0, 16) },
    ];
    expect(kept({ events }, 'first_review')).toBe('0/1');
  });
  it('count an approval once given as the answer even when it is taken back', () => {
    const reviews = [review(at(0, 11), { state: 'dismissed', stateBefore: 'approved', dismissedAt: at(0, 12) })];
    expect(kept({ reviews }, 'approval')).toBe('1/1');
    expect(measured(one({ reviews }), pullRequestsOverdue, at(20), { label: 'approval' })).toBe(0);
  });
});

describe('answers at risk and overdue', () => {
  const states = (asOf: number, given: Partial<PullRequestOf> = {}, label = 'first_review') =>
    [pullRequestsAtRisk, pullRequestsOverdue].map((metric) => measured(one(given), metric, asOf, { label }));
  it('are disjoint: over 75 %, then over 100 %', () => {
    // 75 % of 4 h = 3 h: 13:00; the limit is 14:00.
    expect(states(at(0, 13))).toEqual([0, 0]);
    expect(states(at(0, 13) + 1)).toEqual([1, 0]);
    expect(states(at(0, 14))).toEqual([1, 0]);
    expect(states(at(0, 14) + 1)).toEqual([0, 1]);
    // 18 h and 24 h after Mon 10:00.
    expect(states(at(1, 4) + 1, {}, 'approval')).toEqual([1, 0]);
    expect(states(at(1, 10) + 1, {}, 'approval')).toEqual([0, 1]);
  });
  it('end with the answer, the merge, and in draft', () => {
    expect(states(at(0, 15), { reviews: [review(at(0, 15))] })).toEqual([0, 1]);
    expect(states(at(0, 15) + 1, { reviews: [review(at(0, 15))] })).toEqual([0, 0]);
    expect(states(at(0, 16), { mergedAt: at(0, 15) })).toEqual([0, 0]);
    const events = [{ type: 'convert_to_draft' as const, at: at(0, 15) }];
    expect(states(at(0, 16), { events, isDraft: true })).toEqual([0, 0]);
  });
});

describe('what nobody has looked at', () => {
  it('is counted after 48 h on working days', () => {
    // Thu 10:00 + 48 h: 14 h Thu, 24 h Fri, 10 h Mon = Mon 10:00.
    const given = { createdAt: at(3, 10) };
    expect(measured(one(given), pullRequestsUnreviewed48h, at(7, 10))).toBe(0);
    expect(measured(one(given), pullRequestsUnreviewed48h, at(7, 10) + 1)).toBe(1);
    expect(measured(one({ ...given, reviews: [review(at(7, 9))] }), pullRequestsUnreviewed48h, at(8))).toBe(0);
  });
  it('has waited by the calendar, outside draft; all is the largest', () => {
    const events = [
      { type: 'convert_to_draft' as const, at: at(0, 11) },
      { type: 'ready_for_review' as const, at: at(0, 20) },
    ];
    const organisation = one({ events });
    organisation.pullRequest({ number: 2, createdAt: at(0, 19), author: user('cat') });
    // 10:00–11:00 and 20:00–22:30: 3.5 h = 12,600 s; in draft nothing waits.
    expect(measured(organisation, oldestUnreviewedPullRequestSeconds, at(0, 22, 30))).toBe(12_600);
    expect(measured(organisation, oldestUnreviewedPullRequestSeconds, at(0, 15))).toBe('no_facts');
    // Cat's of core waits since 19:00: half an hour alone, then 2 h at 21:00.
    expect(measured(organisation, oldestUnreviewedPullRequestSeconds, at(0, 19, 30), { team: 'all' })).toBe(1_800);
    expect(measured(organisation, oldestUnreviewedPullRequestSeconds, at(0, 21), { team: 'all' })).toBe(7_200);
  });
});

describe('open pull requests', () => {
  const states = (given: Partial<PullRequestOf>, asOf: number) =>
    ['draft', 'awaiting_review', 'in_review', 'approved'].map((label) =>
      measured(one(given), pullRequestsOpen, asOf, { label }),
    );
  it('are in one state at a time', () => {
    const given: Partial<PullRequestOf> = {
      events: [
        { type: 'ready_for_review', at: at(0, 11) },
        { type: 'convert_to_draft', at: at(0, 15) },
        { type: 'ready_for_review', at: at(0, 16) },
      ],
      reviews: [
        review(at(0, 12), { state: 'commented' }),
        review(at(0, 13)),
        review(at(0, 14), { author: user('cat'), state: 'changes_requested' }),
      ],
      mergedAt: at(0, 18),
    };
    expect(states(given, at(0, 10))).toEqual([0, 0, 0, 0]);
    expect(states(given, at(0, 11))).toEqual([1, 0, 0, 0]);
    expect(states(given, at(0, 12))).toEqual([0, 1, 0, 0]);
    expect(states(given, at(0, 13))).toEqual([0, 0, 1, 0]);
    expect(states(given, at(0, 14))).toEqual([0, 0, 0, 1]);
    expect(states(given, at(0, 15))).toEqual([0, 0, 1, 0]);
    expect(states(given, at(0, 16))).toEqual([1, 0, 0, 0]);
    expect(states(given, at(0, 18))).toEqual([0, 0, 1, 0]);
    expect(states(given, at(0, 18) + 1)).toEqual([0, 0, 0, 0]);
  });
  it('are none between a close and the reopening', () => {
    const events = [
      { type: 'closed' as const, at: at(0, 11) },
      { type: 'reopened' as const, at: at(0, 12) },
    ];
    expect(states({ events }, at(0, 11, 30))).toEqual([0, 0, 0, 0]);
    expect(states({ events }, at(0, 12, 30))).toEqual([0, 1, 0, 0]);
  });
});
