import type { Instant } from '../../records/index.ts';
import { noted } from '../findings.ts';
import { SourceError } from '../source.ts';
import { look } from './probe-repositories.ts';
import { coordinates } from './reading.ts';
import type { Coordinates, Reading } from './reading.ts';

/** Repositories a request; what GitHub rolls up of their checks takes its time. */
const batch = 10;
const roundKey = 'github/probes';
/** Where `history` finds how far the findings reach. */
const readKey = 'probes/github';

/** A round looks at every repository once. What it has seen is kept, so that one that was stopped goes on. */
interface Round {
  readonly startedAt: Instant;
  readonly done: readonly string[];
}

/**
 * Looks up the settings of the repositories that are due (once a day, say), and answers with what went wrong. A permission that is
 * missing is a finding; only what may come right by itself is a problem, and is tried again with the next poll.
 */
export async function readProbes(reading: Reading): Promise<readonly string[]> {
  const { config, store, startedAt } = reading;
  const { probes, repositories } = config.github!;
  const before = store.state(roundKey) as Round | undefined;
  const isOver = before === undefined || startedAt - before.startedAt >= probes.everyMs;
  const round: Round = isOver ? { startedAt, done: [] } : before;
  const done = new Set(round.done);
  const left = repositories.filter((id) => !done.has(id)).map(coordinates);
  const problems: string[] = [];
  for (let from = 0; from < left.length; from += batch) {
    const chunk = left.slice(from, from + batch);
    try {
      await probe(reading, chunk, round.startedAt, done);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      problems.push(`probes of ${chunk.map(({ id }) => id).join(', ')}: ${error.message}`);
    }
  }
  if (left.length > 0 && problems.length === 0) finish(reading, round.startedAt);
  return problems;
}

/** Keeps what is found of each repository, and that it is done, together. */
async function probe(
  reading: Reading,
  chunk: readonly Coordinates[],
  startedAt: Instant,
  done: Set<string>,
): Promise<void> {
  const { store, now } = reading;
  for await (const { id, verdicts } of look(reading, chunk)) {
    const at = now();
    const records = verdicts.map((verdict) => noted(store, id, verdict, at));
    done.add(id);
    const round: Round = { startedAt, done: [...done] };
    store.write({ records, state: [{ key: roundKey, value: round }] });
  }
}

/** What was found stands until the next round is due. */
function finish({ config, store, now }: Reading, startedAt: Instant): void {
  const before = store.state(readKey) as { readonly completeFromAt: Instant } | undefined;
  const value = {
    completeFromAt: before?.completeFromAt ?? now(),
    watermarkAt: startedAt + config.github!.probes.everyMs,
  };
  store.write({ state: [{ key: readKey, value }] });
}
