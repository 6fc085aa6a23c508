import type { Config } from '../config/config.ts';
import type { DomainRecord, GivenUp, Instant, RecordOf, Span } from '../records/index.ts';
import type { MetricFamily } from './metric-families.ts';
import type { History, ServiceDeployment } from '../history/history.ts';

/** A fact's team set uses configured team ids. `[]` = unattributed. */
export type TeamId = string;
export type WindowName = '7d' | '28d' | '90d';
export const windowMs: Readonly<Record<WindowName, number>> = {
  '7d': 604_800_000,
  '28d': 2_419_200_000,
  '90d': 7_776_000_000,
};

/** A person, as a number that no text can be made of. Made by `history.hide`. */
export type Hidden = number & { readonly hidden: unique symbol };

/** What a definition reads. The configuration says which sources feed each. */
export type Signal =
  | 'pull_requests'
  | 'review_threads'
  /** What coding agents do: configured where their accounts are. */
  | 'agents'
  | 'agent_deployments'
  | 'deployments'
  /** Configured where a workflow is named as one. */
  | 'golden_paths'
  | 'incidents'
  | 'on_call'
  | 'priorities'
  | 'services'
  | 'github_probes'
  | 'pagerduty_probes'
  | 'work_items'
  | 'surveys'
  | 'assessments'
  // What each kind of configured query of Prometheus answered.
  | 'error_budgets'
  | 'slo_counts'
  | 'experiment_changes';

/** Why a fact, or one value of it, is left out. A closed list: a test holds each to a sentence in `reasons.ts`. */
export type Reason =
  | 'by_bot'
  | 'clock_ends_substituted'
  | 'ended_before_deadline'
  | 'contents_unknown'
  | 'same_commit_again'
  | 'merge_commit_only'
  | 'trigger_unknown'
  | 'platform_service'
  | 'auto_resolved'
  | 'merged_incident'
  | 'incident_without_deployment'
  | 'service_unmapped'
  | 'stage_not_reached'
  | 'no_code_changed'
  | 'no_module'
  | 'files_unknown'
  | 'not_asked_then'
  | 'too_few_answers'
  | 'survey_file_refused'
  | 'no_required_check'
  | 'checks_unknown'
  | 'checked_again'
  | 'impossible_order'
  | 'labels_contradict'
  | 'due_is_no_date'
  | 'undated'
  | 'reading_too_old'
  | 'names_no_incident'
  | GivenUp
  | 'not_applicable';

export interface Ref {
  readonly kind: DomainRecord['kind'] | 'service_deployment' | 'team' | 'service';
  readonly id: string;
}

/** A whole number (milliseconds, lines, 0/1), or why there is none. */
export type FactValue = number | { readonly leftOut: Reason };

interface Common<L extends string, V extends string> {
  /** What a person is shown for it in /explain. */
  readonly ref: Ref;
  /** Each of them gets the fact; `all` gets it once; `[]` = unattributed. */
  readonly teams: readonly TeamId[];
  /** Restricts who gets it: only the teams, or only `all`. Default both. */
  readonly only?: 'teams' | 'all';
  /** '' where the population has no labels. */
  readonly label: L;
  readonly carrier?: Hidden;
  readonly values: Readonly<Record<V, FactValue>>;
}

/**
 * A fact is made once and is right for every asOf: no population sees asOf or the clock. Edges are strict:
 * an event counts as of t when `at < t` and `known.from < t ≤ known.to`; a verdict holds as of t when a span of `holds` has
 * `from < t ≤ to`; a span is open as of t when `from < t ≤ to`. Infinity is a legal end. Several events of one root may
 * follow each other with disjoint `known` (a value that later became another).
 */
export interface EventFact<L extends string, V extends string> extends Common<L, V> {
  readonly type: 'event';
  /** Places it in a window: from ≤ at < to. */
  readonly at: Instant;
  /** Default (at, ∞): the instants as of which it is known; a dismissal, reopening or merge ends it. */
  readonly known?: Span;
}
export interface VerdictFact<L extends string, V extends string> extends Common<L, V> {
  readonly type: 'verdict';
  readonly at: Instant;
  readonly known?: Span;
  /** Disjoint, sorted. */
  readonly holds: readonly Span[];
  /** Until when the verdict may still change by a new event (failure window); shown as provisional. */
  readonly provisionalUntil?: Instant;
}
export interface SpanFact<L extends string, V extends string> extends Common<L, V> {
  readonly type: 'span';
  readonly span: Span;
  /** Milliseconds already on its clock when it starts (for `oldest`), measured on the clock that the aggregate names. */
  readonly elapsedBefore?: number;
  /** The clock stands still while it lasts. */
  readonly paused?: boolean;
  /** When what waits is late; known as of every instant at which it is open, and shown in /explain. */
  readonly dueAt?: Instant;
  /** What is the case while it is open, in the exposed unit: any finite number; null: nobody knows. Of `least`, `most`, `total`. */
  readonly state?: number | null;
}
export type Fact<L extends string = string, V extends string = string> =
  EventFact<L, V> | VerdictFact<L, V> | SpanFact<L, V>;

