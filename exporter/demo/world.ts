import type {
  CodeOwnersFile,
  Commit,
  Deployment,
  EscalationPolicy,
  Incident,
  Instant,
  OnCall,
  PagerDutyService,
  PagerDutyUser,
  Priorities,
  PullRequest,
  Repository,
  WorkItem,
} from '../records/index.ts';
import type { DemoAssessment } from './simulation/assessments.ts';
import type { DemoSurvey } from './simulation/surveys.ts';

/** One series of a simulated Prometheus: each step holds until the next; null: there is no such series. */
export interface WorldSeries {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly steps: readonly { readonly at: Instant; readonly value: number | null }[];
}

export interface WorldCommit extends Commit {
  readonly committedAt: Instant;
  readonly message: string;
}

/** What a rule asks of a change before it may be merged. */
export interface RuleDemands {
  readonly reviews: number;
  readonly codeOwners: boolean;
  readonly checks: readonly string[];
}

/** What lies in a repository for us to read; the first branch of a repository is its default branch. */
export interface WorldBranch {
  readonly repository: string;
  readonly name: string;
  readonly committedAt: Instant;
  /** By path. One whose name has `.link.` in it is a symbolic link. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** As much of a text as is handed out; default what github.com does. */
  readonly mostTextBytes?: number;
  /** The token may not see it. */
  readonly isHidden?: boolean;
}

/** How a repository is set up, from an instant on. */
export interface RepositorySettings {
  readonly repository: string;
  readonly fromAt: Instant;
  /** The branch protection rule of the default branch. */
  readonly rule: RuleDemands | null;
  /** The ruleset that applies to it. */
  readonly ruleset: RuleDemands | null;
  /** Whether checks report on its commits. */
  readonly hasChecks: boolean;
  readonly codeOwnersErrors: readonly { readonly kind: string; readonly line: number }[];
  readonly hasAlerts: boolean;
  /** Ever opened; GitHub shows those that are open. */
  readonly alerts: readonly {
    readonly severity: 'LOW' | 'MODERATE' | 'HIGH' | 'CRITICAL';
    readonly createdAt: Instant;
    readonly fixedAt: Instant | null;
  }[];
  /** Paths of the files that matter. */
  readonly files: readonly string[];
  /** What the token may not see. */
  readonly hidden: readonly ('rule' | 'checks' | 'alerts')[];
}

/**
 * The truth of a simulated organisation: what a perfect source would store, plus what the vendors' servers need to answer.
 * The demo's servers are built from it; a test holds what the sources read against it.
 */
export interface World {
  readonly startsAt: Instant;
  /** "Now" of the simulation: nothing in it is later (on-call spans excepted). */
  readonly endsAt: Instant;
  /** The demo's configuration as YAML text; `${GITHUB_URL}`, `${PAGERDUTY_URL}`, `${PROMETHEUS_URL}` and secrets are environment references. */
  readonly configuration: string;
  readonly githubTeams: readonly { readonly id: string; readonly members: readonly string[] }[];
  readonly repositories: readonly Repository[];
  readonly codeOwners: readonly CodeOwnersFile[];
  /** Oldest first; a repository without any has nothing set. */
  readonly settings?: readonly RepositorySettings[];
  readonly branches?: readonly WorldBranch[];
  /** Head commit of the default branch by repository id. */
  readonly heads: ReadonlyMap<string, string>;
  /** All commits of all repositories, parents before children. */
  readonly commits: readonly WorldCommit[];
  readonly pullRequests: readonly PullRequest[];
  /** By source: GitHub deployments, Actions runs, webhooks. */
  readonly workItems: readonly WorkItem[];
  readonly deployments: readonly Deployment[];
  readonly incidents: readonly Incident[];
  readonly onCalls: readonly OnCall[];
  readonly pagerdutyServices: readonly PagerDutyService[];
  readonly escalationPolicies: readonly EscalationPolicy[];
  readonly pagerdutyUsers: readonly PagerDutyUser[];
  readonly priorities: Priorities;
  readonly series: readonly WorldSeries[];
  readonly surveys: readonly DemoSurvey[];
  readonly assessments: readonly DemoAssessment[];
}

/** A demo server on loopback. */
export interface DemoServer {
  readonly url: string;
  /** Requests answered so far, and points or calls they cost. */
  readonly spent: { readonly requests: number; readonly points: number };
  /** The next `times` requests that match fail this way. */
  fail(fault: Fault, times?: number): void;
  close(): Promise<void>;
}

export type Fault =
  | 'http_401'
  | 'http_403_field'
  | 'http_429'
  | 'http_429_with_reset'
  | 'http_502'
  | 'html'
  | 'issues_forbidden'
  | 'truncated'
  | 'hang'
  | 'partial'
  | 'secondary_200'
  | 'secondary_403'
  | 'timeout_200';
