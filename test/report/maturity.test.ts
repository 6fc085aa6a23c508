import { describe, expect, it } from 'vitest';
import type { Dimension } from '../../exporter/maturity/dimensions.ts';
import { maturitySlides } from '../../report/deck/maturity.ts';
import type { MonthTold } from '../../report/deck/month-told.ts';
import { metricNamed } from '../../report/month/reader.ts';
import type { Asked } from '../../report/month/reader.ts';

type Levels = readonly [before: number, now: number, earned?: number];
/** Levels of `web` at the ends of two months, 2 where nothing is said; `earned`: without waivers, where it is another than now. */
function slides(levels: Partial<Record<Dimension, Levels>>) {
  const figure = ({ metric, label = '' }: Asked, value: number) => ({
    metric: metricNamed(metric),
    series: { metric, team: 'web', label },
    moment: { from: 0, to: 0, asOf: 0 },
    value: { value },
    url: 'https://clockspeed.example/explain',
  });
  const reader = {
    teams: [{ id: 'web', name: 'Web' }],
    told: { config: { teams: [{ id: 'web', name: 'Web' }] } },
    compared: (asked: Asked) => {
      const [before, now] = levels[asked.label as Dimension] ?? [2, 2];
      return { before: figure(asked, before), now: figure(asked, now) };
    },
    figure: (asked: Asked) => {
      expect(asked).toMatchObject({ metric: 'maturity_earned_level', over: 'end' });
      const [, now, earned = now] = levels[asked.label as Dimension] ?? [2, 2];
      return figure(asked, earned);
    },
  };
  return maturitySlides({ reader, now: 'June', before: 'May' } as unknown as MonthTold).map(({ body }) => body);
}

describe('what the slides say of levels', () => {
  it('is a gain where it is earned', () => {
    const [moves, standing] = slides({ security: [2, 3], culture: [3, 2] });
    expect(moves).toMatch(/Security & compliance.*▲ up/);
    expect(moves).toMatch(/Culture & ownership.*▼ down/);
    expect(standing).not.toContain('◇');
  });
  it('is no gain where waivers hold it, in its dimension alone', () => {
    const [moves, standing] = slides({ security: [2, 3, 2], delivery: [2, 3] });
    expect(moves).toMatch(/Security & compliance.*held by waivers: no gain/);
    expect(moves).toMatch(/Delivery & deployment.*▲ up/);
    expect(standing!.match(/◇/g)).toHaveLength(1);
  });
  it('is a loss where it fell, whatever holds it', () => {
    expect(slides({ security: [3, 2, 1] })[0]).toContain('▼ down');
  });
});
