import type { Dimension, Level } from '../maturity/dimensions.ts';
import type { Milestone } from '../rollout/milestones.ts';
import type { Limits } from '../policy/limits.ts';
import type {
  Audience,
  GovernanceReview,
  ImprovementDomain,
  Instant,
  LeadershipDuty,
  PlanDestination,
  WorkItemKind,
} from '../records/index.ts';

/** Working time in one zone. Wall clock, half-open. */
export interface WorkingTime {
  /** IANA zone. */
  readonly zone: string;
  /** ISO weekday 1 (Monday) … 7 → intervals in minutes of the local day, sorted, disjoint. Days without work are absent. */
  readonly hours: Readonly<
    Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, readonly { readonly from: number; readonly to: number }[]>>
  >;
  /** Local dates `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
}

export interface Member {
  /** GitHub login; compared case-insensitively. */
  readonly github?: string;
  /** PagerDuty user id or e-mail. */
  readonly pagerduty?: string;
  readonly fromAt?: Instant;
  readonly untilAt?: Instant;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly workingTime: WorkingTime;
  readonly members: readonly Member[];
  /** GitHub teams `org/slug` whose members are members (their records come from the source), and CODEOWNERS owners. */
  readonly githubTeams: readonly string[];
  /** PagerDuty service ids that the team lists as its own. */
  readonly pagerdutyServices: readonly string[];
  /** PagerDuty escalation policy ids that are the team's own. */
  readonly escalationPolicies: readonly string[];
  /** Whether risky features may be released on a Friday; default false. */
  readonly fridayReleases: boolean;
  /** What the team agreed on: so much work in progress an engineer at most; null: on nothing. */
  readonly workInProgressLimit: number | null;
  /** Where its alerts are told; null: the channel of all. */
  readonly slackChannel: string | null;
}

/** A broken guardrail without its actions, for a reason, by a role, from a beginning until an end. */
export interface Waiver {
  /** Id of a policy line. */
  readonly guardrail: string;
  /** Team id, or `all`: every team and the organisation. */
  readonly team: string;
  readonly reason: string;
  readonly role: string;
  /** When it was granted: what was asked for before stays so. Left out: it has always held. */
  readonly fromAt?: Instant;
  readonly untilAt: Instant;
}

/** What a role vouches for: with an address, for a while. */
export interface MaturityEvidence {
  /** Id of a criterion that takes evidence. */
  readonly criterion: string;
  /** Team id, or `all`. */
  readonly team: string;
  readonly url: string;
  readonly role: string;
  readonly at: Instant;
  readonly untilAt: Instant;
}

/** A criterion that a team is let off for a while, for a reason, by a role. */
export interface MaturityWaiver {
  readonly criterion: string;
  /** Team id, or `all`. */
  readonly team: string;
  readonly reason: string;
  readonly role: string;
  readonly at: Instant;
  readonly untilAt: Instant;
}

/** A folder of a GitHub repository, read with the access of `github`. */
export interface RepositoryFolder {
  /** `owner/repo`; it need not be one that is measured. */
  readonly repository: string;
  /** Without a slash at its ends; '': the root. */
  readonly path: string;
  /** Branch or tag; null: the default branch. */
  readonly ref: string | null;
}

/** Where people put files: the path of a folder of this machine, or a folder of a repository. */
export type FilesFolder = string | RepositoryFolder;

/** What only people can say of maturity. */
export interface MaturityConfig {
  /** The levels aimed at: a team's own, else the dimension's, else the organisation's. */
  readonly targets: {
    readonly level: Level;
    readonly dimensions: Readonly<Partial<Record<Dimension, Level>>>;
    readonly teams: Readonly<Record<string, Readonly<Partial<Record<Dimension, Level>>>>>;
  };
  /** Below it in any dimension a team may not be scaled. */
  readonly floor: Level;
  /** At an early stage level 1 is allowed. */
  readonly stage: 'early' | 'established';
  readonly evidence: readonly MaturityEvidence[];
  readonly waivers: readonly MaturityWaiver[];
  /** Where assessments are read from, which hold the levels of record; null: nobody assesses. */
  readonly assessments: null | { readonly folder: FilesFolder; readonly schedule: string };
  /** Days on which a team (or `all`) is to be scaled, by their beginning. */
  readonly scaling: readonly { readonly team: string; readonly fromAt: Instant; readonly untilAt: Instant }[];
}

/** A rollout of 90 days, with what roles vouch for. */
export interface RolloutConfig {
  /** When its first day begins where the organisation is. */
  readonly startsAt: Instant;
  /** When the day of each milestone is over where the organisation is. */
  readonly dueAt: Readonly<Record<Milestone, Instant>>;
  readonly evidence: readonly MaturityEvidence[];
}

