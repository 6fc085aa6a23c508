import type { Engine } from '../metrics/engine-types.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import { hourMs } from './hours.ts';
import type { Verdict } from './judge.ts';
import { fullAt, standingOf } from './standing.ts';
import type { Standing } from './standing.ts';
import { keptUntil, step, untracked } from './track.ts';
import type { Track } from './track.ts';
import { verdictsAt } from './verdicts.ts';
import type { Judge, Pair, VerdictRun } from './verdicts.ts';

/** From `first` to before `end` (indexes into the hours) a line stood alike: nothing but the time went on. */
export interface Followed {
  readonly first: number;
  readonly end: number;
  readonly verdict: Verdict;
  /** As of the last of these hours. */
  readonly track: Track;
}

/** How a pair stood as of an hour of a run. */
export const standingAt = ([line, team]: Pair, { verdict, track }: Followed, at: number): Standing =>
  standingOf(line, team, at, verdict, track);

/** How each pair stood at each of these whole hours, in runs without a gap; `before`: how each had stood at the hour before them. */
export function followed(
  engine: Engine,
  judge: Judge,
  pairs: readonly Pair[],
  hours: readonly number[],
  before: readonly Track[] = [],
): readonly Iterable<Followed>[] {
  const verdicts = verdictsAt(engine, judge, pairs, hours);
  return pairs.map(([line], index) => follow(line, verdicts[index]!, hours, before[index] ?? untracked));
}

function* follow(
  line: PolicyLine,
  runs: Iterable<VerdictRun>,
  hours: readonly number[],
  before: Track,
): Iterable<Followed> {
  let track = before;
  for (const { first, end, verdict } of runs)
    for (let from = first; from < end;) {
      const at = hours[from]!;
      const began = step(track, verdict, at);
      const until = Math.min(end, from + Math.ceil((turnsAt(line, began, verdict, at) - at) / hourMs));
      track = step(began, verdict, hours[until - 1]!);
      yield { first: from, end: until, verdict, track };
      from = until;
    }
}

/** From when on, after an instant, the same verdict means another state. */
function turnsAt(line: PolicyLine, track: Track, { state }: Verdict, at: number): number {
  const forgottenAt = state === 'unknown' && track.state !== null ? keptUntil(track) + 1 : Infinity;
  const brokenAt = track.state === 'breached' ? fullAt(line, track) : Infinity;
  return brokenAt > at ? Math.min(forgottenAt, brokenAt) : forgottenAt;
}
