import type { Actor, Instant } from './record.ts';

export type ReviewState = 'approved' | 'changes_requested' | 'commented' | 'dismissed';

/**
 * A submitted review. `state` is the current one: a dismissed approval reads `dismissed` and `dismissedAt` is set; what it said
 * before is in `stateBefore` (null where the vendor no longer tells).
 */
export interface Review {
  readonly id: string;
  readonly author: Actor | null;
  readonly submittedAt: Instant;
  readonly state: ReviewState;
  readonly dismissedAt: Instant | null;
  readonly stateBefore: 'approved' | 'changes_requested' | 'commented' | null;
}

/** Draft and close history, oldest first. */
export interface PullRequestEvent {
  readonly type: 'ready_for_review' | 'convert_to_draft' | 'closed' | 'reopened';
  readonly at: Instant;
}

export interface ReviewRequest {
  readonly at: Instant;
}

export interface PullRequestCommit {
  readonly oid: string;
  readonly authoredAt: Instant;
  readonly isMerge: boolean;
}

export interface ChangedFile {
  /** The new path of a rename. */
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
}

/**
 * What GitHub shows of a required check on the last commit: its latest run alone. A run that began after the merge hides what there was
 * at the merge.
 */
export interface RequiredCheck {
  /** Null: nobody says when that run began. */
  readonly startedAt: Instant | null;
  /** When it ended as passed, skipped or neutral; null: it has not. */
  readonly passedAt: Instant | null;
}

/** What a look at its discussion found. GitHub keeps no history of threads: it stands from the look until another found something else. */
export interface ThreadsSeen {
  readonly at: Instant;
  /** Of the conversation and of reviews. */
  readonly comments: number;
  readonly isUnresolved: boolean;
}

/** A GitHub pull request with everything that is read of it. */
export interface PullRequest {
  readonly kind: 'pull_request';
  /** `owner/repo#123` */
  readonly id: string;
  readonly repository: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly author: Actor | null;
  /** Currently assigned accounts; the second author of a coding agent's pull request. */
  readonly assignees: readonly Actor[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly mergedAt: Instant | null;
  /** The latest close, merge included; null while open. */
  readonly closedAt: Instant | null;
  readonly isDraft: boolean;
  readonly baseBranch: string;
  readonly headBranch: string;
  /** GitHub's `mergeCommit.oid` (squash, rebase, queue and merge commits alike). */
  readonly mergeCommit: string | null;
  readonly additions: number;
  readonly deletions: number;
  readonly labels: readonly string[];
  /** Its own commits, all pages. */
  readonly commits: readonly PullRequestCommit[];
  /** Null while not yet read. */
  readonly files: readonly ChangedFile[] | null;
  readonly reviews: readonly Review[];
  readonly events: readonly PullRequestEvent[];
  readonly reviewRequests: readonly ReviewRequest[];
  /** Ids of issues (`owner/repo#12`) that it closes, as GitHub resolved them. */
  readonly closes: readonly string[];
  /** Who merged it; null: nobody yet, or a deleted account. Left out: the row was read before this was asked for. */
  readonly mergedBy?: Actor | null;
  /** Configured coding agents that wrote some of its commits, alone or with others, by their configured names. Left out: as above. */
  readonly agentsInCommits?: readonly string[];
  /**
   * As they were when its contents were last read, which is after the merge; required is what GitHub then says is. Null: the token may not
   * see them, or they are too many. Left out: as above.
   */
  readonly requiredChecks?: readonly RequiredCheck[] | null;
  /** Oldest first; only of what was discussed a lot while open. Left out: nobody had to look. */
  readonly threadsSeen?: readonly ThreadsSeen[];
  /** Blob id of the CODEOWNERS file at the merge commit; null where there is none or it is not merged. */
  readonly codeOwnersBlob: string | null;
}