/** Where alerts lead, and to whom they go. Secrets stay in files that only Alertmanager reads. */
export interface Alerting {
  /** Where people reach this exporter, Grafana and the runbooks. No slash at the end. */
  readonly exporterUrl: string;
  readonly dashboardsUrl: string;
  readonly runbooksUrl: string;
  readonly slack: null | {
    /** A bot may post to every channel it is invited to; the webhook of a Slack app posts to its one. */
    readonly signIn: { readonly botTokenFile: string } | { readonly apiUrlFile: string };
    readonly channel: string;
    readonly leadsChannel: string;
    readonly leadershipChannel: string;
  };
  readonly pagerduty: null | { readonly routingKeyFile: string };
  /** Called as long as alerts are delivered; whoever answers there calls somebody when it stops. */
  readonly watchdogUrl: string | null;
}

export interface Service {
  readonly id: string;
  /** Team id, or null: nobody's. */
  readonly owner: string | null;
  readonly repository: string;
  /** Path prefixes or globs of the repository; empty: the whole repository, last. */
  readonly paths: readonly string[];
  readonly deployments: {
    readonly from: 'github_deployments' | 'github_actions' | 'webhook';
    /** The one counted production environment. */
    readonly environment: string;
    /** Workflow file for github_actions, `.github/workflows/deploy.yml`. */
    readonly workflow: string | null;
  };
  /** PagerDuty service ids whose incidents are this service's. */
  readonly pagerdutyServices: readonly string[];
}

/** What a description should have (culture pack §5). */
export type DescriptionSection = 'what_why' | 'test_plan' | 'rollout' | 'rollback';

/** One survey: who was asked, until when, and how many. */
export interface Wave {
  readonly audience: Audience;
  /** Its name among the waves of the audience. */
  readonly id: string;
  /** Nobody answers any more from here on, and its numbers exist. */
  readonly closesAt: Instant;
  readonly invited: number;
}

export type PriorityName = 'P1' | 'P2' | 'P3' | 'P4' | 'P5';

/** What an experiment says before it begins (culture pack §5). */
export type ExperimentSection = 'hypothesis' | 'success_metric' | 'sample_size';

/** Which issues are read, and what their labels mean. Labels are compared as GitHub does: case does not matter. */
export interface WorkItems {
  /** `owner/repo`; each of them is one of `github.repositories`. */
  readonly repositories: readonly string[];
  readonly kinds: Readonly<Record<WorkItemKind, readonly string[]>>;
  readonly inProgress: readonly string[];
  readonly blocked: readonly string[];
  readonly priorities: Readonly<Record<PriorityName, readonly string[]>>;
  readonly domains: Readonly<Record<ImprovementDomain, readonly string[]>>;
  /** Which review a governance review was. */
  readonly reviews: Readonly<Record<GovernanceReview, readonly string[]>>;
  /** The plan that a decision has reached. */
  readonly feeds: Readonly<Record<PlanDestination, readonly string[]>>;
  readonly duties: Readonly<Record<LeadershipDuty, readonly string[]>>;
  /** A label of this prefix and a team's id gives an issue to the team. */
  readonly teamPrefix: string;
  /** Names under which an experiment says each, whatever their case and punctuation. */
  readonly experimentSections: Readonly<Record<ExperimentSection, readonly string[]>>;
}

/** A label of the answer that says it, or what is said for every series. */
export type Named = { readonly label: string } | { readonly fixed: string };

/** One question to Prometheus, whose answers are kept as readings. */
export interface ReadQuery {
  readonly id: string;
  /** The id and a mark of its wording: asked otherwise, it is another question. */
  readonly key: string;
  /** What the answers are: a share left of an error budget (1 whole, 0 or less spent), a number of SLOs, a change by an experiment (0.01: +1 %). */
  readonly kind: 'error_budget_remaining' | 'slo_count' | 'experiment_change';
  readonly query: string;
  readonly team: Named;
  /** Of a budget: its SLO; of a change: its experiment. Null for a number of SLOs. */
  readonly name: Named | null;
  /** Of a change: which promise to users it is measured by. */
  readonly guardrail: 'error_rate' | 'latency' | null;
}

