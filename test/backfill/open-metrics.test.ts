import { describe, expect, it } from 'vitest';
import { familyPast } from '../../exporter/backfill/family-past.ts';
import { chunksAtOnce, openMetrics } from '../../exporter/backfill/open-metrics.ts';
import type { PastFamily } from '../../exporter/backfill/open-metrics.ts';

const family = (more: Partial<PastFamily>): PastFamily => ({
  name: 'x',
  help: 'X.',
  type: 'gauge',
  series: [],
  ...more,
});
const written = (families: Iterable<PastFamily>, instants: readonly number[], labels = {}): string =>
  Array.from(openMetrics(families, instants, labels), (chunk) => chunk.toString()).join('');

describe('OpenMetrics', () => {
  it('tells family by family, each series in the order of time, in seconds, to its end', () => {
    const series = [
      {
        labels: { team: 'web' },
        runs: [
          { first: 0, end: 2, value: 0.5 },
          { first: 3, end: 4, value: 2 },
        ],
      },
      { labels: { team: 'core' }, runs: [{ first: 1, end: 2, value: 0 }] },
    ];
    expect(written([family({ series })], [60_000, 90_500, 120_000, 150_000], { job: 'j' })).toBe(
      '# HELP x X.\n# TYPE x gauge\n' +
        'x{team="web",job="j"} 0.5 60\nx{team="web",job="j"} 0.5 90.5\nx{team="web",job="j"} 2 150\n' +
        'x{team="core",job="j"} 0 90.5\n# EOF\n',
    );
  });
  it('calls the family of a counter without its _total', () => {
    const series = [{ labels: {}, runs: [{ first: 0, end: 1, value: 3 }] }];
    expect(written([family({ name: 'events_total', type: 'counter', series })], [1_000])).toBe(
      '# HELP events X.\n# TYPE events counter\nevents_total 3 1\n# EOF\n',
    );
  });
  it('escapes what would end a text, and leaves out a family without samples', () => {
    const series = [{ labels: { slo: 'a"b\\c\n' }, runs: [{ first: 0, end: 1, value: Infinity }] }];
    expect(written([family({ help: 'say "x"' }), family({ name: 'y', help: 'a\\b', series })], [1_000])).toBe(
      '# HELP y a\\\\b\n# TYPE y gauge\ny{slo="a\\"b\\\\c\\n"} +Inf 1\n# EOF\n',
    );
  });
  it('comes in chunks, each good until so many others have come', () => {
    const instants = Array.from({ length: 100_000 }, (_, index) => index * 1_000);
    const runs = [1, 2, 3].map((value) => ({ first: (value - 1) * 33_000, end: value * 33_000, value }));
    const families = [
      family({
        name: 'a_name_with_which_a_hundred_thousand_lines_are_more_than_two_chunks'.repeat(6),
        series: [{ labels: {}, runs }],
      }),
    ];
    const [lengths, texts, before]: [number[], string[], Uint8Array[]] = [[], [], []];
    for (const chunk of openMetrics(families, instants, {})) {
      lengths.push(chunk.length);
      before.push(chunk);
      if (before.length > chunksAtOnce) texts.push(before.shift()!.toString());
    }
    const lines = [...texts, ...before.map((each) => each.toString())].join('').split('\n');
    expect(lengths.length).toBeGreaterThan(chunksAtOnce + 1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2 ** 22 + '# EOF\n'.length);
    expect(lines.slice(2, -2).map((line) => line.slice(line.indexOf(' ') + 1))).toEqual(
      runs.flatMap(({ first, end, value }) => instants.slice(first, end).map((at) => `${value} ${at / 1_000}`)),
    );
  });
});

describe('families by the instant', () => {
  const sample = (team: string, value: number) => ({ labels: { team }, value });
  const families = (...samples: ReturnType<typeof sample>[]) =>
    ['x', 'unwanted'].map((name) => ({ name, help: 'X.', type: 'gauge' as const, labelNames: ['team'], samples }));
  it('become runs by the series; what is absent for an instant is a gap', () => {
    const byInstant = [[sample('web', 1)], [sample('web', 1), sample('core', 2)], [], [sample('web', 1)]];
    const past = familyPast([0, 1, 2, 3], new Set(['x']), (instant) => families(...byInstant[instant]!));
    expect(
      Array.from(past, ({ series }) => Array.from(series, ({ labels, runs }) => [labels['team'], [...runs]])),
    ).toEqual([
      [
        [
          'web',
          [
            { first: 0, end: 2, value: 1 },
            { first: 3, end: 4, value: 1 },
          ],
        ],
        ['core', [{ first: 1, end: 2, value: 2 }]],
      ],
    ]);
  });
});
