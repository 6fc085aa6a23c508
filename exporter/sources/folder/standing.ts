import type { Config } from '../../config/config.ts';
import type { Instant, SurveyFile, SurveyProblem } from '../../records/index.ts';
import type { Store } from '../../store/store.ts';
import { sourceState, SourceError, sourceStateKey } from '../source.ts';
import type { SourceState } from '../source.ts';
import { UnreadableError } from './folder.ts';
import type { Listed, Listing, Wanted } from './folder.ts';

/**
 * What `run` reads of a source's folder. One that is not there, or may not be read, makes the source stale at once; where nobody answers,
 * nothing is known of it any longer, and it grows stale like every source that is polled.
 */
export async function unlessUnreadable<T>(
  { what }: Wanted,
  { stalenessMs }: Config,
  store: Store,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (!(cause instanceof UnreadableError)) throw cause;
    const state = sourceState(store, what);
    const watermarkAt = state.lastSuccessAt === null ? null : state.lastSuccessAt - stalenessMs;
    store.write({ state: [{ key: sourceStateKey(what), value: { ...state, watermarkAt } }] });
    throw new SourceError(what, cause.operation, cause.message, { cause });
  }
}

/** A folder is read whole: there is nothing before it that was left out. */
export function vouch({ what }: Wanted, { readAt }: Listing, startedAt: Instant, store: Store): void {
  const state: SourceState = { completeFromAt: 0, watermarkAt: readAt, lastSuccessAt: startedAt, progress: 1 };
  store.write({ state: [{ key: sourceStateKey(what), value: state }] });
}

type Before = Pick<SurveyFile, 'fingerprint' | 'problems' | 'refusedAt'> | undefined;

/** Equal while neither the file nor what it is checked against changes. */
export const fingerprintOf = ({ version }: Listed, rules: string): string => `${version} ${rules}`;

export const isKnown = (before: Before, problems: readonly SurveyProblem[]): boolean =>
  before !== undefined && JSON.stringify(before.problems) === JSON.stringify(problems);

/**
 * Since when a file is refused for these problems: since it is as it is, where that is told and no other rules are the cause; otherwise
 * since it is seen. Never in the future, whatever clock wrote it.
 */
export function refusedSince(
  before: Before,
  problems: readonly SurveyProblem[],
  { version, sinceAt }: Listed,
  now: Instant,
): Instant | null {
  if (problems.length === 0) return null;
  if (isKnown(before, problems)) return before!.refusedAt;
  const isNew = before?.fingerprint.startsWith(`${version} `) !== true;
  return isNew && sinceAt !== null ? Math.min(sinceAt, now) : now;
}
