import type { AnyPopulation, Excluded, Fact, FactValue, TeamId } from '../metric.ts';
import { coded, none, resized, resizedNumbers } from './columns.ts';
import { Postings } from './postings.ts';
import { ReceiverList } from './receivers.ts';
import { RowDetails } from './row-details.ts';

/**
 * The facts of one population in columns: 100,000 roots take tens of megabytes, not hundreds. A row is a number. A left-out value is
 * kept as −1 − the number of its reason.
 */
export class FactTable {
  readonly population: AnyPopulation;
  readonly valueNames: readonly string[];
  size = 0;
  /** Instant of an event or verdict, start of a span. */
  at = new Float64Array(16);
  /** End of a span. */
  to = new Float64Array(0);
  knownFrom: Float64Array | undefined;
  knownTo: Float64Array | undefined;
  carrier: Int32Array | undefined;
  /** State of a span; NaN: nobody knows. */
  state: Float64Array | undefined;
  readonly values: Float64Array[];
  isSpan = false;
  readonly excluded = new Map<number, readonly Excluded[]>();
  readonly postings = new Postings((row) => this.at[row]!);
  readonly details = new RowDetails();
  /** By root number: its first row; by row: the root's next. */
  #firstRow = new Int32Array(16).fill(none);
  #nextRow = new Int32Array(16).fill(none);
  readonly #free: number[] = [];
  /** Rows whose root was replaced; they stand in the postings until these are settled. */
  #gone: number[] = [];
  /** By row: which postings it stands in, as a number of `#receivers`. */
  #receiver = new Int32Array(16);
  readonly #receivers = new ReceiverList();

  constructor(population: AnyPopulation) {
    this.population = population;
    this.valueNames = population.values as readonly string[];
    this.values = this.valueNames.map(() => new Float64Array(16));
  }

  /**
   * Puts a root's present facts in the place of its former ones; those that both begin with stay where they are. Where they can't be
   * made, it has none and the error goes on.
   */
  replace(root: number, facts: Iterable<Fact | Excluded>): void {
    this.excluded.delete(root);
    try {
      this.#putAll(root, facts);
    } catch (error) {
      this.#cut(root, this.#rowsOf(root), 0);
      throw error;
    }
  }

  #putAll(root: number, facts: Iterable<Fact | Excluded>): void {
    const former = this.#rowsOf(root);
    const excluded: Excluded[] = [];
    let [kept, isSame] = [0, true];
    for (const fact of facts) {
      if (fact.type === 'excluded') excluded.push(fact);
      else if (isSame && kept < former.length && this.#isLike(former[kept]!, fact)) kept += 1;
      else {
        if (isSame) this.#cut(root, former, kept);
        isSame = false;
        this.#link(root, this.#add(fact));
      }
    }
    if (isSame) this.#cut(root, former, kept);
    if (excluded.length > 0) this.excluded.set(root, excluded);
  }

  /** To be called after replacements, before anything is read. */
  settle(): void {
    this.postings.settle();
    for (const row of this.#gone) this.#free.push(row);
    this.#gone = [];
  }

  #link(root: number, row: number): void {
    if (root >= this.#firstRow.length) this.#firstRow = resizedNumbers(this.#firstRow, root * 2);
    this.#nextRow[row] = this.#firstRow[root]!;
    this.#firstRow[root] = row;
  }

  /** Its teams; [] = unattributed. */
  teamsOf(row: number): readonly TeamId[] {
    return this.#receivers.get(this.#receiver[row]!).teams;
  }
  /** As of when an event counts: `from < asOf ≤ to`. */
  knownFromOf(row: number): number {
    return this.knownFrom ? Math.max(this.knownFrom[row]!, this.at[row]!) : this.at[row]!;
  }
  knownToOf(row: number): number {
    return this.knownTo ? this.knownTo[row]! : Infinity;
  }
  isKnown(row: number, asOf: number): boolean {
    return this.knownFromOf(row) < asOf && asOf <= this.knownToOf(row);
  }
  isHolding(row: number, asOf: number): boolean {
    return this.details.holds(row)?.some(({ from, to }) => from < asOf && asOf <= to) ?? false;
  }

  /** In the order in which its facts were made. */
  #rowsOf(root: number): readonly number[] {
    const rows: number[] = [];
    for (let row = this.#firstRow[root] ?? none; row !== none; row = this.#nextRow[row]!) rows.push(row);
    return rows.reverse();
  }

  /** Leaves a root the first of its rows. */
  #cut(root: number, rows: readonly number[], kept: number): void {
    if (kept === rows.length) return;
    this.#firstRow[root] = kept === 0 ? none : rows[kept - 1]!;
    for (const row of rows.slice(kept)) {
      for (const key of this.#receivers.get(this.#receiver[row]!).keys) this.postings.remove(key, row);
      this.details.delete(row);
      this.#gone.push(row);
    }
  }

  /** Whether a row says what a fact says. */
  #isLike(row: number, fact: Fact): boolean {
    const isSameTime =
      fact.type === 'span'
        ? this.at[row] === fact.span.from && this.to[row] === fact.span.to
        : this.at[row] === fact.at &&
          this.knownFromOf(row) === Math.max(fact.known?.from ?? -Infinity, fact.at) &&
          this.knownToOf(row) === (fact.known?.to ?? Infinity);
    if (!isSameTime || (this.carrier?.[row] ?? none) !== (fact.carrier ?? none)) return false;
    if (!Object.is(this.state?.[row] ?? Number.NaN, stateOf(fact))) return false;
    const values = fact.values as Record<string, FactValue>;
    if (this.valueNames.some((name, index) => this.values[index]![row] !== coded(values[name]!))) return false;
    return this.#receiver[row] === this.#receivers.numberOf(fact) && this.details.isLike(row, fact);
  }

