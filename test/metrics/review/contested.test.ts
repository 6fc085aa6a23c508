import { describe, expect, it } from 'vitest';
import { pullRequestsContested } from '../../../exporter/metrics/review/pull-requests-contested.ts';
import type { ThreadsSeen } from '../../../exporter/records/index.ts';
import type { PullRequestOf } from '../../history/organisation.ts';
import { at, bot, Organisation } from '../../history/organisation.ts';
import { measured } from '../measured.ts';

const seen = (lookedAt: number, comments = 15, isUnresolved = true): ThreadsSeen => ({
  at: lookedAt,
  comments,
  isUnresolved,
});

/** Opened on Monday (day 0); threads are looked at from day 2 on. */
function count(asOf: number, threadsSeen: readonly ThreadsSeen[], given: Partial<PullRequestOf> = {}) {
  const organisation = new Organisation();
  organisation.pullRequest({ number: 1, createdAt: at(0, 10), threadsSeen, ...given });
  const value = { completeFromAt: at(2), watermarkAt: at(100) };
  organisation.store.write({ state: [{ key: 'threads/github', value }] });
  return measured(organisation, pullRequestsContested, asOf);
}

describe('contested pull requests', () => {
  it('have fifteen comments and a thread that is not resolved', () => {
    expect(count(at(4), [seen(at(3), 15)])).toBe(1);
    expect(count(at(4), [seen(at(3), 14)])).toBe(0);
    expect(count(at(4), [seen(at(3), 150, false)])).toBe(0);
    expect(count(at(4), [])).toBe(0);
  });
  it('are so strictly after the look that found it, until one that finds something else', () => {
    const looks = [seen(at(3)), seen(at(5), 16), seen(at(7), 16, false), seen(at(9), 17)];
    expect([count(at(3), looks), count(at(3) + 1, looks)]).toEqual([0, 1]);
    // More comments: contested all the same, and counted once.
    expect([count(at(5), looks), count(at(5) + 1, looks)]).toEqual([1, 1]);
    expect([count(at(7), looks), count(at(7) + 1, looks)]).toEqual([1, 0]);
    expect([count(at(9), looks), count(at(9) + 1, looks)]).toEqual([0, 1]);
  });
  it('are no number before anybody looked, nor long after', () => {
    expect([count(at(2) - 1, [seen(at(3))]), count(at(2), [seen(at(3))])]).toEqual(['incomplete', 0]);
    // Two hours after the last look.
    expect([count(at(100, 2), [seen(at(3))]), count(at(100, 2) + 1, [seen(at(3))])]).toEqual([1, 'stale']);
  });
  it('are open', () => {
    const merged = { mergedAt: at(5) };
    expect([count(at(5), [seen(at(3))], merged), count(at(5) + 1, [seen(at(3))], merged)]).toEqual([1, 0]);
    const events = [
      { type: 'closed' as const, at: at(5) },
      { type: 'reopened' as const, at: at(8) },
    ];
    const reopened = (asOf: number) => count(asOf, [seen(at(3))], { events });
    expect([reopened(at(5)), reopened(at(5) + 1), reopened(at(8)), reopened(at(8) + 1)]).toEqual([1, 0, 0, 1]);
    expect(count(at(4), [seen(at(3))], { isDraft: true })).toBe(1);
  });
  it('are those of people into branches that count', () => {
    expect(count(at(4), [seen(at(3))], { author: bot('renovate') })).toBe(0);
    expect(count(at(4), [seen(at(3))], { baseBranch: 'side' })).toBe(0);
  });
});
