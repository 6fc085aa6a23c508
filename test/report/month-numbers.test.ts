import { describe, expect, it } from 'vitest';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { deckMarkdown } from '../../report/deck/deck.ts';
import { shown } from '../../report/deck/words.ts';
import { monthOf } from '../../report/month/calendar-month.ts';
import { MonthReader } from '../../report/month/reader.ts';
import { configuration, pullRequestOf, utcOfficeHours } from '../history/organisation.ts';

const instant = (text: string): number => Date.parse(text);
const nowAt = instant('2026-06-10T12:00:00Z');

/** An organisation in Berlin whose GitHub was read since an instant. */
function toldOf(mergedAt: readonly string[], completeFromAt: number) {
  const store = createMemoryStore();
  const value = { completeFromAt, watermarkAt: nowAt, lastSuccessAt: nowAt, progress: 1 };
  store.write({
    records: [
      { kind: 'repository', id: 'acme/app', url: 'https://x.example', defaultBranch: 'main', codeOwnersBlob: null },
      ...mergedAt.map((at, index) => pullRequestOf({ number: index + 1, mergedAt: instant(at) })),
    ],
    state: [{ key: sourceStateKey('github'), value }],
  });
  const workingTime = { ...utcOfficeHours, zone: 'Europe/Berlin' };
  const told = new Evaluator(configuration({ organisation: { name: 'Acme', workingTime } }), store).told(nowAt);
  return { told, month: (text: string) => monthOf(text, nowAt, told.history.calendar(null)) };
}
const merges = [
  // Berlin is two hours ahead: 21:59 is the last minute of April, 22:00 the first of May.
  '2026-04-30T21:59:59Z',
  '2026-04-30T22:00:00Z',
  '2026-05-15T10:00:00Z',
  '2026-05-31T21:59:59Z',
  '2026-05-31T22:00:00Z',
];

describe('the numbers of a month', () => {
  it('are of the calendar month in the organisation’s zone, half-open', () => {
    const { told, month } = toldOf(merges, instant('2026-01-01T00:00:00Z'));
    const { now, before } = new MonthReader(told, month('2026-05')).compared({ metric: 'pull_requests_merged' });
    expect([now.value, before.value]).toMatchObject([{ value: 3 }, { value: 1 }]);
    const query = new URL(now.url).searchParams;
    expect([query.get('from'), query.get('to'), query.get('asOf')]).toEqual([
      '2026-04-30T22:00:00Z',
      '2026-05-31T22:00:00Z',
      '2026-05-31T22:00:00Z',
    ]);
  });

  it('are not measured, with the reason, where the month was not read from its beginning', () => {
    const { told, month } = toldOf(merges, instant('2026-04-30T22:00:00Z'));
    const { now, before } = new MonthReader(told, month('2026-05')).compared({ metric: 'pull_requests_merged' });
    expect(shown(now)).toBe('3');
    expect(shown(before)).toBe('not measured: not read so far back');
    const unread = new MonthReader(told, month('2026-05')).figure({ metric: 'pages' });
    expect(shown(unread)).toMatch(/^not measured: /);
  });

  it('make no deck of a month before everything that was read', () => {
    const beginsAt = instant('2026-05-01T22:00:00Z');
    const { told, month } = toldOf(merges, beginsAt);
    expect(() => deckMarkdown(told, month('2026-04'))).toThrow(
      'nothing is known of April 2026: the history begins on 2026-05-02',
    );
    // Of May a part was read: each number says for itself that it is not known.
    expect(deckMarkdown(told, month('2026-05'))).toContain('not measured: not read so far back');
  });
});
