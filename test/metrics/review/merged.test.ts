import { describe, expect, it } from 'vitest';
import type { Config } from '../../../exporter/config/config.ts';
import { autoAssignedReviewsRatio } from '../../../exporter/metrics/review/auto-assigned-reviews-ratio.ts';
import { crossModulePullRequestsRatio } from '../../../exporter/metrics/review/cross-module-pull-requests-ratio.ts';
import { linkedPullRequestsRatio } from '../../../exporter/metrics/review/linked-pull-requests-ratio.ts';
import { pullRequestCycleSeconds } from '../../../exporter/metrics/review/pull-request-cycle-seconds.ts';
import { pullRequestSizeLines } from '../../../exporter/metrics/review/pull-request-size-lines.ts';
import { pullRequestsMerged } from '../../../exporter/metrics/review/pull-requests-merged.ts';
import { smallPullRequestsRatio } from '../../../exporter/metrics/review/small-pull-requests-ratio.ts';
import { unapprovedMergesRatio } from '../../../exporter/metrics/review/unapproved-merges-ratio.ts';
import type { AnyMetric } from '../../../exporter/metrics/metric.ts';
import type { PullRequestOf } from '../../history/organisation.ts';
import { at, bot, day, minute, Organisation, review, user } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

/** A pull request by ann of web, merged on Tuesday at noon, a day and two hours after it was opened. */
function merged(given: Partial<PullRequestOf> = {}, more: Partial<Config> = {}): Organisation {
  const organisation = new Organisation(more);
  organisation.pullRequest({ number: 1, createdAt: at(0, 10), mergedAt: at(1, 12), ...given });
  return organisation;
}
const shareOf = (metric: AnyMetric, given: Partial<PullRequestOf>) => share(merged(given), metric, at(20));
const file = (path: string, additions = 1, deletions = 0) => ({ path, additions, deletions });

describe('merged pull requests', () => {
  it('are counted with those of bots, in the window that holds the merge', () => {
    const organisation = merged();
    organisation.pullRequest({ number: 2, author: bot('renovate'), mergedAt: at(1, 13) });
    organisation.pullRequest({ number: 3, baseBranch: 'release', mergedAt: at(1, 13) });
    const all = { team: 'all' };
    expect(measured(organisation, pullRequestsMerged, at(1, 12), all)).toBe(0);
    expect(measured(organisation, pullRequestsMerged, at(1, 12) + 1, all)).toBe(1);
    expect(measured(organisation, pullRequestsMerged, at(20), all)).toBe(2);
    // The window of 28 d that begins at the merge holds it; a millisecond later it doesn't.
    expect(measured(organisation, pullRequestsMerged, at(1, 12) + 28 * day)).toBe(2);
    expect(measured(organisation, pullRequestsMerged, at(1, 13) + 28 * day + 1)).toBe(0);
  });
  it('took the time outside draft from ready', () => {
    // 26 h less 3 h in draft = 23 h = 82,800 s.
    const events = [
      { type: 'convert_to_draft' as const, at: at(0, 12) },
      { type: 'ready_for_review' as const, at: at(0, 15) },
    ];
    const cycle = (given: Partial<PullRequestOf>) =>
      measured(merged(given), pullRequestCycleSeconds, at(20), { stat: 'p50' });
    expect(cycle({ events })).toBe(82_800);
    // Never ready: merged from draft, 0.
    expect(cycle({ isDraft: true })).toBe(0);
    // Closed and reopened: as if never closed, 26 h = 93,600 s.
    const closed = [
      { type: 'closed' as const, at: at(0, 12) },
      { type: 'reopened' as const, at: at(0, 15) },
    ];
    expect(cycle({ events: closed })).toBe(93_600);
    expect(cycle({ author: bot('renovate') })).toBe('no_facts');
  });
});

describe('the size of a change', () => {
  const size = (files: PullRequestOf['files']) =>
    measured(merged({ files: files ?? null }), pullRequestSizeLines, at(20), { stat: 'mean' });
  it('is additions and deletions of what people wrote', () => {
    expect(size([file('src/a.ts', 20, 3), file('package-lock.json', 900), file('a/dist/x.js', 77)])).toBe(23);
    expect(size(null)).toBe('no_facts');
  });
  it('is small below 300 lines', () => {
    expect(shareOf(smallPullRequestsRatio, { files: [file('src/a.ts', 200, 99)] })).toBe('1/1');
    expect(shareOf(smallPullRequestsRatio, { files: [file('src/a.ts', 200, 100)] })).toBe('0/1');
    expect(leftOut(merged({ files: null }), smallPullRequestsRatio, at(20))).toEqual(['acme/app#1: files_unknown']);
  });
});

