import { describe, expect, it } from 'vitest';
import type { Dimension } from '../../exporter/maturity/dimensions.ts';
import { maturitySlides } from '../../report/deck/maturity.ts';
import type { MonthTold } from '../../report/deck/month-told.ts';
import { metricNamed } from '../../report/month/reader.ts';
import type { Asked } from '../../report/month/reader.ts';

/** Levels of `web` at the ends of two months, 2 where nothing is said, and labels of criteria of which one is waived. */
function slides(levels: Partial<Record<Dimension, readonly [before: number, now: number]>>, waived: readonly string[]) {
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
    figure: (asked: Asked) => figure(asked, waived.includes(asked.label!) ? 1 : 0),
  };
  return maturitySlides({ reader, now: 'June', before: 'May' } as unknown as MonthTold).map(({ body }) => body);
}

describe('what the slides say of levels', () => {
  it('is a gain where nothing of it is waived', () => {
    const [moves, standing] = slides({ security: [2, 3], culture: [3, 2] }, []);
    expect(moves).toMatch(/Security & compliance.*▲ up/);
    expect(moves).toMatch(/Culture & ownership.*▼ down/);
    expect(standing).not.toContain('◇');
  });
  it('is no gain where waivers hold it, or a level below', () => {
    for (const held of ['security/3/waived', 'security/2/waived']) {
      const [moves, standing] = slides({ security: [2, 3] }, [held]);
      expect(moves).toMatch(/Security & compliance.*held by waivers: no gain/);
      expect(moves).not.toContain('▲');
      expect(standing!.match(/◇/g)).toHaveLength(1);
    }
  });
  it('is not held by what is waived above it, nor in another dimension', () => {
    const [moves, standing] = slides({ security: [2, 3] }, ['security/4/waived', 'delivery/3/waived']);
    expect(moves).toContain('▲ up');
    expect(standing).not.toContain('◇');
  });
  it('is a loss where it fell, whatever is waived', () => {
    expect(slides({ security: [3, 2] }, ['security/2/waived'])[0]).toContain('▼ down');
  });
});
