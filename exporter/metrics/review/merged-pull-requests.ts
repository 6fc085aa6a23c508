import type { DescriptionSection } from '../../config/config.ts';
import { autoAssignedWithinMs } from '../../policy/limits.ts';
import type { History } from '../../history/history.ts';
import type { ChangedFile, RecordOf } from '../../records/index.ts';
import { population } from '../metric.ts';
import type { FactValue, TeamId } from '../metric.ts';
import { once } from '../once.ts';
import { isByAgent, isDeclared } from './ai-assistance.ts';
import { descriptionSections, sectionsOf } from './description-sections.ts';
import { excluded, isReviewed, refOf, teamsOf } from './human-pull-requests.ts';
import { namesWork } from './mentions.ts';
import { calendarClock, elapsedOn, reviewClock } from './review-clock.ts';

type PullRequest = RecordOf<'pull_request'>;

/** One fact per pull request merged by people's rules; many metrics share it. */
export const mergedPullRequests = population({
  id: 'merged_pull_requests',
  root: 'pull_request',
  labels: [''],
  values: [
    'cycleMs',
    'lines',
    'small',
    'linked',
    'crossModule',
    'autoAssigned',
    'tested',
    'aiAssisted',
    ...descriptionSections,
  ],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history) {
    const at = pullRequest.mergedAt;
    if (at === null || !history.isCountedBase(pullRequest)) return;
    const review = reviewClock(pullRequest, history);
    if (!isReviewed(pullRequest, history)) return yield excluded(pullRequest, review.team, at, 'by_bot');
    if (at < pullRequest.createdAt) return yield excluded(pullRequest, review.team, at, 'impossible_order');
    const lines = linesOf(pullRequest, history);
    yield {
      type: 'event',
      ref: refOf(pullRequest),
      teams: teamsOf(review.team),
      label: '',
      at,
      values: {
        cycleMs: elapsedOn(calendarClock, review.running, at),
        lines,
        small: typeof lines === 'number' ? (lines < history.config.limits.smallPullRequestLines ? 1 : 0) : lines,
        linked: namesWork(pullRequest, history) ? 1 : 0,
        crossModule: crossModule(pullRequest, history),
        autoAssigned: isAutoAssigned(pullRequest, review.readyAt ?? at) ? 1 : 0,
        tested: tested(pullRequest, history),
        aiAssisted: isDeclared(pullRequest, history) || isByAgent(pullRequest, history) ? 1 : 0,
        ...describedBy(pullRequest, history),
      },
    };
  },
});

const handWritten = (files: readonly ChangedFile[], history: History): readonly ChangedFile[] =>
  files.filter(({ path }) => !history.isGenerated(path));

function linesOf({ files }: PullRequest, history: History): FactValue {
  if (files === null) return { leftOut: 'files_unknown' };
  return handWritten(files, history).reduce((sum, { additions, deletions }) => sum + additions + deletions, 0);
}

/** Of a change of code: whether it changes a test, too. */
function tested({ files }: PullRequest, history: History): FactValue {
  if (files === null) return { leftOut: 'files_unknown' };
  if (!files.some(({ path }) => history.isCode(path))) return { leftOut: 'no_code_changed' };
  return files.some(({ path }) => history.isTest(path)) ? 1 : 0;
}

function describedBy({ body }: PullRequest, history: History): Record<DescriptionSection, FactValue> {
  const sections = sectionsOf(body, history.config.rules);
  const has = (section: DescriptionSection): FactValue => (sections.has(section) ? 1 : 0);
  return { what_why: has('what_why'), test_plan: has('test_plan'), rollout: has('rollout'), rollback: has('rollback') };
}

/** The module of each changed path that has one: generated files and paths of no module are left out. */
export const modulesOf = once((pullRequest: PullRequest, history: History): readonly (readonly TeamId[])[] => {
  const blob = history.codeOwnersOf(pullRequest);
  const at = pullRequest.mergedAt ?? undefined;
  const modules = handWritten(pullRequest.files ?? [], history).map(({ path }) =>
    history.moduleOf(pullRequest.repository, path, blob, at),
  );
  const distinct = new Map(modules.filter((teams) => teams.length > 0).map((teams) => [teams.join(','), teams]));
  return [...distinct.values()];
});

/** Whether two of its paths belong to modules that share no team. */
export const isCrossModule = (modules: readonly (readonly TeamId[])[]): boolean =>
  modules.some((one, index) => modules.slice(index + 1).some((other) => !other.some((team) => one.includes(team))));

function crossModule(pullRequest: PullRequest, history: History): FactValue {
  if (pullRequest.files === null) return { leftOut: 'files_unknown' };
  const modules = modulesOf(pullRequest, history);
  return modules.length === 0 ? { leftOut: 'no_module' } : isCrossModule(modules) ? 1 : 0;
}

/** From a minute before to a minute after readiness, both included. */
const isAutoAssigned = ({ reviewRequests }: PullRequest, readyAt: number): boolean =>
  reviewRequests.some(({ at }) => Math.abs(at - readyAt) <= autoAssignedWithinMs);
