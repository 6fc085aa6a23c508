import type { Config } from '../config/config.ts';
import type { Derivation, DerivedExplanation } from '../derived/derived.ts';
import type { History } from '../history/history.ts';
import { isOpenAt } from '../history/spans.ts';
import type { Engine, Series, Value } from '../metrics/engine-types.ts';
import type { MetricName } from '../metrics/metric-names.ts';
import { windowMs } from '../metrics/metric.ts';
import type { WindowName } from '../metrics/metric.ts';
import type { Instant, Span } from '../records/index.ts';
import { priorities } from '../metrics/reliability/incident-facts.ts';
import { outcomeChange } from './definitions.ts';
import { outcomes, outcomeWords } from './outcome-names.ts';
import type { Outcome } from './outcome-names.ts';
import { absenceWords, sumOf } from './values.ts';

/** What an outcome was in a span of time and in the one before it. */
export interface Change {
  readonly outcome: Outcome;
  readonly now: Value;
  readonly before: Value;
  /** (now − before) ÷ before; below 0 it is better. */
  readonly change: Value;
}
export interface WindowChange extends Change {
  readonly window: WindowName;
}

/** Outcomes against the window before, of the organisation as one. */
export class Outcomes {
  readonly #engine: Engine;
  readonly #history: () => History;
  #people: ReturnType<History['engineersOf']> | undefined;
  /** By outcome and window, and by the instant: what is the window before now was the window of now once, and domains share outcomes. */
  readonly #known = new Map<string, Map<Instant, Value>>();

  constructor(engine: Engine, history: () => History) {
    this.#engine = engine;
    this.#history = history;
  }

  forget(): void {
    this.#people = undefined;
    this.#known.clear();
  }

  change(outcome: Outcome, window: WindowName, asOf: Instant): WindowChange {
    const now = this.#measured(outcome, window, asOf);
    const before = this.#measured(outcome, window, asOf - windowMs[window]);
    return { outcome, window, now, before, change: changeOf(now, before) };
  }

  /** The same of two spans of any length, such as calendar months, each as of its end. */
  between(outcome: Outcome, now: Span, before: Span): Change {
    const [is, was] = [this.#measure(outcome, '28d', now), this.#measure(outcome, '28d', before)];
    return { outcome, now: is, before: was, change: changeOf(is, was) };
  }

  #measured(outcome: Outcome, window: WindowName, asOf: Instant): Value {
    const key = `${outcome}|${window}`;
    const known = this.#known.get(key) ?? new Map<Instant, Value>();
    this.#known.set(key, known);
    const value = known.get(asOf) ?? this.#measure(outcome, window, { from: asOf - windowMs[window], to: asOf });
    known.set(asOf, value);
    return value;
  }

  /** As a sample at the span's end says: nothing of the window before is known better by now. */
  #measure(outcome: Outcome, window: WindowName, { from, to }: Span): Value {
    const ask = (metric: MetricName, more: Partial<Series> = {}): Value =>
      this.#engine.at({ metric, team: 'all', label: '', window, ...more }, { from, to, asOf: to });
    switch (outcome) {
      case 'incidents':
        return sumOf(priorities.map((label) => ask('incidents', { label })));
      case 'mttr':
        return ask('incident_restore_seconds', { label: 'any', stat: 'mean' });
      case 'change_failure':
        return ask('change_failure_ratio');
      case 'on_call_load':
        return share(ask('pages'), this.#engineersAt(to));
      case 'customer_trust':
        return ask('customer_bugs');
    }
  }

  /** Who is in two teams is one engineer. */
  #engineersAt(asOf: Instant): number {
    const { config, engineersOf } = this.#history();
    const people = (this.#people ??= config.teams.flatMap(({ id }) => engineersOf(id)));
    return new Set(people.filter(({ spans }) => isOpenAt(spans, asOf)).map(({ person }) => person)).size;
  }
}

const share = (value: Value, among: number): Value =>
  'absent' in value
    ? value
    : among === 0
      ? { absent: 'no_facts' }
      : { value: value.value / among, numerator: value.value, denominator: among };

function changeOf(now: Value, before: Value): Value {
  const absent = [now, before].find((value) => 'absent' in value);
  if (absent) return absent;
  const [is, was] = [now, before].map((value) => ('value' in value ? value.value : 0)) as [number, number];
  // From nothing to something is no share.
  if (was === 0) return { absent: 'no_facts' };
  return { value: (is - was) / was, numerator: is - was, denominator: was };
}

const windows = outcomeChange.windows as readonly WindowName[];

/** How each outcome has changed. */
export const outcomeChanges = (own: Outcomes, config: Config): Derivation => ({
  metric: outcomeChange,
  *at(asOf) {
    for (const window of windows)
      for (const outcome of outcomes)
        yield { team: '', label: outcome, window, value: own.change(outcome, window, asOf).change };
  },
  explain({ label, window }, asOf) {
    const change = own.change(label as Outcome, window!, asOf);
    return behindChange(change, config, asOf);
  },
});

/** The metric that an outcome is read from, for a link to its facts. */
const readFrom: Readonly<Record<Outcome, string>> = {
  incidents: 'metric=incidents',
  mttr: 'metric=incident_restore_seconds&label=any&stat=mean',
  change_failure: 'metric=change_failure_ratio',
  on_call_load: 'metric=pages',
  customer_trust: 'metric=customer_bugs',
};

const when = ['in the window', 'in the window before'] as const;

/** Both windows, and a way to what is behind each; one of which nothing is known is left out. */
function behindChange(
  { outcome, window, now, before }: WindowChange,
  { alerting }: Config,
  asOf: Instant,
): DerivedExplanation {
  const parts = [now, before].map((value, index) => {
    const at = asOf - index * windowMs[window];
    const query = `${readFrom[outcome]}&team=all&window=${window}&asOf=${new Date(at).toISOString()}`;
    const title = `${outcomeWords[outcome]}${outcome === 'mttr' ? ' (seconds)' : ''}, ${when[index]!}`;
    return { value, told: { title, url: `${alerting.exporterUrl}/explain?${query}`, at } };
  });
  return {
    facts: parts.flatMap(({ value, told }) =>
      'value' in value ? [{ ...told, value: value.value, inNumerator: told.at === asOf }] : [],
    ),
    excluded: parts.flatMap(({ value, told }) => ('absent' in value ? [{ ...told, reason: absenceWords[value.absent] }] : [])), // prettier-ignore
  };
}
