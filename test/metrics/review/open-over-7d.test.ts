import { describe, expect, it } from 'vitest';
import { pullRequestsOpenOver7d } from '../../../exporter/metrics/review/pull-requests-open-over-7d.ts';
import type { PullRequestOf } from '../../history/organisation.ts';
import { at, bot, Organisation } from '../../history/organisation.ts';
import { measured } from '../measured.ts';

/** Opened on Monday (day 0) at 10:00; a week is over on day 7 at 10:00. */
function count(asOf: number, given: Partial<PullRequestOf> = {}) {
  const organisation = new Organisation();
  organisation.pullRequest({ number: 1, createdAt: at(0, 10), ...given });
  return measured(organisation, pullRequestsOpenOver7d, asOf);
}

describe('pull requests open for more than a week', () => {
  it('count strictly after 7 days, as long as they are open', () => {
    expect([count(at(7, 10)), count(at(7, 10) + 1), count(at(100))]).toEqual([0, 1, 1]);
  });
  it('are no longer open once they are merged or closed', () => {
    const merged = { mergedAt: at(9) };
    expect([count(at(9), merged), count(at(9) + 1, merged)]).toEqual([1, 0]);
    const closed = { closedAt: at(8), events: [{ type: 'closed' as const, at: at(8) }] };
    expect([count(at(8), closed), count(at(8) + 1, closed)]).toEqual([1, 0]);
    expect(count(at(20), { mergedAt: at(7, 10) })).toBe(0);
  });
  it('are not open between a close and a reopening, and as old as ever after it', () => {
    const events = [
      { type: 'closed' as const, at: at(5) },
      { type: 'reopened' as const, at: at(8) },
    ];
    expect([count(at(7, 11), { events }), count(at(8), { events }), count(at(8) + 1, { events })]).toEqual([0, 0, 1]);
  });
  it('are drafts, too: what is no draft any more is not younger', () => {
    const events = [{ type: 'ready_for_review' as const, at: at(6) }];
    expect(count(at(7, 10) + 1, { events })).toBe(1);
    expect(count(at(7, 10) + 1, { isDraft: true })).toBe(1);
  });
  it('are those of people into branches that count', () => {
    expect(count(at(20), { author: bot('renovate') })).toBe(0);
    expect(count(at(20), { baseBranch: 'side' })).toBe(0);
  });
});
