import type { Calendar } from '../calendar/calendar.ts';
import type { Config, PriorityName, ReadQuery } from '../config/config.ts';
import type {
  Actor,
  Finding,
  GivenUp,
  GovernanceReview,
  LeadershipDuty,
  PlanDestination,
  ImprovementDomain,
  Instant,
  Probe,
  ProbeCheck,
  RecordOf,
  Span,
  WorkItemKind,
} from '../records/index.ts';
import type { ReadState } from './readings.ts';
import type { ReadWave } from './surveys.ts';
import type { Hidden, RootKind, Roots, Signal, TeamId } from '../metrics/metric.ts';

export interface RootRef {
  readonly kind: RootKind;
  readonly id: string;
}

export type FailureSignal = 'incident' | 'rollback' | 'revert' | 'hotfix' | 'pipeline';
export type RemedyKind = 'rollback' | 'revert' | 'hotfix';

/** Known: the ids of the pull requests that it carried first. Unknown: why nobody can say. */
export type Contents =
  | { readonly known: true; readonly pullRequests: readonly string[] }
  | { readonly known: false; readonly why: 'first_deployment' | 'commit_gone' | 'commit_unknown' | 'no_earlier_known' };

/** One deployment record as one configured service's deployment to its counted production environment. */
export interface ServiceDeployment {
  /** `record id/service id` */
  readonly id: string;
  readonly recordId: string;
  /** Number that is equal for the deployments of one run. */
  readonly runNumber: number;
  readonly service: string;
  readonly owner: TeamId | null;
  readonly commit: string | null;
  readonly startedAt: Instant;
  /** The first success; null: it never succeeded. */
  readonly finishedAt: Instant | null;
  /** How it ended before any success. */
  readonly firstFailureAt: Instant | null;
  readonly firstInactiveAt: Instant | null;
  /** Of its contents, plus the service's owner. */
  readonly teams: readonly TeamId[];
  readonly contents: Contents;
  /** A commit reachable from no earlier succeeded deployment, or unknown. */
  readonly isSomethingNew: boolean;
  readonly isAutomated: boolean | null;
  /** Whether a coding agent triggered it; null: nobody can say who did. */
  readonly isByAgent: boolean | null;
  /** The account that triggered it: team membership at startedAt; null unknown or deleted. */
  readonly triggeredBy: { readonly teams: readonly TeamId[] } | null;
  /** Why it counts as failed, and as of when (`from < asOf ≤ to`, half-open over strict event time as facts are). */
  readonly failures: readonly { readonly signal: FailureSignal; readonly holds: readonly Span[] }[];
  /** Union of the above without `pipeline`. */
  readonly failed: readonly Span[];
  /** What it remedies by being this deployment, whether or not the remedied one still counts as failed. */
  readonly remedies: readonly { readonly kind: RemedyKind; readonly of: string | null }[];
  /** Recoveries of this failed deployment: value = recoveredAt − finishedAt; `known` disjoint. */
  readonly recoveries: readonly { readonly at: Instant; readonly known: Span }[];
  /** When it was first rolled back (succeeded rollback that names it as the failed one); `known` as of. */
  readonly rolledBackAt: Instant | null;
  /** Ids of incidents that belong to it, with the span in which they do. */
  readonly incidents: readonly { readonly id: string; readonly holds: Span }[];
}

/** What the joined incidents know besides their record. */
export interface IncidentView {
  readonly priority: PriorityName | 'none';
  readonly teams: readonly TeamId[];
  /** Configured service ids that its PagerDuty service is mapped to. */
  readonly services: readonly string[];
  /** Earlier incidents of the same PagerDuty service with the same key, or the same title without digits, within 90 d. */
  readonly recursAfter: readonly string[];
  /** Open spans: trigger/reopen to resolve. The last may end at Infinity. */
  readonly open: readonly Span[];
  readonly isMerged: boolean;
  /** What a P1 or P2 owes; null: it owes none, or no work items are read. */
  readonly retro: Owed | null;
  /** What a P1 owes besides: leadership decides what has to change. null as above. It is held when its issue is first closed. */
  readonly review: Owed | null;
}

/** What an incident owes. A retro counts as soon as it has an action item with an owner and a due date; nothing takes that back. */
export interface Owed {
  /** From when on it waits: the first resolve, or, of an incident that is open for long, when no more time than after a resolve is left. */
  readonly dueFromAt: Instant;
  /** The last instant at which it is on time, as it is once the incident was first resolved. */
  readonly dueAt: Instant;
  /** null: not yet. */
  readonly completedAt: Instant | null;
}

/** A value, and the span in which it held (`from < asOf ≤ to`). */
export interface Held<V> {
  readonly value: V;
  readonly span: Span;
}

