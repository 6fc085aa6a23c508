import type { Config } from '../../exporter/config/config.ts';
import { lineSeries, keyOf } from '../../exporter/guardrails/line-series.ts';
import type { Engine, Series, Value } from '../../exporter/metrics/engine-types.ts';
import { bestScore } from '../../exporter/policy/limits.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { at, day } from '../history/organisation.ts';

/** Monday 2026-04-06 12:00 UTC. */
export const noon = at(91, 12);
/** Since when the number is what it is: longer than any line asks for, and no longer than its window before. */
const sinceAt = noon - 27 * day;

/** Enough facts of every kind: 100 deployments, 20 restores. */
const enough = (value: number): Value => ({ value, numerator: value * 100, denominator: 100, samples: 20 });
const nothing: Value = { absent: 'no_facts' };
const not = (what: string) => (): never => {
  throw new Error(`nobody asks for ${what} here`);
};

/** An engine that knows one number, that of a line: 0 up to 27 days ago, and the number since. Of everything else there is nothing. */
export function engineThatSays(line: PolicyLine, number: number, config: Config): Engine {
  const teams = ['all', ...config.teams.map(({ id }) => id)];
  const told = new Set(teams.map((team) => keyOf(lineSeries(line, team).now)));
  // What was before, where that has a name of its own: as good as it can be.
  const named = new Set(
    line.beforeLabel === undefined ? [] : teams.map((team) => keyOf(lineSeries(line, team).before!.series)),
  );
  // What has to be fresh is so old: at noon its number of seconds.
  const [before, since] = [enough(0), enough(line.limit.op === 'fresh_within' ? noon / 1_000 - number : number)];
  const valueOf = (series: Series, asOf: number): Value =>
    named.has(keyOf(series))
      ? enough(bestScore)
      : told.has(keyOf(series))
        ? asOf < sinceAt
          ? before
          : since
        : nothing;
  const every = policyOf(config).flatMap((each) =>
    teams.flatMap((team) => {
      const { now, longer, also, before } = lineSeries(each, team);
      return [now, longer, also, before?.series].filter((series) => series !== undefined);
    }),
  );
  return {
    at: (series, { asOf }) => valueOf(series, asOf),
    slide: (metric, instants, run, isWanted) => {
      const turn = instants.findIndex((instant) => instant >= sinceAt);
      const turnsAt = turn < 0 ? instants.length : turn;
      for (const series of every.filter((each) => each.metric === metric && isWanted?.(each) !== false)) {
        if (turnsAt > 0) run(series, 0, turnsAt, valueOf(series, instants[0]!));
        if (turnsAt < instants.length) run(series, turnsAt, instants.length, valueOf(series, instants.at(-1)!));
      }
    },
    replace: not('replace'),
    evaluate: not('evaluate'),
    explain: not('explain'),
    takeFailures: () => [],
  };
}
