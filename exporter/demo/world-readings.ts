import { toQuery } from '../config/read-query.ts';
import type { Reading } from '../records/index.ts';
import { valueAt } from './prometheus-server/server.ts';
import { demoQueries } from './simulation/readings.ts';
import type { World, WorldSeries } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What the queries answer at every whole hour of a world, and at its end. */
export function worldReadings({ series, startsAt, endsAt }: World): Reading[] {
  return demoQueries.flatMap((document) =>
    series
      .filter(({ metric }) => metric === document.query)
      .flatMap((one) => readingsOf(toQuery(document).key, one, startsAt, endsAt)),
  );
}

function readingsOf(query: string, one: WorldSeries, startsAt: number, endsAt: number): Reading[] {
  const { team = '', slo, experiment } = one.labels;
  const name = slo ?? experiment ?? '';
  const readings: Reading[] = [];
  for (let dayAt = Math.floor(startsAt / dayMs) * dayMs; dayAt <= endsAt; dayAt += dayMs) {
    const samples = instantsOf(Math.max(dayAt, startsAt), Math.min(dayAt + dayMs, endsAt + 1), endsAt).flatMap((at) => {
      const value = valueAt(one, at);
      return value === null ? [] : [{ at, value }];
    });
    const id = `${query}/${new Date(dayAt).toISOString().slice(0, 10)}/${team}/${name}`;
    if (samples.length > 0) readings.push({ kind: 'reading', id, query, team, name, samples });
  }
  return readings;
}

/** Whole hours in [from, to), and the end. */
function instantsOf(from: number, to: number, endsAt: number): readonly number[] {
  const instants: number[] = [];
  for (let at = Math.ceil(from / hourMs) * hourMs; at < to; at += hourMs) instants.push(at);
  return endsAt < to && endsAt % hourMs !== 0 ? [...instants, endsAt] : instants;
}
