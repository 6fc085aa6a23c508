import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PastFamily } from '../../exporter/backfill/open-metrics.ts';
import { backfill, lastSafeEnd } from '../../exporter/cli/backfill.ts';
import type { BackfillOptions } from '../../exporter/cli/backfill.ts';
import type { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { UsageError } from '../../exporter/cli/surroundings.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'clockspeed-backfill-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const hourMs = 3_600_000;
/** Tells how many instants it was asked for, and how each of two families is wanted. */
const evaluator = {
  past: (_span: unknown, isWanted: (family: string) => boolean) =>
    function* (instants: readonly number[]): Iterable<PastFamily> {
      const series = [{ labels: {}, runs: [{ first: 0, end: instants.length, value: 1 }] }];
      for (const name of ['one', 'two'])
        if (isWanted(name)) yield { name: `clockspeed_${name}`, help: 'H.', type: 'gauge', series };
    },
  pastFamilies: () => ['one', 'two'].map((name) => ({ name, of: name })),
};

function* failsAfterOne(): Iterable<PastFamily> {
  yield { name: 'clockspeed_one', help: 'H.', type: 'gauge', series: [] };
  throw new Error('it broke');
}

async function run(
  more: Partial<BackfillOptions> = {},
  beganAt = Date.parse('2026-10-01T02:00:00Z'),
  of: Pick<Evaluator, 'past' | 'pastFamilies'> = evaluator,
) {
  const said: string[] = [];
  let now = beganAt;
  const options = {
    fromAt: Date.parse('2026-09-30T22:30:00Z'),
    toAt: Date.parse('2026-10-01T02:00:00Z'),
    stepMs: hourMs,
    out: join(folder, 'past.om'),
    families: null,
    labels: { job: 'clockspeed' },
    ...more,
  };
  // Each look at the clock is a second later.
  const files = await backfill(options, of, { now: () => (now += 1_000), say: (line) => void said.push(line) });
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  return { files: files.map((file) => file.slice(folder.length + 1)), texts, said };
}
const instantsIn = (text: string, name = 'one'): readonly string[] =>
  [...text.matchAll(new RegExp(`^clockspeed_${name}\\{job="clockspeed"\\} 1 (\\d+)$`, 'gm'))].map(([, seconds]) =>
    new Date(Number(seconds) * 1_000).toISOString(),
  );

describe('a backfill', () => {
  it('takes the whole steps from its beginning on and before its end, each month in a file of its own', async () => {
    const { files, texts } = await run();
    expect(files).toEqual(['past-2026-09.om', 'past-2026-10.om']);
    expect(texts.map((text) => instantsIn(text))).toEqual([
      ['2026-09-30T23:00:00.000Z'],
      ['2026-10-01T00:00:00.000Z', '2026-10-01T01:00:00.000Z'],
    ]);
  });
  it('says how Prometheus takes each file, and how far it is meanwhile', async () => {
    const { said } = await run();
    expect(said.slice(-3, -1)).toEqual(
      ['09', '10'].map(
        (month) =>
          `  promtool tsdb create-blocks-from openmetrics --max-block-duration=744h ${folder}/past-2026-${month}.om DATA`,
      ),
    );
    expect(said.at(-1)).toMatch(/^It ends within the last three hours: only for a Prometheus that is new/);
    // Two families of two months: after the second of four it is half done after 3 s, and 3 s are left.
    expect(said[0]).toMatch(/^ {2}█{10}░{10} 50 %, about \d s left$/);
  });
  it('that ends earlier than what Prometheus has in no block yet is for any Prometheus', async () => {
    const threeHoursLater = Date.parse('2026-10-01T05:00:00Z');
    expect(lastSafeEnd(threeHoursLater - 1)).toBe(Date.parse('2026-10-01T01:00:00Z'));
    expect(lastSafeEnd(threeHoursLater)).toBe(Date.parse('2026-10-01T02:00:00Z'));
    const { said } = await run({}, threeHoursLater);
    expect(said.at(-1)).toMatch(/^ {2}promtool /);
  });
  it('makes the folder, and leaves what was there until a file is whole', async () => {
    const out = join(folder, 'new', 'past.om');
    await run({ out });
    const before = readFileSync(join(folder, 'new', 'past-2026-10.om'), 'utf8');
    rmSync(join(folder, 'new', 'past-2026-09.om'));
    // Nothing can be written where a folder is.
    mkdirSync(join(folder, 'new', 'past-2026-09.om.part'));
    await expect(run({ out, families: ['two'] })).rejects.toThrow(
      `${folder}/new/past-2026-09.om cannot be written: EISDIR`,
    );
    expect(readFileSync(join(folder, 'new', 'past-2026-10.om'), 'utf8')).toBe(before);
    const failing = { ...evaluator, past: () => failsAfterOne };
    await expect(run({ out: join(folder, 'whole.om') }, undefined, failing)).rejects.toThrow('it broke');
    expect(readdirSync(folder)).toEqual(['new']);
  });
  it('writes only the families that are wanted, with the prefix or without', async () => {
    const { texts } = await run({ families: ['clockspeed_two'] });
    expect(texts.map((text) => [instantsIn(text), instantsIn(text, 'two').length])).toEqual([
      [[], 1],
      [[], 2],
    ]);
  });
  it('refuses a family that there is not, and a time without a step, and writes nothing', async () => {
    await expect(run({ families: ['one', 'three'] })).rejects.toThrow(new UsageError('--families: there is no three'));
    await expect(run({ toAt: Date.parse('2026-09-30T22:59:00Z') })).rejects.toThrow(
      new UsageError('there is no whole step between --from and --to'),
    );
    await expect(run({ toAt: Date.parse('2026-10-01T02:01:00Z') })).rejects.toThrow(/^--to is in the future/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
