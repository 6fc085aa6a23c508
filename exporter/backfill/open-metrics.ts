/** One family's past: its series with runs of equal values, `[first, end)` being indexes into the instants. */
export interface PastFamily {
  /** With the prefix; a counter's ends in `_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly series: Iterable<PastSeries>;
}
export interface PastSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Ascending. Where there is none, nothing was known. */
  readonly runs: Iterable<PastRun>;
}
export interface PastRun {
  readonly first: number;
  readonly end: number;
  readonly value: number;
}

/**
 * OpenMetrics text, as `promtool tsdb create-blocks-from openmetrics` reads it: family by family, each series in the order of time, seconds.
 * In chunks of some megabytes, made as they are asked for; each is good until so many others (`chunksAtOnce`) have been asked for.
 * `labels`: what a scrape would add to every series (`job`, `instance`).
 */
export function* openMetrics(
  families: Iterable<PastFamily>,
  instants: readonly number[],
  labels: Readonly<Record<string, string>>,
): Iterable<Uint8Array> {
  const chunk = new Chunk();
  const stamps = instants.map((at) => Buffer.from(`${at / 1_000}\n`));
  for (const { name, help, type, series } of families) {
    let head = Buffer.from(headOf(name, help, type));
    for (const { labels: own, runs } of series) {
      const start = Buffer.from(`${name}${labelText({ ...own, ...labels })} `);
      const line = Buffer.alloc(start.length + longestNumber);
      line.set(start);
      for (const { first, end, value } of runs) {
        const length = start.length + line.write(`${numberText(value)} `, start.length, 'latin1');
        const bytes = line.subarray(0, length);
        for (let index = first; index < end; index += 1) {
          const stamp = stamps[index]!;
          if (!chunk.hasRoomFor(head.length + length + stamp.length)) yield chunk.take();
          if (head.length > 0) chunk.add(head);
          head = nothing;
          chunk.add(bytes);
          chunk.addFew(stamp);
        }
      }
    }
  }
  chunk.add(Buffer.from(end));
  yield chunk.take();
}

/** Of characters, with the space after it: no number is longer in text than -0.0000012345678901234567. */
const longestNumber = 32;
const end = '# EOF\n';
const nothing = Buffer.alloc(0);

/** So many are written while the next ones are made. */
export const chunksAtOnce = 8;

/** Bytes on their way out: what was taken stays as it is while others are filled. No text is made of them, which would take as long again. */
class Chunk {
  /** Large enough that writing it costs nothing beside making it. */
  static readonly size = 1 << 22;
  readonly #taken: Uint8Array[] = [];
  #filling: Uint8Array = Buffer.allocUnsafe(Chunk.size + end.length);
  #length = 0;

  hasRoomFor(bytes: number): boolean {
    return this.#length + bytes <= Chunk.size;
  }

  add(bytes: Uint8Array): void {
    this.#filling.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** One after the other: for so few it is quicker than to call what copies many. */
  addFew(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index += 1) this.#filling[this.#length + index] = bytes[index]!;
    this.#length += bytes.length;
  }

  take(): Uint8Array {
    const taken = this.#filling.subarray(0, this.#length);
    this.#taken.push(this.#filling);
    const again = this.#taken.length > chunksAtOnce ? this.#taken.shift() : undefined;
    [this.#filling, this.#length] = [again ?? Buffer.allocUnsafe(Chunk.size + end.length), 0];
    return taken;
  }
}

/** A counter's family is called without the `_total` of its samples. */
function headOf(name: string, help: string, type: PastFamily['type']): string {
  const family = type === 'counter' ? name.replace(/_total$/, '') : name;
  return `# HELP ${family} ${escaped(help)}\n# TYPE ${family} ${type}\n`;
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const numberText = (value: number): string =>
  Number.isNaN(value) ? 'NaN' : value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
