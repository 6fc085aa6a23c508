import { describe, expect, it } from 'vitest';
import { redMergesRatio } from '../../../exporter/metrics/review/red-merges-ratio.ts';
import type { PullRequest, RequiredCheck } from '../../../exporter/records/index.ts';
import type { PullRequestOf } from '../../history/organisation.ts';
import { at, bot, Organisation, pullRequestOf } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

const mergedAt = at(1, 12);
const check = (startedAt: number | null, passedAt: number | null): RequiredCheck => ({ startedAt, passedAt });
const green = check(at(1, 10), at(1, 11));
const failed = check(at(1, 10), null);
const again = check(at(1, 13), at(1, 14));

/** Merged by web on Tuesday at noon. */
function merged(requiredChecks: PullRequestOf['requiredChecks'], given: Partial<PullRequestOf> = {}): Organisation {
  const organisation = new Organisation();
  organisation.pullRequest({ number: 1, createdAt: at(0, 10), mergedAt, requiredChecks: requiredChecks!, ...given });
  return organisation;
}
const shareOf = (...checks: readonly RequiredCheck[]) => share(merged(checks), redMergesRatio, at(20));
const reasonOf = (checks: PullRequestOf['requiredChecks']) => leftOut(merged(checks), redMergesRatio, at(20));

describe('a red merge', () => {
  it('is one whose required check passed after it, if only by a millisecond', () => {
    expect(shareOf(check(at(1, 11), mergedAt))).toBe('0/1');
    expect(shareOf(check(at(1, 11), mergedAt + 1))).toBe('1/1');
    expect(shareOf(check(at(1, 11), mergedAt - 1))).toBe('0/1');
  });
  it('is one whose required check failed or never ended', () => {
    expect(shareOf(failed)).toBe('1/1');
  });
  it('needs no more than one check of several', () => {
    expect(shareOf(green, green)).toBe('0/1');
    expect(shareOf(green, failed)).toBe('1/1');
    // What ran again cannot make it green any more.
    expect(shareOf(again, failed)).toBe('1/1');
  });
  it('is not told from a run that began at or after the merge, whatever came of it', () => {
    expect(shareOf(check(mergedAt - 1, null))).toBe('1/1');
    for (const startedAt of [mergedAt, mergedAt + 1, null]) {
      expect(shareOf(check(startedAt, null))).toBe('no_facts');
      expect(reasonOf([check(startedAt, at(1, 14))])).toEqual(['acme/app#1: checked_again']);
    }
    expect(reasonOf([green, again])).toEqual(['acme/app#1: checked_again']);
    // Began and passed with the merge: a status, which has one instant.
    expect(shareOf(check(mergedAt, mergedAt))).toBe('0/1');
    expect(shareOf(check(mergedAt + 1, mergedAt + 1))).toBe('no_facts');
  });
  it('is not known where no check is required, none can be seen, or nobody asked', () => {
    expect(reasonOf([])).toEqual(['acme/app#1: no_required_check']);
    expect(reasonOf(null)).toEqual(['acme/app#1: checks_unknown']);
    const all = Object.entries(pullRequestOf({ number: 1, mergedAt }));
    const before = new Organisation();
    before.put(Object.fromEntries(all.filter(([key]) => key !== 'requiredChecks')) as unknown as PullRequest);
    expect(share(before, redMergesRatio, at(20))).toBe('no_facts');
    expect(leftOut(before, redMergesRatio, at(20))).toEqual(['acme/app#1: not_asked_then']);
  });
});

describe('the share of red merges', () => {
  it('is of those whose checks are known, bots included, into branches that count, in the window of the merge', () => {
    const organisation = merged([green]);
    organisation.pullRequest({ number: 2, mergedAt: at(1, 13), requiredChecks: [failed], author: bot('renovate') });
    organisation.pullRequest({ number: 3, mergedAt: at(1, 14), requiredChecks: [failed], baseBranch: 'side' });
    organisation.pullRequest({ number: 4, mergedAt: at(1, 15), requiredChecks: [] });
    organisation.pullRequest({ number: 5, requiredChecks: [failed] });
    // #1 and the bot's: 1 of 2.
    expect(share(organisation, redMergesRatio, at(20), { team: 'all' })).toBe('1/2');
    expect(share(organisation, redMergesRatio, at(1, 13), { team: 'all' })).toBe('0/1');
    // Two full weeks later neither is in 7 days.
    expect(measured(organisation, redMergesRatio, at(20), { team: 'all', window: '7d' })).toBe('no_facts');
  });
});