describe('a linked pull request', () => {
  it.each([
    ['closes an issue', { closes: ['acme/app#7'] }],
    ['names an issue', { body: 'See #7.' }],
    ['names one of another repository', { title: 'As acme/plan#7 asks' }],
    ['gives its address', { body: 'https://github.com/acme/plan/issues/7' }],
    ['names a ticket in its title', { title: 'WEB-12: faster' }],
    ['names a ticket in its branch', { headBranch: 'ann/WEB-12-faster' }],
  ])('%s', (_, given) => {
    expect(shareOf(linkedPullRequestsRatio, given)).toBe('1/1');
  });
  it.each([
    ['says nothing', {}],
    ['names itself', { body: 'Part of #1' }],
    ['holds an entity of HTML', { body: 'It&#39;s late' }],
    ['has letters in lower case', { headBranch: 'web-12' }],
  ])('is not one that %s', (_, given) => {
    expect(shareOf(linkedPullRequestsRatio, given)).toBe('0/1');
  });
});

describe('a reviewer requested by rule', () => {
  it('was requested within a minute of ready, both ends included', () => {
    const ready = at(0, 10);
    for (const [requestedAt, expected] of [
      [ready - minute, '1/1'],
      [ready - minute - 1, '0/1'],
      [ready + minute, '1/1'],
      [ready + minute + 1, '0/1'],
    ] as const) {
      expect(shareOf(autoAssignedReviewsRatio, { reviewRequests: [{ at: requestedAt }] })).toBe(expected);
    }
    expect(shareOf(autoAssignedReviewsRatio, {})).toBe('0/1');
  });
});

describe('owners', () => {
  const owned = (given: Partial<PullRequestOf>): Organisation => {
    const organisation = merged({ codeOwnersBlob: 'blob', ...given });
    organisation.codeOwners('blob', 'web/ @acme/web\ncore/ @acme/core\nboth/ @acme/web @acme/core\n');
    return organisation;
  };
  const across = { files: [file('web/a.ts'), file('core/a.ts')] };
  const approval = (given: Partial<PullRequestOf>, label: string) =>
    share(owned(given), unapprovedMergesRatio, at(20), { label });

  it('make a change cross-module when two paths share no team', () => {
    const crossing = (paths: readonly string[]) =>
      share(owned({ files: paths.map((path) => file(path)) }), crossModulePullRequestsRatio, at(20));
    expect(crossing(['web/a.ts', 'core/a.ts'])).toBe('1/1');
    expect(crossing(['web/a.ts', 'both/a.ts'])).toBe('0/1');
    expect(crossing(['web/a.ts', 'core/dist/x.js'])).toBe('0/1');
    expect(crossing(['web/dist/x.js'])).toBe('no_facts');
  });
  it('any: an approval has to stand at the merge', () => {
    expect(approval({}, 'any')).toBe('1/1');
    expect(approval({ reviews: [review(at(1))] }, 'any')).toBe('0/1');
    expect(approval({ reviews: [review(at(1, 12))] }, 'any')).toBe('1/1');
    expect(approval({ reviews: [review(at(1)), review(at(1, 1), { state: 'changes_requested' })] }, 'any')).toBe('1/1');
    expect(approval({ author: bot('renovate'), files: [file('web/a.ts')] }, 'any')).toBe('1/1');
  });
  it('code_owner: by an owner of a changed path; what nobody owns lacks none', () => {
    const files = [file('web/a.ts')];
    // bob is of web, cat of core: by the members of the CODEOWNERS team.
    expect(approval({ files, reviews: [review(at(1))] }, 'code_owner')).toBe('0/1');
    expect(approval({ files, reviews: [review(at(1), { author: user('cat') })] }, 'code_owner')).toBe('1/1');
    expect(approval({ files: [file('web/dist/x.js')] }, 'code_owner')).toBe('0/1');
  });
  it('every_owner: across modules, by each of the teams', () => {
    const [bob, cat] = [review(at(1)), review(at(1), { author: user('cat') })];
    expect(approval({ ...across, reviews: [bob] }, 'every_owner')).toBe('1/1');
    expect(approval({ ...across, reviews: [bob, cat] }, 'every_owner')).toBe('0/1');
    expect(approval({ files: [file('web/a.ts')] }, 'every_owner')).toBe('0/1');
  });
});
