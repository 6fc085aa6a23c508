import type { Verdict } from './judge.ts';

const dayMs = 86_400_000;
/** An unknown instant keeps the state before it for so long (ours). */
export const keptForMs = 28 * dayMs;

/** An unbroken run of one state, as the hours went by. `state` null: nothing is known. */
export interface Track {
  readonly state: 'within' | 'breached' | null;
  /** Where the run began. */
  readonly since: number;
  readonly lastKnownAt: number;
}

export const untracked: Track = { state: null, since: 0, lastKnownAt: -Infinity };

/** The last instant at which what is unknown keeps the state before it. */
export const keptUntil = ({ lastKnownAt }: Track): number => lastKnownAt + keptForMs;

/** The run after one more instant. */
export function step(track: Track, { state }: Pick<Verdict, 'state'>, at: number): Track {
  if (state === 'within' || state === 'breached')
    return { state, since: track.state === state ? track.since : at, lastKnownAt: at };
  const isKept = state === 'unknown' && track.state !== null && at <= keptUntil(track);
  return isKept ? track : untracked;
}
