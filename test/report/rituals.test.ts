import { describe, expect, it } from 'vitest';
import type { Absence, Value } from '../../exporter/metrics/engine-types.ts';
import { ritualSlides } from '../../report/deck/rituals.ts';
import type { MonthTold } from '../../report/deck/month-told.ts';
import type { LineMonth } from '../../report/month/broken-guardrails.ts';
import { metricNamed } from '../../report/month/reader.ts';
import type { Asked } from '../../report/month/reader.ts';
import { standing } from '../guardrails/fixture.ts';

const teams = ['api', 'data', 'ios', 'web'];
const month = (id: string, team: string, brokenHours: number, isBreached: boolean | null = false): LineMonth => {
  const last = standing(id, team, [], { isBreached });
  return { line: last.line, team, hours: 744, brokenHours, enforcedHours: brokenHours, waivers: new Set(), last };
};

/** A ritual's row, by what share of them each team held in time, or why nobody can say. */
type Shares = Readonly<Record<string, number | Absence>>;
function rowOf(ritual: string, lines: readonly LineMonth[], shares: Shares = {}): string {
  const valueOf = (share: number | Absence): Value =>
    typeof share === 'number' ? { value: share } : { absent: share };
  const figure = ({ metric }: Asked, team = 'all') => ({
    ...{ metric: metricNamed(metric), url: 'http://x' },
    value: valueOf(metric === 'retros_on_time_ratio' ? (shares[team] ?? 'no_facts') : 'stale'),
  });
  const reader = {
    ...{ figure, compared: (asked: Asked) => ({ now: figure(asked), before: figure(asked) }) },
    ...{ teams: teams.map((id) => ({ id, name: id.toUpperCase() })), everybody: [...teams, 'all'] },
  };
  const [held] = ritualSlides({ reader, lines, now: 'October', before: 'September' } as unknown as MonthTold);
  return held!.body.split('\n').find((row) => row.startsWith(`| ${ritual}`))!;
}

describe('the rituals of a month', () => {
  it('were held by who had a retro to hold, not by who had none', () => {
    const lines = [month('retros', 'api', 0), month('retros', 'data', 0), month('retros', 'ios', 5), month('retros', 'web', 0)]; // prettier-ignore
    expect(rowOf('Retro', lines, { api: 1, ios: 0, web: 'incomplete' })).toBe(
      '| Retro after a P1 or P2 | API; none was due: DATA; not measured: not read so far back: WEB | IOS | – |',
    );
    expect(rowOf('Retro', lines.slice(1, 3), { ios: 0 })).toBe(
      '| Retro after a P1 or P2 | none was due: DATA | IOS | – |',
    );
    expect(rowOf('Retro', [month('retros', 'ios', 5, true)], { ios: 0 })).toBe(
      '| Retro after a P1 or P2 | – | – | IOS |',
    );
  });

  it('need no retro where another ritual was held', () => {
    const lines = teams.map((team) => month('weekly_update', team, team === 'web' ? 1 : 0));
    expect(rowOf('Weekly update', lines)).toBe('| Weekly update of a team | API, DATA, IOS | WEB | – |');
  });
});
