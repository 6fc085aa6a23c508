import { alphabetically } from '../config/alphabet.ts';
import type { Config } from '../config/config.ts';
import type { Engine, Value } from '../metrics/engine-types.ts';
import type { MetricName } from '../metrics/metric-names.ts';
import { windowMs } from '../metrics/metric.ts';
import type { WindowName } from '../metrics/metric.ts';
import { improvementDomains, leadershipDuties, planDestinations } from '../records/work-item-words.ts';
import type { ImprovementDomain, Instant } from '../records/index.ts';
import { gotBetter } from './direction.ts';
import type { Inputs, InputState } from './inputs.ts';
import { outcomes, outcomesOfDomain } from './outcome-names.ts';
import type { Outcome } from './outcome-names.ts';
import type { Outcomes, WindowChange } from './outcomes.ts';
import { ofOrganisation } from './reviews.ts';
import type { Reviews, ReviewState } from './reviews.ts';
import { doneIn, isNoise } from './without-outcome.ts';

const hourMs = 3_600_000;

/** What can be said of the improvements of a domain, besides that they are open. */
export const backlogStates = ['open', 'overdue', 'unowned', 'undated', 'unprioritised', 'deferred'] as const;
export type BacklogState = (typeof backlogStates)[number];

export interface BacklogReport {
  readonly domain: ImprovementDomain | 'any';
  readonly items: Readonly<Record<BacklogState, Value>>;
  /** Unix seconds; of `any`: nobody asks. */
  readonly touched: Value;
}

/** What was done in a window, beside what came of it. */
export interface EffectReport {
  readonly window: WindowName;
  readonly capacity: Value;
  readonly outcomes: readonly WindowChange[];
  readonly domains: readonly {
    readonly domain: ImprovementDomain;
    readonly done: Value;
    /** By which outcomes it is judged, and why by these. */
    readonly by: readonly Outcome[];
    readonly reason: string;
    readonly noise: Value;
    /** One of these outcomes got better by more than chance explains. */
    readonly isBetter: boolean;
  }[];
}

export interface Counted {
  readonly label: string;
  readonly value: Value;
}

/** How improvement is governed, as of a whole hour: as the numbers say it. */
export interface GovernanceReport {
  readonly asOf: Instant;
  readonly inputs: readonly InputState[];
  readonly reviews: readonly ReviewState[];
  /** By name, in the order of the alphabet. */
  readonly teams: readonly { readonly name: string; readonly review: ReviewState }[];
  readonly backlog: readonly BacklogReport[];
  readonly effects: readonly EffectReport[];
  /** Of 90 days, by what they feed back into; and what leadership owes. */
  readonly decisions: readonly Counted[];
  /** Decisions that have reached no plan for too long. */
  readonly unplanned: Value;
  readonly duties: readonly Counted[];
}

/** What is reported from. */
export interface Governed {
  readonly config: Config;
  readonly engine: Engine;
  readonly inputs: Inputs;
  readonly outcomes: Outcomes;
  readonly reviews: Reviews;
}

export function governanceReport(governed: Governed, at: Instant): GovernanceReport {
  const { config, inputs, reviews } = governed;
  const asOf = Math.floor(at / hourMs) * hourMs;
  const teams = config.teams.map(({ id, name }) => ({ name, review: reviews.state('weekly_delivery', id, asOf) }));
  return {
    asOf,
    inputs: inputs.all(asOf),
    reviews: ofOrganisation.map((review) => reviews.state(review, 'all', asOf)),
    teams: teams.sort(alphabetically),
    backlog: [...improvementDomains, 'any' as const].map((domain) => backlogOf(domain, governed, asOf)),
    effects: (['28d', '90d'] as const).map((window) => effectOf(window, governed, asOf)),
    decisions: countedBy('governance_decisions', [...planDestinations, 'nowhere', 'any'], governed, asOf, '90d'),
    unplanned: countedBy('governance_decisions_unplanned', [''], governed, asOf)[0]!.value,
    duties: countedBy('leadership_duties_open', leadershipDuties, governed, asOf),
  };
}

const countedBy = (
  metric: MetricName,
  labels: readonly string[],
  { engine }: Governed,
  asOf: Instant,
  window?: WindowName,
): readonly Counted[] =>
  labels.map((label) => {
    const series = { metric, team: '', label, ...(window && { window }) };
    return { label, value: engine.at(series, { from: asOf - (window ? windowMs[window] : 0), to: asOf, asOf }) };
  });

function backlogOf(domain: BacklogReport['domain'], { engine }: Governed, asOf: Instant): BacklogReport {
  const ask = (metric: string, team: string, label: string): Value =>
    engine.at({ metric, team, label }, { from: asOf, to: asOf, asOf });
  const counts = backlogStates.map((state) => [state, ask('improvement_items', 'all', `${domain}/${state}`)] as const);
  return {
    domain,
    items: Object.fromEntries(counts) as BacklogReport['items'],
    touched: domain === 'any' ? { absent: 'no_facts' } : ask('improvement_timestamp_seconds', '', domain),
  };
}

function effectOf(window: WindowName, { engine, outcomes: own }: Governed, asOf: Instant): EffectReport {
  const moment = { from: asOf - windowMs[window], to: asOf, asOf };
  const changes = outcomes.map((outcome) => own.change(outcome, window, asOf));
  return {
    window,
    capacity: engine.at({ metric: 'improvement_capacity_ratio', team: 'all', label: '', window }, moment),
    outcomes: changes,
    domains: improvementDomains.map((domain) => {
      const { outcomes: by, reason } = outcomesOfDomain[domain];
      const done = doneIn(engine, domain, window, asOf);
      const noise = isNoise(done, changes.filter(({ outcome }) => by.includes(outcome))); // prettier-ignore
      return { domain, done, by, reason, noise, isBetter: gotBetter(domain, changes) };
    }),
  };
}
