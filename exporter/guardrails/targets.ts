import { quarterOf } from '../calendar/quarter.ts';
import type { Config } from '../config/config.ts';
import type { Engine, Series, Value } from '../metrics/engine-types.ts';
import { comparesWithBefore } from '../policy/policy-line.ts';
import type { Limit, PolicyLine } from '../policy/policy-line.ts';
import type { Span } from '../records/index.ts';
import { enoughOf } from './judge.ts';
import { lineSeries, momentOf } from './line-series.ts';
import type { Standing } from './standing.ts';

/** Where a target began, and how far it has come: 0 at the baseline, 1 at the target. */
export interface Progress {
  readonly line: PolicyLine;
  readonly team: string;
  readonly baseline: { readonly kind: 'measured' | 'stated' | 'estimated'; readonly value: number };
  /** Null: nothing is measured now, or the baseline already was at the target or beyond it: there was no way to go. */
  readonly ratio: number | null;
}

/** When targets are due: the date of the configuration, else the end of the present quarter. */
export const dueAtOf = ({ targets, organisation }: Config, asOf: number): number =>
  targets.dueAt ?? quarterOf(asOf, organisation.workingTime.zone).to;

/** The quarter in which targets are reached: that of their date, or the present one before it. */
export const targetQuarterOf = (config: Config, asOf: number): Span =>
  quarterOf(Math.min(asOf, dueAtOf(config, asOf) - 1), config.organisation.workingTime.zone);

/** A target is no promise before its date. */
export const isAsked = ({ line, asOf }: Standing, config: Config): boolean =>
  line.kind !== 'target' || asOf >= dueAtOf(config, asOf);

/** Of every target that compares with a number; one without a baseline (nothing was measured then, none is stated) is left out. */
export function progressOf(
  standings: readonly Standing[],
  config: Config,
  engine: Pick<Engine, 'at'>,
): readonly Progress[] {
  return standings
    .filter(({ line }) => line.kind === 'target' && !comparesWithBefore(line.limit))
    .flatMap(({ line, team, verdict: { value }, asOf }) => {
      const baseline = baselineOf(line, team, asOf, config, engine);
      if (!baseline) return [];
      const isOnItsWay = value !== null && !isThere(baseline.value, line.limit);
      const ratio = isOnItsWay ? (baseline.value - value) / (baseline.value - line.limit.value) : null;
      return [{ line, team, baseline, ratio }];
    });
}

/** From beyond the target the fraction would turn round, and call getting worse progress. */
function isThere(baseline: number, { op, value }: Limit): boolean {
  if (op === 'more_than') return baseline > value;
  return op === 'at_least' ? baseline >= value : baseline <= value;
}

/** As the configuration says, else as it was when the quarter of the target began. */
function baselineOf(
  line: PolicyLine,
  team: string,
  asOf: number,
  config: Config,
  engine: Pick<Engine, 'at'>,
): Progress['baseline'] | undefined {
  const given = config.targets.baselines[line.id];
  if (given) return given;
  const { from } = targetQuarterOf(config, asOf);
  const { now, longer } = lineSeries(line, team);
  const at = (series: Series): Value => engine.at(series, momentOf(series, from));
  // What would be too few to judge is too few to begin with.
  const measured = enoughOf(line, { now: at(now), ...(longer && { longer: at(longer) }) });
  return 'value' in measured ? { kind: 'measured', value: measured.value } : undefined;
}
