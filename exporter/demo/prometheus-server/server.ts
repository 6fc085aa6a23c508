import type { IncomingMessage } from 'node:http';
import { startServer } from '../faults.ts';
import type { Reply } from '../faults.ts';
import type { DemoServer, World, WorldSeries } from '../world.ts';

export const prometheusToken = 'demo-prometheus-token';
/** Of one series; Prometheus refuses more. */
const mostPoints = 11_000;
const secondMs = 1_000;

/** What a series says at an instant; null: nothing. */
export const valueAt = ({ steps }: WorldSeries, at: number): number | null =>
  steps.findLast((step) => step.at <= at)?.value ?? null;

/** Prometheus' HTTP API as far as it is read: instant queries and ranges of recorded series by their name. */
export async function startPrometheusServer({ series }: Pick<World, 'series'>): Promise<DemoServer> {
  return startServer((request, body) => reply(request, new URLSearchParams(body), series));
}

function reply({ headers, url }: IncomingMessage, asked: URLSearchParams, series: readonly WorldSeries[]): Reply {
  if (headers.authorization !== `Bearer ${prometheusToken}`) return { status: 401, body: 'Unauthorized\n', points: 1 };
  const query = asked.get('query') ?? '';
  if (!/^[a-z_:]+$/.test(query)) return failure(400, 'bad_data', 'invalid parameter "query": parse error');
  const named = series.filter(({ metric }) => metric === query);
  if (url === '/api/v1/query') return vector(named, Number(asked.get('time')));
  if (url !== '/api/v1/query_range') return { status: 404, body: '404 page not found\n', points: 1 };
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(asked.get(name))) as [
    number,
    number,
    number,
  ];
  const message = 'exceeded maximum resolution of 11,000 points per timeseries';
  return (end - start) / step > mostPoints ? failure(400, 'bad_data', message) : matrix(named, start, end, step);
}

const json = (status: number, body: object): Reply => ({ status, body: JSON.stringify(body), points: 1 });
const failure = (status: number, errorType: string, error: string): Reply =>
  json(status, { status: 'error', errorType, error });
const success = (resultType: string, result: readonly object[]): Reply =>
  json(200, { status: 'success', data: { resultType, result } });

const point = (at: number, value: number): readonly [number, string] => [at, String(value)];
const labelsOf = ({ metric, labels }: WorldSeries) => ({ __name__: metric, ...labels });

function vector(series: readonly WorldSeries[], time: number): Reply {
  const result = series.flatMap((one) => {
    const value = valueAt(one, time * secondMs);
    return value === null ? [] : [{ metric: labelsOf(one), value: point(time, value) }];
  });
  return success('vector', result);
}

function matrix(series: readonly WorldSeries[], start: number, end: number, step: number): Reply {
  const result = series.flatMap((one) => {
    const values: (readonly [number, string])[] = [];
    for (let time = start; time <= end; time += step) {
      const value = valueAt(one, time * secondMs);
      if (value !== null) values.push(point(time, value));
    }
    return values.length === 0 ? [] : [{ metric: labelsOf(one), values }];
  });
  return success('matrix', result);
}
