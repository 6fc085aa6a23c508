import { z } from 'zod';
import type { Named, ReadQuery } from '../../config/config.ts';
import type { Instant } from '../../records/index.ts';
import { Refused } from './client.ts';

// Prometheus' words end here.

/** Of more series somebody has forgotten to aggregate (ours). */
const mostSeries = 1_000;
const secondMs = 1_000;

/** What one series of an answer says. */
export interface ReadSeries {
  readonly team: string;
  readonly name: string;
  readonly samples: readonly { readonly at: Instant; readonly value: number }[];
}
export interface Read {
  readonly series: readonly ReadSeries[];
  /** What was left out and why, in words. */
  readonly leftOut: readonly string[];
}

const point = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const answer = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: point })) }),
  z.object({ resultType: z.literal('matrix'), result: z.array(z.object({ metric: labels, values: z.array(point) })) }),
  z.object({ resultType: z.literal('scalar'), result: point }),
]);

/** The series of an answer. Throws Refused for what is no number over time, or not one series for each team and name. */
export function readAnswer(data: unknown, query: ReadQuery): Read {
  const { success, data: read } = answer.safeParse(data);
  if (!success) throw new Refused(422, 'the answer is no vector of numbers; a histogram or a text cannot be read');
  const rows =
    read.resultType === 'scalar'
      ? [{ metric: {}, points: [read.result] }]
      : read.resultType === 'vector'
        ? read.result.map(({ metric, value }) => ({ metric, points: [value] }))
        : read.result.map(({ metric, values }) => ({ metric, points: values }));
  if (rows.length > mostSeries)
    throw new Refused(422, `${rows.length} series; at most ${mostSeries} are read: aggregate them by team`);
  const leftOut: string[] = [];
  const series = rows.flatMap(({ metric, points }) => seriesOf(metric, points, query, leftOut));
  refuseTwice(series, query);
  return { series, leftOut };
}

function seriesOf(
  metric: Readonly<Record<string, string>>,
  points: readonly (readonly [number, string])[],
  query: ReadQuery,
  leftOut: string[],
): readonly ReadSeries[] {
  const valueOf = (named: Named): string => ('label' in named ? (metric[named.label] ?? '') : named.fixed);
  const [team, name] = [valueOf(query.team), query.name ? valueOf(query.name) : ''];
  const isNamed = query.kind !== 'error_budget_remaining' || (name !== '' && name !== 'any');
  if (!isNamed) {
    leftOut.push(`a series of team "${team}" has the SLO name "${name}"`);
    return [];
  }
  const samples = points
    .map(([at, value]) => ({ at: Math.round(at * secondMs), value: Number(value) }))
    .filter(({ value }) => isSound(value, query.kind));
  const unsound = points.length - samples.length;
  if (unsound > 0)
    leftOut.push(`${unsound} of ${points.length} values of "${team}/${name}" are no ${meant[query.kind]}`);
  return samples.length === 0 ? [] : [{ team, name, samples }];
}

const meant: Readonly<Record<ReadQuery['kind'], string>> = {
  error_budget_remaining: 'share of a budget (a number up to 1)',
  slo_count: 'number of SLOs (0, 1, 2 …)',
  experiment_change: 'change (a number from -1)',
};

/** NaN and Inf are no numbers, and a share in per cent would look like a budget that cannot be spent. */
function isSound(value: number, kind: ReadQuery['kind']): boolean {
  if (!Number.isFinite(value)) return false;
  if (kind === 'error_budget_remaining') return value <= 1;
  return kind === 'slo_count' ? Number.isInteger(value) && value >= 0 : value >= -1;
}

/** Of two that say different things nobody knows which is right. */
function refuseTwice(series: readonly ReadSeries[], query: ReadQuery): void {
  const seen = new Set<string>();
  for (const { team, name } of series) {
    const key = JSON.stringify([team, name]);
    if (seen.has(key))
      throw new Refused(422, `several series of "${team}${name ? `/${name}` : ''}": aggregate them by ${by(query)}`);
    seen.add(key);
  }
}

const by = ({ team, name }: ReadQuery): string =>
  [team, name].flatMap((named) => (named && 'label' in named ? [named.label] : [])).join(', ') || 'nothing';
