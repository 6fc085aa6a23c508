import type { PolicyLine } from '../policy/policy-line.ts';
import { hourMs } from './hours.ts';
import type { Verdict } from './judge.ts';
import type { Track } from './track.ts';

const dayMs = 86_400_000;
/** So far back a breach is told, to the first whole hour of it. To know how it stood then, lines are followed from `keptForMs` before. */
export const reachMs = 90 * dayMs;

/** How a line stands for a team as of an instant. */
export interface Standing {
  readonly line: PolicyLine;
  /** Team id, or `all`: the organisation. */
  readonly team: string;
  readonly asOf: number;
  /** What is known at the instant itself. */
  readonly verdict: Verdict;
  /** Null: unknown for too long, or not configured. */
  readonly isBreached: boolean | null;
  /** Since when it is broken; null: it is not. For a line that has to be over for days: since these were full. */
  readonly breachedAt: number | null;
}

/** When a line that has to be over for days has been so; for any other when the run began. */
export const fullAt = ({ limit: { unbrokenDays = 0 } }: PolicyLine, { since }: Track): number =>
  since + unbrokenDays * dayMs;

export function standingOf(line: PolicyLine, team: string, asOf: number, verdict: Verdict, track: Track): Standing {
  if (track.state !== 'breached') {
    const isBreached = track.state === null ? null : false;
    return { line, team, asOf, verdict, isBreached, breachedAt: null };
  }
  const full = fullAt(line, track);
  const isBreached = full <= asOf;
  const breachedAt = isBreached ? Math.max(full, Math.ceil((asOf - reachMs) / hourMs) * hourMs) : null;
  return { line, team, asOf, verdict, isBreached, breachedAt };
}
