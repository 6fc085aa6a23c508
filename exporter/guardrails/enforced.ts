import type { Config } from '../config/config.ts';
import type { Absence, Engine } from '../metrics/engine-types.ts';
import type { Action, PolicyLine } from '../policy/policy-line.ts';
import { policyOf } from '../policy/policy.ts';
import type { Instant } from '../records/index.ts';
import { waiverOf } from './enforcement.ts';
import { followed, standingAt } from './follow.ts';
import type { Followed } from './follow.ts';
import { hourMs, hoursBetween } from './hours.ts';
import { judgeOf } from './judge-line.ts';
import type { Pair } from './verdicts.ts';

/** Hours on end at which a line, or an action, stood alike: from the first whole hour to the first one after. */
interface Stretch<S> {
  readonly state: S;
  readonly from: Instant;
  readonly to: Instant;
}
type LineState = 'broken' | 'held' | Absence;

/** How an action stood for a team: in force, not in force, or why nobody can say. */
export interface Enforced extends Stretch<'in_force' | 'off' | Absence> {
  /** Of what was in force: whose lines were broken when it began. */
  readonly by: readonly Pair[];
}

/** The lines of policy that ask for an action. */
export const linesWith = (action: Action, config: Pick<Config, 'policy' | 'limits'>): readonly PolicyLine[] =>
  policyOf(config).filter(({ actions }) => actions?.includes(action));

/**
 * How an action stood for every team at each whole hour from `first` to `last` (both included), as stretches without a gap. What the
 * lines of the organisation ask, they ask of each team. An unknown hour keeps the state before it as `enforcement_active` does, so
 * begin 28 days before the first hour that matters.
 */
export function enforcedOver(
  engine: Engine,
  config: Config,
  action: Action,
  first: Instant,
  last: Instant,
): ReadonlyMap<string, readonly Enforced[]> {
  const teams = config.teams.map(({ id }) => id);
  const pairs = linesWith(action, config).flatMap((line) =>
    (line.judgedFor === 'all' ? ['all'] : teams).map((of): Pair => [line, of]),
  );
  const hours = hoursBetween(first, last);
  const runs = followed(engine, judgeOf(config), pairs, hours);
  const stood = pairs.map((pair, index) => ({ pair, stretches: stretchesOf(pair, runs[index]!, hours) }));
  return new Map(
    teams.map((team) => {
      const own = stood.filter(({ pair: [, of] }) => of === team || of === 'all');
      return [team, combined(own, team, config, first, last + hourMs)];
    }),
  );
}

function stretchesOf(pair: Pair, runs: Iterable<Followed>, hours: readonly number[]): readonly Stretch<LineState>[] {
  const stretches: { state: LineState; from: Instant; to: Instant }[] = [];
  for (const run of runs) {
    const [from, to] = [hours[run.first]!, hours[run.end - 1]! + hourMs];
    const { isBreached, verdict } = standingAt(pair, run, from);
    const state = isBreached === null ? (verdict.why ?? 'not_configured') : isBreached ? 'broken' : 'held';
    const known = stretches.at(-1);
    if (known?.state === state) known.to = to;
    else stretches.push({ state, from, to });
  }
  return stretches;
}

interface LineStretches {
  readonly pair: Pair;
  readonly stretches: readonly Stretch<LineState>[];
}

/** All lines that concern a team as one; a broken one asks for nothing while it is waived. */
function combined(
  own: readonly LineStretches[],
  team: string,
  config: Config,
  first: Instant,
  end: Instant,
): Enforced[] {
  const turns = config.waivers.flatMap(({ fromAt, untilAt }) => (fromAt === undefined ? [untilAt] : [fromAt, untilAt]));
  const waiversTurn = turns.map((at) => Math.ceil(at / hourMs) * hourMs);
  const edges = [first, ...own.flatMap(({ stretches }) => stretches.map(({ from }) => from)), ...waiversTurn, end];
  const sorted = [...new Set(edges)].filter((edge) => edge >= first && edge <= end).sort((a, b) => a - b);
  const result: { state: Enforced['state']; from: Instant; to: Instant; by: readonly Pair[] }[] = [];
  for (const [index, to] of sorted.entries()) {
    const from = sorted[index - 1];
    if (from === undefined) continue;
    const [state, by] = stateAt(own, team, config, from);
    const known = result.at(-1);
    if (known?.state === state) known.to = to;
    else result.push({ state, from, to, by });
  }
  return result;
}

function stateAt(
  own: readonly LineStretches[],
  team: string,
  config: Config,
  at: Instant,
): readonly [Enforced['state'], readonly Pair[]] {
  const states = own.map(({ pair, stretches }) => {
    const { state } = stretches.find(({ from, to }) => from <= at && at < to)!;
    return { pair, state };
  });
  const by = states
    .filter(
      ({ state, pair: [line, of] }) => state === 'broken' && !waiverOf({ line, team: of, asOf: at }, config, team),
    ) // prettier-ignore
    .map(({ pair }) => pair);
  if (by.length > 0) return ['in_force', by];
  const known = states.filter(({ state }) => state !== 'not_configured');
  if (known.length === 0) return ['not_configured', []];
  const unknown = known.find(({ state }) => state !== 'broken' && state !== 'held');
  return [(unknown?.state as Absence | undefined) ?? 'off', []];
}