/** A root that makes no fact, and why. */
export interface Excluded {
  readonly type: 'excluded';
  readonly ref: Ref;
  readonly at: Instant;
  readonly teams: readonly TeamId[];
  readonly reason: Reason;
  /** The instants as of which it is left out; default: as of any after `at`. */
  readonly known?: Span;
}

/** What facts are made from. `service_deployment` and `team`, `service` are history's own; the others are records. */
export interface Roots {
  readonly pull_request: RecordOf<'pull_request'>;
  readonly service_deployment: ServiceDeployment;
  readonly incident: RecordOf<'incident'>;
  readonly pagerduty_service: RecordOf<'pagerduty_service'>;
  readonly work_item: RecordOf<'work_item'>;
  readonly reading: RecordOf<'reading'>;
  /** A configured team; facts are remade when any deployment, pull request, incident, work item or on-call of the team changed. */
  readonly team: { readonly id: TeamId };
  /** A configured service; remade when any of its deployments changed. */
  readonly service: { readonly id: string };
  /** All surveys that were read; one root, remade when any of them changed. */
  readonly surveys: { readonly id: 'surveys' };
}
export type RootKind = keyof Roots;

export interface Population<R extends RootKind = RootKind, L extends string = string, V extends string = string> {
  readonly id: string;
  readonly root: R;
  /** The closed set of labels, 'services' (the configured service ids), what follows from the configuration, or [''] for none. */
  readonly labels: readonly L[] | 'services' | ((config: Config) => readonly L[]);
  /** Labels besides these: the names of SLOs as the configured queries answer with them. */
  readonly moreLabels?: 'slos';
  readonly values: readonly V[];
  /** What must be complete over the window, reaching this much further back. Optional: only where it is configured at all. */
  readonly needs: readonly { readonly signal: Signal; readonly lookbackDays?: number; readonly optional?: boolean }[];
  factsOf(root: Roots[R], history: History): Iterable<Fact<L, V> | Excluded>;
  /** Where facts of the same kind come from roots of another kind, too. */
  readonly also?: OtherRoots<L, V>;
}
type OtherRoots<L extends string, V extends string> = {
  [R in RootKind]: {
    readonly root: R;
    factsOf(root: Roots[R], history: History): Iterable<Fact<L, V> | Excluded>;
  };
}[RootKind];

/** The kinds of roots that a population is made from. */
export const rootsOf = ({ root, also }: AnyPopulation): readonly RootKind[] =>
  also ? [root as RootKind, also.root] : [root as RootKind];

/**
 * Which facts a term takes. 'holding': verdicts that hold as of the instant. flag: the value is 1. known: the value is not
 * left out (the denominator that belongs to a flag).
 */
export type Where<V extends string> = 'all' | 'holding' | { readonly flag: V } | { readonly known: V };

export type Term<V extends string> =
  /** Events or verdicts in the window. */
  | { readonly count: Where<V> }
  /** Sum of a value, less that of another, over events in the window (left-out ones add nothing). */
  | { readonly sum: V; readonly less?: V }
  /** Distinct values of `ref`-independent key: the value V holds a number that identifies a group; each group once, at its LAST event. */
  | { readonly distinct: V }
  /** Spans open as of the instant. */
  | { readonly open: Where<V> }
  /** Milliseconds of the window that spans cover, summed. */
  | { readonly covered: Where<V> }
  /** The window itself, by the team's calendar (the organisation's for `all`). */
  | { readonly window: 'businessDays' }
  /** The same term for `all`. */
  | { readonly acrossTeams: Term<V> }
  /** The largest part of the term that one carrier has; absent when fewer carriers or facts. */
  | { readonly largestCarrier: Term<V>; readonly minCarriers: number; readonly minFacts: number };