/** Everything that a person may set, complete and frozen: defaults are already in. Secrets are plain strings here and nowhere else. */
export interface Config {
  readonly organisation: { readonly name: string; readonly workingTime: WorkingTime };
  readonly teams: readonly Team[];
  /** Id of the platform team; default `platform`. */
  readonly platformTeam: string;
  readonly services: readonly Service[];
  /** Days that a first sync reaches back; default 180. */
  readonly syncDays: number;
  /** Default 2 h. */
  readonly stalenessMs: number;
  readonly github: null | {
    readonly auth:
      | { readonly token: string }
      | { readonly appId: string; readonly installationId: string; readonly privateKey: string };
    /** `https://api.github.com`, or GHES's `https://HOST/api/v3`; GraphQL is derived. */
    readonly baseUrl: string;
    readonly repositories: readonly string[];
    readonly schedule: string;
    /** Base branches besides the default branch that count. */
    readonly baseBranches: readonly string[];
    readonly probes: {
      /** How often the settings of a repository are looked up; default a day. */
      readonly everyMs: number;
      /** Globs of the files that are runbooks. */
      readonly runbooks: readonly string[];
    };
  };
  /** null: no issue is read. */
  readonly workItems: null | WorkItems;
  readonly pagerduty: null | {
    readonly token: string;
    readonly baseUrl: string;
    readonly schedule: string;
    /** Names of the account's priorities for each of ours; null: P1…P5 by their own names where the account has priorities. */
    readonly priorities: Readonly<Partial<Record<PriorityName, readonly string[]>>> | null;
  };
  /** Or anything else that speaks its HTTP API. */
  readonly prometheus: null | {
    /** What `/api/v1/query` is put behind. */
    readonly url: string;
    readonly auth: null | { readonly token: string } | { readonly user: string; readonly password: string };
    readonly schedule: string;
    readonly queries: readonly ReadQuery[];
  };
  readonly pipeline: null | {
    readonly secret: string;
    /** Since when every deployment is delivered; null: since the exporter first listened. */
    readonly completeFromAt: Instant | null;
  };
  readonly surveys: null | {
    /** Of CSV files with answers. */
    readonly folder: FilesFolder;
    readonly schedule: string;
    /** By close. */
    readonly waves: readonly Wave[];
    /** Ids of what is answered with a score; `recommend` is asked besides. */
    readonly questions: readonly string[];
  };
  readonly people: {
    readonly bots: readonly string[];
    readonly agents: readonly string[];
    readonly nonEngineers: readonly string[];
  };
  readonly rules: {
    readonly hotfixLabels: readonly string[];
    readonly hotfixBranchPrefixes: readonly string[];
    readonly flagLabels: readonly string[];
    /** Regular expression source. */
    readonly ticketPattern: string;
    /** Globs. */
    readonly generatedFiles: readonly string[];
    /** Globs of tests. */
    readonly testFiles: readonly string[];
    /** Globs of what should come with a test; tests and generated files are none of it. */
    readonly codeFiles: readonly string[];
    /** Labels that declare the help of an AI tool. */
    readonly aiLabels: readonly string[];
    /** Names of the note in a description that declares it. */
    readonly aiNotes: readonly string[];
    /** Globs of code that people write by hand. */
    readonly sensitivePaths: readonly string[];
    /** Names under which a description may have each section, whatever their case and punctuation. */
    readonly descriptionSections: Readonly<Record<DescriptionSection, readonly string[]>>;
    /** Workflow files of self-service deployment; empty: there is none. */
    readonly goldenPathWorkflows: readonly string[];
    /** Default 24 h. */
    readonly failureWindowMs: number;
    /** Default 14 d: how long after a deployment a rollback or revert makes it failed. */
    readonly remedyWindowMs: number;
    /** Whether a failed pipeline run joins change failure; default false. */
    readonly failedRunsCount: boolean;
    readonly countedPriorities: readonly PriorityName[];
  };
  readonly http: { readonly host: string; readonly port: number; readonly token: string | null };
  readonly store: { readonly path: string };
  /** By which cases are judged. */
  readonly limits: Limits;
  readonly targets: {
    /** When targets are due; null: at the end of the present quarter. */
    readonly dueAt: Instant | null;
    /** By line id, in the metric's unit; a line without one is measured at the start of the quarter. */
    readonly baselines: Readonly<Record<string, { readonly kind: 'stated' | 'estimated'; readonly value: number }>>;
  };
  readonly waivers: readonly Waiver[];
  readonly maturity: MaturityConfig;
  /** null: there is none, and no number of it. */
  readonly rollout: RolloutConfig | null;
  /** What the release gate answers when it does not know. */
  readonly gate: { readonly whenUnknown: 'allow' | 'refuse' };
  readonly alerting: Alerting;
  /** Where the digest of a team is posted: the address of an incoming webhook, which is a secret; null: it is only printed. */
  readonly digest: null | { readonly slackUrl: string };
  /** Overrides of policy limits by line id. */
  readonly policy: Readonly<Record<string, number>>;
  /** True only for the embedded demo: every page and a metric say so. */
  readonly isDemo: boolean;
}
