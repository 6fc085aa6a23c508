import type { Config } from '../config/config.ts';
import type { Instant, PullRequest } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import { hasAnyLabel } from './labels.ts';

/** How a pull request says that it undoes another. */
export interface RevertReference {
  /** Id of the pull request that it names; null: only its title tells. */
  readonly id: string | null;
  readonly title: string | null;
  /** It brings back what a revert took away. */
  readonly isReapply: boolean;
}

/** What is kept of a pull request; everything else is read from the store when asked for. */
export interface PullRequestEntry {
  /** Its place among the pull requests of its repository. */
  readonly index: number;
  readonly id: string;
  readonly number: number;
  readonly repository: string;
  readonly title: string;
  readonly baseBranch: string;
  readonly mergedAt: Instant | null;
  readonly closedAt: Instant | null;
  /** Commits (numbers of the graph) that all have to be reached for it to be carried; [] while it is not merged. */
  readonly commits: readonly number[];
  readonly isHotfix: boolean;
  readonly reverts: RevertReference | null;
  readonly services: readonly string[];
  readonly team: TeamId | null;
  /** CODEOWNERS that applies to it. */
  readonly codeOwnersBlob: string | null;
}

/** `Reverts owner/repo#12` or `Reverts #12` on a line of the body: what GitHub's Revert button writes. */
const referenceForm = /^\s*Reverts\s+(?:([\w.-]+\/[\w.-]+))?#(\d+)\b/im;
const branchForm = /^(?:.*\/)?revert-(\d+)-/;
const titleForm = /^Revert "(.*)"$/s;

/** GitHub's reference, else the branch `revert-N-`, else the title; null: it reverts nothing. */
export function revertReferenceOf(pullRequest: PullRequest): RevertReference | null {
  const { body, headBranch, repository, title } = pullRequest;
  const isReapply = /^Reapply "/.test(title);
  const [reference, named, referenced] = referenceForm.exec(body) ?? [];
  if (reference !== undefined) return { id: `${named ?? repository}#${referenced}`, title: null, isReapply };
  const number = branchForm.exec(headBranch)?.[1];
  if (number !== undefined) return { id: `${repository}#${number}`, title: null, isReapply };
  const reverted = titleForm.exec(title)?.[1];
  return reverted === undefined ? null : { id: null, title: reverted, isReapply };
}

export const isHotfix = (pullRequest: PullRequest, { hotfixLabels, hotfixBranchPrefixes }: Config['rules']): boolean =>
  hasAnyLabel(pullRequest, hotfixLabels) ||
  hotfixBranchPrefixes.some((prefix) => pullRequest.headBranch.startsWith(prefix));

/** Commits that carry it: the merge commit, else (merged by a push) all of its own. */
export const carryingCommits = (pullRequest: PullRequest): readonly string[] => {
  if (pullRequest.mergedAt === null) return [];
  if (pullRequest.mergeCommit !== null) return [pullRequest.mergeCommit];
  return pullRequest.commits.map(({ oid }) => oid);
};

/** By merge, then number. */
export const byMerge = (a: PullRequestEntry, b: PullRequestEntry): number =>
  (a.mergedAt ?? Infinity) - (b.mergedAt ?? Infinity) || a.number - b.number;

const sameList = <V>(a: readonly V[], b: readonly V[]): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at]);

/** Whether both join alike, whoever names their titles: deployments, their teams and failures stay as they are. */
export const joinsAlike = (a: PullRequestEntry, b: PullRequestEntry): boolean =>
  a.mergedAt === b.mergedAt &&
  a.baseBranch === b.baseBranch &&
  a.isHotfix === b.isHotfix &&
  a.team === b.team &&
  a.reverts?.id === b.reverts?.id &&
  a.reverts?.title === b.reverts?.title &&
  a.reverts?.isReapply === b.reverts?.isReapply &&
  sameList(a.commits, b.commits) &&
  sameList(a.services, b.services);
