import type { History } from '../history/history.ts';
import { RunOf } from '../metrics/engine/slide.ts';
import { windowsOf } from '../metrics/engine/series.ts';
import type { Engine, Moment, Series, Value } from '../metrics/engine-types.ts';
import type { Instant } from '../records/index.ts';
import { heldFrom } from './derived.ts';
import type { Derivation, Derived, DerivedExplanation, DerivedRoom } from './derived.ts';

/** The engine and what is derived from it, as one: the same questions, the same answers. */
export interface Numbers extends Engine {
  /** What stands behind a derived number; undefined: facts do, ask `explain`. Throws RangeError for a series that there is not. */
  explainDerived(series: Series, moment: Moment): DerivedExplanation | undefined;
  /** To be called when what is known of the sources changed without any fact. */
  forget(): void;
}

const nobodySaid: Value = { absent: 'not_configured' };
const keyOf = ({ team, label, window }: Pick<Series, 'team' | 'label' | 'window'>): string =>
  `${team}|${label}|${window ?? ''}`;

/** Answers of one derivation; the last instant is remembered, for each of its series is asked in turn. */
class Answers {
  readonly #derivation: Derivation;
  readonly #room: DerivedRoom;
  readonly #teams: readonly string[];
  #last: { readonly asOf: Instant; readonly values: ReadonlyMap<string, Value> } | undefined;

  constructor(derivation: Derivation, room: DerivedRoom, teams: readonly string[]) {
    this.#derivation = derivation;
    this.#room = room;
    this.#teams = teamsWith(derivation.metric, teams);
  }

  get metric(): Derived {
    return this.#derivation.metric;
  }

  forget(): void {
    this.#last = undefined;
  }

  valuesAt(asOf: Instant): ReadonlyMap<string, Value> {
    const at = heldFrom(this.metric, asOf);
    if (this.#last?.asOf === at) return this.#last.values;
    const values = new Map(Array.from(this.#derivation.at(at), (sample) => [keyOf(sample), sample.value]));
    this.#last = { asOf: at, values };
    return values;
  }

  /** Throws RangeError for what no series of the metric can be. */
  check({ team, label, window, stat }: Series): void {
    const { name, population } = this.metric;
    if (!this.#teams.includes(team)) throw new RangeError(`metric ${name} has no team "${team}"`);
    if (!(population.labels as readonly string[]).includes(label))
      throw new RangeError(`metric ${name} has no ${this.metric.label?.name ?? 'label'} "${label}"`);
    if (!windowsOf(this.metric).includes(window)) throw new RangeError(`metric ${name} has no window ${window}`);
    if (stat !== undefined) throw new RangeError(`metric ${name} has no statistics`);
  }

  *series(): Iterable<Series> {
    const { metric } = this;
    for (const label of metric.population.labels as readonly string[])
      for (const window of windowsOf(metric))
        for (const team of this.#teams) yield { metric: metric.name, team, label, ...(window && { window }) };
  }

  at(series: Series, asOf: Instant): Value {
    this.check(series);
    return this.valuesAt(asOf).get(keyOf(series)) ?? nobodySaid;
  }

  explain(series: Series, asOf: Instant): DerivedExplanation {
    this.check(series);
    return this.#derivation.explain(series, heldFrom(this.metric, asOf));
  }

  slide(
    instants: readonly Instant[],
    run: Parameters<Engine['slide']>[2],
    isWanted: (series: Series) => boolean,
  ): void {
    const wanted = [...this.series()].filter(isWanted);
    if (wanted.length === 0 || instants.length === 0) return;
    this.#room.reach?.(instants[0]!, instants.at(-1)!);
    const runs = wanted.map((series) => [keyOf(series), new RunOf(series, run)] as const);
    let heldAt: Instant | undefined;
    for (const [index, asOf] of instants.entries()) {
      const at = heldFrom(this.metric, asOf);
      if (at === heldAt) continue;
      heldAt = at;
      const values = this.valuesAt(at);
      for (const [key, each] of runs) each.put(index, values.get(key) ?? nobodySaid);
    }
    for (const [, each] of runs) each.end(instants.length);
  }
}

const teamsWith = ({ all }: Derived, teams: readonly string[]): readonly string[] =>
  all === 'only' ? [''] : all === 'none' ? teams : [...teams, 'all'];

/** One engine over facts and what rooms derive from it. `roomsOf` is given that engine, for one room may read another, and the last history. */
export function withDerived(
  engine: Engine,
  teams: readonly string[],
  roomsOf: (numbers: Engine, history: () => History) => readonly DerivedRoom[],
): Numbers {
  const byName = new Map<string, Answers>();
  let history: History | undefined;
  const forget = (): void => {
    for (const { forget } of rooms) forget();
    for (const answers of byName.values()) answers.forget();
  };
  const numbers: Numbers = {
    forget,
    replace(changed, of) {
      history = of;
      const roots = [...changed];
      engine.replace(roots, of);
      if (roots.length > 0) forget();
    },
    *evaluate(asOf) {
      yield* engine.evaluate(asOf);
      for (const answers of byName.values())
        for (const series of answers.series()) {
          const value = answers.at(series, asOf);
          if ('value' in value) yield [series, value];
        }
    },
    at: (series, moment) => byName.get(series.metric)?.at(series, moment.asOf) ?? engine.at(series, moment),
    slide(metric, instants, run, isWanted = () => true) {
      const answers = byName.get(metric);
      if (answers) answers.slide(instants, run, isWanted);
      else engine.slide(metric, instants, run, isWanted);
    },
    explain: (series, moment) => engine.explain(series, moment),
    explainDerived: (series, moment) => byName.get(series.metric)?.explain(series, moment.asOf),
    takeFailures: () => engine.takeFailures(),
  };
  const rooms = roomsOf(numbers, () => {
    if (!history) throw new Error('something was derived before there were any facts');
    return history;
  });
  for (const room of rooms)
    for (const derivation of room.derivations) byName.set(derivation.metric.name, new Answers(derivation, room, teams));
  return numbers;
}