/**
 * What the joined work item knows besides its record. Kinds, team, reviews, duties, problems and the text are timeless: as they are known
 * now. Everything else has its history; spans are sorted and disjoint, and the last may end at Infinity.
 */
export interface WorkItemView {
  readonly id: string;
  readonly createdAt: Instant;
  readonly kinds: readonly WorkItemKind[];
  readonly reviews: readonly GovernanceReview[];
  /** The plans whose label is or was on it, and while it was. */
  readonly feeds: readonly { readonly plan: PlanDestination; readonly spans: readonly Span[] }[];
  readonly duties: readonly LeadershipDuty[];
  /** By its team label, else that of the first assigned person at the assignment; null: unattributed. */
  readonly team: TeamId | null;
  /** What makes it impossible to say whose it is, how urgent, or by when. */
  readonly problems: readonly ('labels_contradict' | 'due_is_no_date')[];
  /** From creation or a reopening to the next close. */
  readonly open: readonly Span[];
  /** Closed as done, until it was reopened or given up. */
  readonly done: readonly Span[];
  /** Closed without being done, and why, until it was reopened or done. */
  readonly givenUp: readonly Held<GivenUp>[];
  /** Somebody human was assigned. */
  readonly owned: readonly Span[];
  /** While it was open. */
  readonly inProgress: readonly Span[];
  /** While it was open. */
  readonly blocked: readonly Span[];
  /** The highest of several. */
  readonly priorities: readonly Held<PriorityName>[];
  /** The first of several, in the order of the six. */
  readonly domains: readonly Held<ImprovementDomain>[];
  /** The end of the due date where its team works: it is late strictly after. The milestone's date goes before the body's. */
  readonly due: readonly Held<Instant>[];
  /** When the due date was moved to a later one. */
  readonly deferredAt: readonly Instant[];
  /** Creation and everything that happened to it since. */
  readonly updatedAt: readonly Instant[];
  /** The item that it is a sub-issue of. It may not have been read. */
  readonly parent: string | null;
  /** Items that have been read, by creation. */
  readonly children: readonly string[];
  /** Items that its text lists, each in a line of its own (`- [ ] #12`). They may not have been read. */
  readonly listed: readonly string[];
  /** PagerDuty incidents whose address (`…/incidents/ID`) its title or body gives. They may not have been read. */
  readonly incidents: readonly string[];
}

/** A merged change, and since when it is in production: `containedAt` is null while it waits. */
export interface MergedChange {
  readonly id: string;
  readonly mergedAt: Instant;
  readonly containedAt: Instant | null;
}

/** Ends (exclusive upper ends included) of what a signal's sources have read. */
export type SignalSpan =
  { readonly completeFromAt: Instant | null; readonly watermarkAt: Instant | null } | 'not_configured';

/**
 * The joined, indexed, read-only view of all records. Populations read it; nothing in it depends on the clock.
 * Every list is sorted by time.
 */
export interface History {
  readonly config: Config;
  /** Of a configured team; the organisation's for anything else. */
  calendar(team: TeamId | null): Calendar;
  signal(signal: Signal): SignalSpan;

  root<R extends RootKind>(kind: R, id: string): Roots[R] | undefined;
  roots<R extends RootKind>(kind: R): Iterable<Roots[R]>;
  /**
   * The instant after which no fact of a root says anything, as far as is known: of a pull request, when it was closed and all
   * services that it touches carry it; of an incident, when it was resolved, its retro counts and its review was held. Infinity: it is not over, or nobody can
   * say.
   */
  settledAt(root: RootRef): Instant;

  // People. A null actor is a deleted account: human, equal to no other.
  isHuman(actor: Actor | null): boolean;
  /** A configured coding agent. */
  isAgent(actor: Actor | null): boolean;
  isNonEngineer(actor: Actor | null): boolean;
  /** Configured teams of a GitHub login at an instant. */
  teamsOfLogin(login: string, at: Instant): readonly TeamId[];
  /** Configured teams of a PagerDuty user at an instant. */
  teamsOfPagerDutyUser(user: string, at: Instant): readonly TeamId[];
  /** Spans in which somebody was an engineer of the team: no bot, agent or configured non-engineer. Those of one person are disjoint. */
  engineersOf(team: TeamId): readonly { readonly person: Hidden; readonly spans: readonly Span[] }[];
  hide(person: string): Hidden;
  /** A number that stands for an id, and for no other. */
  numberOf(id: string): number;

