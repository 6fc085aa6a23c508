import type { Config } from '../config/config.ts';
import { none } from './commit-graph.ts';
import type { Walk } from './deployment-contents.ts';
import type { RemedyKind } from './history.ts';
import type { PullRequestEntry } from './pull-requests.ts';
import type { Reverts } from './reverts.ts';
import type { SucceededRun } from './service-deployments.ts';

/** One deployment remedies another. Deployments are named by their place in the order of finishing. */
export interface Remedy {
  readonly kind: RemedyKind;
  readonly by: number;
  /** null: nobody knows which. */
  readonly of: number | null;
  /** It makes `of` a failed deployment; a later one is rework only. */
  readonly counts: boolean;
}

/** A service's succeeded deployments in the order of finishing, and what each brought. */
export interface Sequence {
  readonly runs: readonly SucceededRun[];
  /** Number of the deployed commit by place, or `none`. */
  readonly commits: readonly number[];
  readonly walk: Walk;
  /** By place: what was first carried there, from any branch. */
  readonly carried: readonly (readonly PullRequestEntry[])[];
  /** Place that first carried a pull request, or `none`. */
  readonly placeOf: (entry: PullRequestEntry) => number;
  readonly isCounted: (entry: PullRequestEntry) => boolean;
  readonly reverts: Reverts;
}

/** Newest deployment before `place` that its commit contains, or `none`. */
function newestContained({ walk, commits }: Sequence, place: number): number {
  for (let target = place - 1; target >= 0; target--)
    if (commits[target] !== none && walk.contains(commits[place]!, commits[target]!)) return target;
  return none;
}

/** The place of the deployment that a rollback goes back to; `none`: to one never deployed; null: it is no rollback. */
function rollbackTarget(sequence: Sequence, place: number, deployedIn: ReadonlyMap<number, number>): number | null {
  const { commits, walk, runs } = sequence;
  const commit = commits[place]!;
  const preceding = commits[place - 1]!;
  if (commit === preceding || preceding === none) return null;
  const earlier = deployedIn.get(commit);
  if (earlier !== undefined) return walk.contains(commit, preceding) ? null : earlier;
  if (walk.isNew[place] || !walk.contains(preceding, commit)) return null;
  // Two deployments under way at once that finished in the wrong order.
  if (runs[place]!.startedAt < runs[place - 1]!.finishedAt) return null;
  return newestContained(sequence, place);
}

function revertsOf({ carried, placeOf, isCounted, walk, reverts }: Sequence, place: number): (number | null)[] {
  const places = new Set<number | null>();
  for (const entry of carried[place]!) {
    const target = isCounted(entry) ? reverts.takenBackBy(entry) : undefined;
    if (!target || !isCounted(target) || target.repository !== entry.repository) continue;
    const targetPlace = placeOf(target);
    // Carried and reverted by the same deployment: users never saw it.
    if (targetPlace === none || targetPlace >= place) continue;
    places.add(walk.unknown[targetPlace] === null ? targetPlace : null);
  }
  return [...places];
}

function isHotfix({ runs, carried, walk, reverts }: Sequence, place: number): boolean {
  if (runs[place]!.isHotfixRef && walk.isNew[place]) return true;
  return carried[place]!.some((entry) => entry.isHotfix && !reverts.takesBack(entry));
}

/** Every remedy of a service, in the order of finishing. Judged where contents are known. */
export function remediesOf(sequence: Sequence, rules: Config['rules']): readonly Remedy[] {
  const { runs, commits, walk } = sequence;
  const remedies: Remedy[] = [];
  const deployedIn = new Map<number, number>();
  const after = (of: number, by: number): number => runs[by]!.finishedAt - runs[of]!.finishedAt;
  const add = (kind: RemedyKind, by: number, of: number | null): void => {
    remedies.push({ kind, by, of, counts: of !== null && after(of, by) <= rules.remedyWindowMs });
  };
  runs.forEach((_, place) => {
    if (walk.unknown[place] === null) {
      const target = rollbackTarget(sequence, place, deployedIn);
      const reverted = revertsOf(sequence, place);
      if (target !== null) add('rollback', place, target === none ? null : target + 1);
      for (const of of reverted) add('revert', place, of);
      if (target === null && reverted.length === 0 && isHotfix(sequence, place)) {
        const isSoon = after(place - 1, place) < rules.failureWindowMs;
        remedies.push({ kind: 'hotfix', by: place, of: isSoon ? place - 1 : null, counts: isSoon });
      }
    }
    if (commits[place] !== none) deployedIn.set(commits[place]!, place);
  });
  return remedies;
}
