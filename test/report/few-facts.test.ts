import { describe, expect, it } from 'vitest';
import type { Told } from '../../exporter/evaluation/evaluator.ts';
import type { Engine, Value } from '../../exporter/metrics/engine-types.ts';
import type { MonthTold } from '../../report/deck/month-told.ts';
import { recognitionSlides } from '../../report/deck/recognition.ts';
import { monthOf } from '../../report/month/calendar-month.ts';
import { MonthReader } from '../../report/month/reader.ts';
import { targetStandings } from '../../report/month/targets.ts';
import { empty, incomplete, share, shipped } from '../guardrails/fixture.ts';
import { configuration, day, Organisation, team } from '../history/organisation.ts';

/** Failed deployments of a month, and of the 90 days up to its end. */
interface Measured {
  readonly month: Value;
  readonly days90: Value;
}
const nowAt = Date.parse('2026-11-10T00:00:00Z');
const octoberEndsAt = Date.parse('2026-11-01T00:00:00Z');

/** How the target of less than 5 % stands for a team in October, by what was measured then and in September. */
function october(now: Measured, before: Measured) {
  const at: Engine['at'] = (_, { from, to }) => {
    const measured = to === octoberEndsAt ? now : before;
    return to - from === 90 * day ? measured.days90 : measured.month;
  };
  const config = configuration({ teams: [team('web')] });
  const history = new Organisation({ teams: [team('web')] }).history();
  const guardrails = { lines: [shipped('change_failure_target')] };
  const told = { config, history, guardrails, engine: { at } } as unknown as Told;
  const reader = new MonthReader(told, monthOf('2026-10', nowAt, history.calendar(null)));
  const targets = targetStandings(reader);
  const [slide] = recognitionSlides({ reader, targets, now: 'October', before: 'September' } as unknown as MonthTold);
  return { standing: targets.find(({ team: of }) => of === 'web')!, reader, body: slide!.body };
}
/** 4 of 50 are 8 %: missed. */
const missed: Measured = { month: share(1, 11), days90: share(4, 50) };

describe('a target that a month has too few facts for', () => {
  it('is judged by the 90 days up to its end, which the cell says', () => {
    // 12 deployments are fewer than 20. 2 of 50 in 90 days are 4 %: less than 5 %.
    const { standing, body } = october({ month: share(0, 12), days90: share(2, 50) }, missed);
    expect([standing.now, standing.before]).toEqual(['met', 'missed']);
    expect([standing.figure.now.value, standing.figure.before.value]).toEqual([share(2, 50), share(4, 50)]);
    const query = new URL(standing.figure.now.url).searchParams;
    expect([query.get('window'), query.get('from'), query.get('to')]).toEqual([
      '90d',
      '2026-08-03T00:00:00Z',
      '2026-11-01T00:00:00Z',
    ]);
    expect(body).toMatch(
      /\| Failed deployments \[4\.0 %\]\(\S+\) over 90 days \(was \[8\.0 %\]\(\S+\) over 90 days\) \|$/,
    );
  });

  it('is so up to 19 deployments, and judged by the month from 20 on', () => {
    const days90 = share(2, 50);
    // 2 of 20 are 10 %; 2 of 19 are too few to say.
    expect(october({ month: share(2, 19), days90 }, missed).standing.now).toBe('met');
    const enough = october({ month: share(2, 20), days90 }, missed);
    expect(enough.standing.now).toBe('missed');
    expect(enough.standing.figure.now.value).toEqual(share(2, 20));
    const good = october({ month: share(0, 20), days90: share(5, 50) }, missed);
    expect(good.body).toMatch(/Failed deployments \[0\.0 %\]\(\S+\) \(was \[8\.0 %\]\(\S+\) over 90 days\) \|$/);
  });

  it('is judged so, too, where nothing was deployed in the month', () => {
    expect(october({ month: empty, days90: share(2, 20) }, missed).standing.now).toBe('missed');
    expect(october({ month: empty, days90: empty }, missed).standing.now).toBe('empty');
  });

  it('has no verdict where 90 days have too few, or are not known, and shows the month', () => {
    const few = october({ month: share(0, 12), days90: share(0, 19) }, missed);
    expect([few.standing.now, few.standing.figure.now.value]).toEqual(['unknown', share(0, 12)]);
    const unread = october({ month: share(0, 12), days90: incomplete }, missed);
    expect([unread.standing.now, unread.standing.figure.now.value]).toEqual(['unknown', share(0, 12)]);
    expect(unread.reader.read.filter(({ value }) => 'absent' in value)).toMatchObject([
      { series: { team: 'all', window: '90d' } },
      { series: { team: 'web', window: '90d' } },
    ]);
  });
});
