import type { Derivation } from '../derived/derived.ts';
import type { Config } from '../config/config.ts';
import type { History } from '../history/history.ts';
import type { Engine, Series, Value } from '../metrics/engine-types.ts';
import type { MetricName } from '../metrics/metric-names.ts';
import type { Signal } from '../metrics/metric.ts';
import type { Instant } from '../records/index.ts';
import { inputTimestamp, staleInputs } from './definitions.ts';
import { freshMs, inputs } from './input-names.ts';
import type { Input } from './input-names.ts';
import { absenceWords, sumOfKnown } from './values.ts';

const secondMs = 1_000;
/** Of Unix seconds, to the millisecond that they were made from. */
export const instantOf = (seconds: number): Instant => Math.round(seconds * secondMs);

/** What governance has to know before it decides, and how old it is. */
export interface InputState {
  readonly input: Input;
  /** Unix seconds up to which it is current. */
  readonly timestamp: Value;
  /** null: nobody can say, or it is not configured. */
  readonly isStale: boolean | null;
}

/** The six inputs as of any instant. */
export class Inputs {
  readonly #config: Config;
  readonly #engine: Engine;
  readonly #history: () => History;

  constructor(config: Config, engine: Engine, history: () => History) {
    this.#config = config;
    this.#engine = engine;
    this.#history = history;
  }

  all(asOf: Instant): readonly InputState[] {
    return inputs.map((input) => this.state(input, asOf));
  }

  state(input: Input, asOf: Instant): InputState {
    const timestamp = this.#timestamp(input, asOf);
    if ('value' in timestamp) return { input, timestamp, isStale: asOf - instantOf(timestamp.value) > freshMs[input] };
    // What has never been is out of date once it was looked for long enough.
    const signal = input === 'quality_scorecards' ? 'assessments' : 'work_items';
    const isMissed = timestamp.absent === 'no_facts' && hasReadSince(this.#history(), signal, asOf - freshMs[input]);
    return { input, timestamp, isStale: isMissed ? true : null };
  }

  #timestamp(input: Input, asOf: Instant): Value {
    switch (input) {
      case 'postmortems':
        return this.#unlessWaiting('oldest_overdue_retro_seconds', asOf);
      case 'customer_impact':
        return this.#unlessWaiting('oldest_untouched_customer_bug_seconds', asOf);
      case 'error_budgets':
        return readUpTo(this.#history(), 'error_budgets', asOf);
      case 'technical_debt':
      case 'audit_findings':
        return this.#ask({ metric: 'register_timestamp_seconds', team: '', label: input }, asOf);
      case 'quality_scorecards':
        return this.#oldestAssessment(asOf);
    }
  }

  /** Current, where nothing waits; else as old as what has waited for longest. */
  #unlessWaiting(metric: MetricName, asOf: Instant): Value {
    const waited = this.#ask({ metric, team: 'all', label: '' }, asOf);
    if ('value' in waited) return { value: asOf / secondMs - waited.value };
    return waited.absent === 'no_facts' ? { value: asOf / secondMs } : waited;
  }

  /** Of the team that was not assessed for longest: one that is left out is a gap in what is known. */
  #oldestAssessment(asOf: Instant): Value {
    const last = this.#config.teams.map(({ id }) =>
      this.#ask({ metric: 'maturity_assessment_timestamp_seconds', team: id, label: '' }, asOf),
    );
    const absent = last.find((value) => 'absent' in value);
    return absent ?? { value: Math.min(...last.map((value) => ('value' in value ? value.value : Infinity))) };
  }

  #ask(series: Series, asOf: Instant): Value {
    return this.#engine.at(series, { from: asOf, to: asOf, asOf });
  }
}

/** Whether a signal was read from an instant on at the latest. */
export function hasReadSince(history: History, signal: Signal, at: Instant): boolean {
  const span = history.signal(signal);
  return span !== 'not_configured' && span.completeFromAt !== null && span.completeFromAt <= at;
}

function readUpTo(history: History, signal: Signal, asOf: Instant): Value {
  const span = history.signal(signal);
  if (span === 'not_configured') return { absent: 'not_configured' };
  if (span.watermarkAt === null || span.completeFromAt === null || span.completeFromAt > asOf)
    return { absent: 'incomplete' };
  return { value: Math.min(asOf, span.watermarkAt) / secondMs };
}

const wordsOf = (input: Input): string => input.replaceAll('_', ' ');
const behind = ({ input, timestamp }: InputState, asOf: Instant) => ({
  title: wordsOf(input),
  url: null,
  at: 'value' in timestamp ? instantOf(timestamp.value) : asOf,
});

/** Up to when each is current. */
export const inputTimestamps = (own: Inputs): Derivation => ({
  metric: inputTimestamp,
  *at(asOf) {
    for (const { input, timestamp } of own.all(asOf)) yield { team: '', label: input, value: timestamp };
  },
  explain({ label }, asOf) {
    const state = own.state(label as Input, asOf);
    const { timestamp } = state;
    return 'value' in timestamp
      ? { facts: [{ ...behind(state, asOf), value: timestamp.value }], excluded: [] }
      : { facts: [], excluded: [{ ...behind(state, asOf), reason: absenceWords[timestamp.absent] }] };
  },
});

/** What a count takes of a state: 1 or 0, or why nobody can say. */
const countOf = ({ isStale, timestamp }: InputState): Value =>
  isStale !== null
    ? { value: Number(isStale) }
    : { absent: 'absent' in timestamp && timestamp.absent !== 'no_facts' ? timestamp.absent : 'incomplete' };

/** How many are out of date. */
export const staleInputCount = (own: Inputs): Derivation => ({
  metric: staleInputs,
  *at(asOf) {
    yield { team: '', label: '', value: sumOfKnown(own.all(asOf).map(countOf)) };
  },
  explain(_, asOf) {
    const states = own.all(asOf);
    return {
      facts: states.filter(({ isStale }) => isStale).map((state) => ({ ...behind(state, asOf), value: 1 })),
      excluded: states
        .filter(({ isStale }) => !isStale)
        .map((state) => ({
          ...behind(state, asOf),
          reason: 'value' in state.timestamp ? 'It is current.' : absenceWords[state.timestamp.absent],
        })),
    };
  },
});
