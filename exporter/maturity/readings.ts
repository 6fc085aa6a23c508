import type { Config } from '../config/config.ts';
import type { Instant } from '../records/index.ts';
import type { Criterion } from './criterion.ts';
import { dimensions } from './dimensions.ts';
import type { Dimension, Level } from './dimensions.ts';
import type { Judgement } from './judgement.ts';
import { rawLevel } from './level.ts';
import { readingsOfLevel, stagnantQuarters } from './limits.ts';
import { Path } from './path.ts';
import type { Reading } from './path.ts';
import type { Quarters } from './quarters.ts';
import type { CriterionState, Finding } from './state.ts';

const dayMs = 86_400_000;
/** The last one that is not after an instant. */
const midnightOf = (at: Instant): Instant => Math.floor(at / dayMs) * dayMs;

/** So many more days are read at once where older readings decide. */
const furtherDays = 90;

/** A team's dimension at one midnight. */
interface Day {
  /** Undefined: lost. */
  readonly reading: Reading | undefined;
  /** Of its criteria, in their order. */
  readonly states: readonly CriterionState['state'][];
}
type Days = ReadonlyMap<string, readonly Day[]>;

interface Made {
  readonly from: Instant;
  readonly to: Instant;
  /** Every midnight from the first to the last. */
  readonly byPlace: Days;
}

/**
 * The daily readings of every team and dimension. What is read as of an instant begins two complete quarters and 14 days before, and
 * further back where what was observed then does not follow from them: a level stays until 14 readings say otherwise, however long ago
 * it was reached. So what is said of the past does not depend on when it is said. They are made again when facts change.
 */
export class Readings {
  readonly #config: Config;
  readonly #judgement: Judgement;
  readonly #quarters: Quarters;
  #made: Made | undefined;
  readonly #paths = new Map<string, Path>();

  constructor(config: Config, judgement: Judgement, quarters: Quarters) {
    this.#config = config;
    this.#judgement = judgement;
    this.#quarters = quarters;
  }

  forget(): void {
    this.#made = undefined;
    this.#paths.clear();
  }

  /** Reads at once what will be asked for between two instants. */
  reach(from: Instant, to: Instant): void {
    this.#reaching(this.#startOf(from), midnightOf(to));
  }

  /** The readings that count for an instant, lost ones left out; others may be before and after them. */
  pathTo(asOf: Instant, team: string, dimension: Dimension): Path {
    const place = `${team}|${dimension}`;
    const start = this.#startOf(asOf);
    let made = this.#reaching(start, midnightOf(asOf));
    while (!this.#path(place, made).isSettledAt(start + readingsOfLevel * dayMs)) {
      if (made.from <= this.#judgement.beginsAt()) break;
      made = this.#reaching(made.from - furtherDays * dayMs, made.to);
    }
    return this.#path(place, made);
  }

  /** How the criteria of a dimension, in their order, stood for a team at a midnight. */
  statesAt(midnight: Instant, team: string, dimension: Dimension): Day['states'] {
    const { from, byPlace } = this.#reaching(this.#startOf(midnight), midnight);
    return byPlace.get(`${team}|${dimension}`)![(midnight - from) / dayMs]!.states;
  }

  #path(place: string, { byPlace }: Made): Path {
    const known = this.#paths.get(place);
    if (known) return known;
    const path = new Path(byPlace.get(place)!.flatMap(({ reading }) => reading ?? []));
    this.#paths.set(place, path);
    return path;
  }

  /** The first midnight that counts for an instant in any case. */
  #startOf(asOf: Instant): Instant {
    let { from } = this.#quarters.of(asOf);
    for (let quarters = 0; quarters < stagnantQuarters; quarters += 1) ({ from } = this.#quarters.before(from));
    return Math.ceil(from / dayMs) * dayMs - readingsOfLevel * dayMs;
  }

  /** Only what has not been read yet is read. */
  #reaching(from: Instant, to: Instant): Made {
    const made = this.#made;
    if (made && made.from <= from && made.to >= to) return made;
    const parts = made
      ? [this.#read(from, made.from - dayMs), made.byPlace, this.#read(made.to + dayMs, to)]
      : [this.#read(from, to)];
    this.#made = {
      from: Math.min(from, made?.from ?? from),
      to: Math.max(to, made?.to ?? to),
      byPlace: joined(parts),
    };
    this.#paths.clear();
    return this.#made;
  }

  #read(from: Instant, to: Instant): Days {
    const midnights = Array.from({ length: Math.max(0, (to - from) / dayMs + 1) }, (_, day) => from + day * dayMs);
    const byPlace = new Map<string, readonly Day[]>();
    if (midnights.length === 0) return byPlace;
    const findings = this.#judgement.over(midnights);
    for (const { id } of this.#config.teams)
      for (const dimension of dimensions) {
        const own = this.#judgement.criteria
          .filter((criterion) => criterion.dimension === dimension)
          .map((criterion) => ({ criterion, findings: findings(criterion, id) }));
        const at = (index: number) => own.map((one) => ({ ...one, finding: one.findings[index]! }));
        const days = midnights.map((midnight, index) => this.#day(id, midnight, at(index)));
        byPlace.set(`${id}|${dimension}`, days);
      }
    return byPlace;
  }

  #day(team: string, at: Instant, found: readonly { readonly criterion: Criterion; readonly finding: Finding }[]): Day {
    const judged = found.map(({ criterion, finding }): Judged => {
      const isWaived = finding.state !== 'met' && this.#judgement.isWaived(criterion, team, at);
      return { criterion, finding, state: isWaived ? 'waived' : finding.state };
    });
    return { reading: readingOf(at, judged), states: judged.map(({ state }) => state) };
  }
}

interface Judged {
  readonly criterion: Criterion;
  readonly finding: Finding;
  readonly state: CriterionState['state'];
}

function readingOf(at: Instant, judged: readonly Judged[]): Reading | undefined {
  const holds = ({ state }: Judged): boolean => state === 'met' || state === 'waived';
  const levelIf = (isSo: (one: Judged) => boolean): Level =>
    rawLevel(judged.map((one) => ({ level: one.criterion.level, holds: isSo(one) })));
  const level = levelIf(holds);
  // A silent source loses a reading only where it could have told another level.
  if (levelIf((one) => holds(one) || one.finding.lacks === 'stale') !== level) return undefined;
  const missing = judged.filter((one) => !holds(one)).map(({ criterion }) => criterion);
  const earned = levelIf(({ state }) => state === 'met');
  const atMost = levelIf(({ state, finding }) => state === 'met' || finding.lacks === 'incomplete');
  return { at, level, earned, atMost, missing };
}

/** The days of parts that follow each other. */
function joined(parts: readonly Days[]): Days {
  const places = new Set(parts.flatMap((part) => [...part.keys()]));
  return new Map([...places].map((place) => [place, parts.flatMap((part) => part.get(place) ?? [])]));
}