  #add(fact: Fact): number {
    const row = this.#free.pop() ?? this.#grow();
    this.details.set(row, fact);
    this.#fillCommon(row, fact);
    if (fact.type === 'span') this.#fillSpan(row, fact);
    else this.#fillEvent(row, fact);
    const receiver = this.#receivers.numberOf(fact);
    this.#receiver[row] = receiver;
    for (const key of this.#receivers.get(receiver).keys) this.postings.add(key, row);
    return row;
  }

  #fillCommon(row: number, fact: Fact): void {
    this.valueNames.forEach((name, index) => {
      this.values[index]![row] = coded((fact.values as Record<string, FactValue>)[name]!);
    });
    if (fact.carrier !== undefined) this.carrier ??= new Int32Array(this.at.length).fill(none);
    if (this.carrier) this.carrier[row] = fact.carrier ?? none;
  }

  #fillSpan(row: number, fact: Extract<Fact, { type: 'span' }>): void {
    this.isSpan = true;
    if (this.to.length < this.at.length) this.to = resized(this.to, this.at.length);
    this.at[row] = fact.span.from;
    this.to[row] = fact.span.to;
    if (fact.state !== undefined) this.state ??= new Float64Array(this.at.length).fill(Number.NaN);
    if (this.state) this.state[row] = stateOf(fact);
  }

  #fillEvent(row: number, fact: Extract<Fact, { type: 'event' | 'verdict' }>): void {
    this.at[row] = fact.at;
    const { known } = fact;
    if (known && (known.from > fact.at || known.to !== Infinity) && !this.knownFrom) {
      this.knownFrom = new Float64Array(this.at.length).fill(-Infinity);
      this.knownTo = new Float64Array(this.at.length).fill(Infinity);
    }
    if (this.knownFrom && this.knownTo) {
      this.knownFrom[row] = known?.from ?? -Infinity;
      this.knownTo[row] = known?.to ?? Infinity;
    }
  }

  #grow(): number {
    const row = this.size++;
    if (row < this.at.length) return row;
    const length = row * 2;
    this.at = resized(this.at, length);
    if (this.isSpan) this.to = resized(this.to, length);
    this.values.forEach((column, index) => (this.values[index] = resized(column, length)));
    if (this.knownFrom && this.knownTo) {
      this.knownFrom = resized(this.knownFrom, length, -Infinity);
      this.knownTo = resized(this.knownTo, length, Infinity);
    }
    if (this.carrier) this.carrier = resizedNumbers(this.carrier, length);
    if (this.state) this.state = resized(this.state, length, Number.NaN);
    this.#nextRow = resizedNumbers(this.#nextRow, length);
    this.#receiver = resizedNumbers(this.#receiver, length);
    return row;
  }
}

/** -0 is 0: nobody has overspent. */
const stateOf = (fact: Fact): number => (fact.type === 'span' ? (fact.state ?? Number.NaN) + 0 : Number.NaN);