export type Aggregate<V extends string> =
  | Term<V>
  | { readonly ratio: readonly [Term<V>, Term<V>] }
  /** mean, p50, p90 of a value over events in the window (left-out ones excluded). */
  | { readonly stats: V }
  /** Milliseconds on the clock of the open span that has most. */
  | { readonly oldest: 'calendar' | 'business'; readonly where?: Where<V> }
  /** Milliseconds of the longest span, clipped to the window. */
  | { readonly longest: 'clipped' }
  /**
   * Of the states of open spans the smallest, the largest, or all together. What nobody knows is left out of the first two, and where nothing
   * else is open they are absent as stale; a total with an unknown part always is.
   */
  | { readonly state: 'least' | 'most' | 'total' }
  /** The latest `at` of events before the instant. */
  | { readonly latest: 'at' };

export type Unit = 'seconds' | 'lines' | 'ratio' | 'count' | 'per_day' | 'per_engineer' | 'timestamp' | 'score';

export interface Metric<R extends RootKind = RootKind, L extends string = string, V extends string = string> {
  /** Without the prefix `clockspeed_`, snake case, unit last. */
  readonly name: string;
  readonly family: MetricFamily;
  /** What a person would ask. */
  readonly question: string;
  /** Becomes HELP: population, start, end, statistic, window. One line. */
  readonly help: string;
  /** Raised when the meaning of the number changes. */
  readonly version: number;
  readonly unit: Unit;
  readonly population: Population<R, L, V>;
  /**
   * The label besides team, window and stat. `values`: the fact labels that are exported (default: all of the population's).
   * `each`: instead, one aggregate per label value over all facts (no fact label).
   */
  readonly label?:
    | {
        readonly name: string;
        /** Labels after it: a value is then that of each in turn, with slashes between (`ownLabels` takes them apart). */
        readonly more?: readonly string[];
        readonly values?: readonly L[];
        /** Label values that exist only where a signal is configured (priorities: an account without them has no P1, not 0). */
        readonly needs?: Readonly<Partial<Record<L, Signal>>>;
      }
    | { readonly name: string; readonly each: Readonly<Record<string, Aggregate<V>>> };
  /** Absent where `label.each` is given. */
  readonly aggregate?: Aggregate<V>;
  /** Windows, 'instant' (as of now), or 'ever' (events before asOf). */
  readonly windows: readonly WindowName[] | 'instant' | 'ever';
  /** closed: every label value of every team is exported, 0 over nothing (counts only). seen90d: only pairs seen in 90 d, and owner × service. */
  readonly zeros?: 'closed' | 'seen90d';
  /**
   * Absent ('too_few') for a team and window in which fewer than `atLeast` distinct carriers have a positive part of `term` in
   * another population: a share of few people would point at one.
   */
  readonly onlyWhere?: { readonly population: AnyPopulation; readonly term: Term<string>; readonly atLeast: number };
  /** What `team="all"` is: union (default), max of the teams, none. 'only': the metric has no team label and is the organisation's. */
  readonly all?: 'union' | 'max' | 'none' | 'only';
}

/** Keeps the type parameters together; the catalogue holds the erased form. */
export function metric<R extends RootKind, L extends string, V extends string>(
  definition: Metric<R, L, V>,
): Metric<R, L, V> {
  return definition;
}
export function population<R extends RootKind, const L extends string, const V extends string>(
  definition: Population<R, L, V>,
): Population<R, L, V> {
  return definition;
}
// Parameters are erased for the catalogue: a population is only ever fed the roots that it names.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyMetric = Metric<any, any, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyPopulation = Population<any, any, any>;

/** Whether a metric is a distribution: mean, p50 and p90. */
export function hasStats({ aggregate, label }: AnyMetric): boolean {
  const aggregates: readonly (Aggregate<string> | undefined)[] =
    label && 'each' in label ? Object.values(label.each) : [aggregate];
  return aggregates.some((each) => each !== undefined && 'stats' in each);
}

/** The labels besides team, window and stat, in their order. */
export const ownLabelsOf = ({ label }: AnyMetric): readonly string[] =>
  !label ? [] : 'each' in label ? [label.name] : [label.name, ...(label.more ?? [])];

/** `engineering/2026-Q4` of a metric labelled by audience and wave: `{ audience: 'engineering', wave: '2026-Q4' }`. */
export function ownLabels(metric: AnyMetric, value: string): Readonly<Record<string, string>> {
  const names = ownLabelsOf(metric);
  const values = names.length > 1 ? value.split('/') : [value];
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]));
}

/** The labels under which the facts of a population may stand. */
export const factLabelsOf = ({ labels }: AnyPopulation, config: Config): readonly string[] =>
  labels === 'services' ? config.services.map(({ id }) => id) : typeof labels === 'function' ? labels(config) : labels;