  // Pull requests.
  isCountedBase(pullRequest: RecordOf<'pull_request'>): boolean;
  isGenerated(path: string): boolean;
  /** A test that somebody wrote. */
  isTest(path: string): boolean;
  /** What should come with a test: no test, and written by hand. */
  isCode(path: string): boolean;
  /** What people write by hand. */
  isSensitive(path: string): boolean;
  /**
   * The module of a path: CODEOWNERS (the blob given) first, then service paths; [] = no module. `at`: when a person who owns it
   * alone is in his team; left out: now.
   */
  moduleOf(repository: string, path: string, codeOwnersBlob: string | null, at?: Instant): readonly TeamId[];
  /** The CODEOWNERS blob that applies: at the merge commit, else at the default branch's head. */
  codeOwnersOf(pullRequest: RecordOf<'pull_request'>): string | null;
  /** Owners by login or team of any of the paths, for approvals by code owners: logins (lower case). Empty: no owner line. */
  approversOf(paths: readonly string[], codeOwnersBlob: string | null, at: Instant): ReadonlySet<string>;
  /** The one team, or null: unattributed. */
  teamOf(pullRequest: RecordOf<'pull_request'>): TeamId | null;
  /** Services whose deployments carry it: those it touches. */
  servicesOf(pullRequest: RecordOf<'pull_request'>): readonly string[];
  /** First deployments of known contents that carry it, one per service at most, by finishedAt. */
  deploymentsOf(pullRequestId: string): readonly ServiceDeployment[];
  /** When its merge commit was first contained in a succeeded deployment of a touched service (contents known or not); null: never. */
  firstContainedAt(pullRequestId: string): Instant | null;
  knowsPullRequest(id: string): boolean;
  /**
   * Merged pull requests of a team (null: unattributed) that touch a configured service, by merge; with `firstContainedAt`. From the
   * index: no record is read.
   */
  mergedChangesOf(team: TeamId | null): readonly MergedChange[];

  // Deployments.
  /** In the order of finishing (ties: metrics.md); those that never succeeded stand where they ended. */
  serviceDeployments(service: string): readonly ServiceDeployment[];

  // Work items.
  workItem(id: string): WorkItemView | undefined;
  /** By creation; of a team (null: unattributed), or of all. */
  workItems(kind: WorkItemKind, team?: TeamId | null): readonly WorkItemView[];
  /** Ids of the pull requests that close an issue, or did once. */
  closersOf(issue: string): readonly string[];
  /** Ids of the items that give the address of an incident, by creation. */
  workItemsNaming(incident: string): readonly string[];
  // Readings.
  /** What a reading answers; undefined: nothing that is configured asks so any more. */
  queryOf(reading: RecordOf<'reading'>): ReadQuery | undefined;
  /** What a day of a series says, and for how long; sorted, disjoint. */
  statesOf(reading: RecordOf<'reading'>): readonly ReadState[];
  /** Names of the SLOs whose budgets were read, in alphabetical order. */
  slos(): readonly string[];

  // Incidents and on-call.
  incident(id: string): IncidentView | undefined;
  incidentsOfTeam(team: TeamId): readonly string[];
  /** Level-1 on-call spans of an escalation policy, merged per person. */
  onCall(escalationPolicy: string): readonly { readonly user: string; readonly span: Span }[];
  /** Level-1 spans of a team's members while they were members, on any policy; one person's overlapping or touching spans are one. */
  onCallOfTeam(team: TeamId): readonly { readonly user: string; readonly span: Span }[];
  /** The parts of `onCall` in which the person was a member of any of the teams, whoever it was: disjoint, sorted. */
  coverage(escalationPolicy: string, teams: readonly TeamId[]): readonly Span[];
  escalationPolicies(): readonly RecordOf<'escalation_policy'>[];
  pagerdutyServices(): readonly RecordOf<'pagerduty_service'>[];
  teamsOfPagerDutyService(id: string): readonly TeamId[];
  /**
   * What was found last before an instant (`at < asOf`); undefined: nobody had looked. Whether it still stands, the signals
   * `github_probes` and `pagerduty_probes` tell.
   */
  finding(check: ProbeCheck, subject: string, asOf: Instant): Finding | undefined;
  /** Every subject that the check ever looked at, by subject. */
  probes(check: ProbeCheck): readonly Probe[];
  /** Surveys that were read and that the configuration names, by close. */
  surveyWaves(): readonly ReadWave[];
  /** Files of surveys that were refused as they are now, by name. */
  refusedSurveyFiles(): readonly RecordOf<'survey_file'>[];
  /** Assessments of a team, by when they were made. */
  assessments(team: TeamId): readonly RecordOf<'assessment'>[];
  /** Documents of assessments that were refused as they are now, by place. */
  refusedAssessmentFiles(): readonly RecordOf<'assessment_file'>[];
  /** False where the account has no priorities and none are mapped: P1 families are absent. */
  readonly hasPriorities: boolean;
}
