import { describe, expect, it } from 'vitest';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { deckMarkdown } from '../../report/deck/deck.ts';
import { shown } from '../../report/deck/words.ts';
import { monthOf } from '../../report/month/calendar-month.ts';
import { cameToNothing, monthOutcomes } from '../../report/month/outcomes.ts';
import { MonthReader } from '../../report/month/reader.ts';
import { configuration, Organisation, pullRequestOf, utcOfficeHours } from '../history/organisation.ts';

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

  it('of outcomes are of the calendar month, too, not of 28 days', () => {
    const workingTime = { ...utcOfficeHours, zone: 'Europe/Berlin' };
    const made = new Organisation({ organisation: { name: 'Acme', workingTime } });
    made.read(instant('2026-01-01T00:00:00Z'), nowAt);
    // April in Berlin: 2nd, 10th, 20th, and the last second. May: the first instant and the 20th. June: its first.
    const bugs = ['2026-04-02T10:00:00Z', '2026-04-10T10:00:00Z', '2026-04-20T10:00:00Z', '2026-04-30T21:59:59Z'];
    const later = ['2026-04-30T22:00:00Z', '2026-05-20T10:00:00Z', '2026-05-31T22:00:00Z'];
    for (const [index, at] of [...bugs, ...later].entries())
      made.workItem({ number: 100 + index, labels: ['customer-bug'], createdAt: instant(at) });
    // An improvement done on 2 May: outside of the 28 days to the end of the month, and inside of the month.
    const closed = { type: 'closed', at: instant('2026-05-02T10:00:00Z') } as const;
    made.workItem({ number: 7, labels: ['improvement', 'domain:security'], createdAt: instant('2026-03-02T00:00:00Z'), events: [closed] }); // prettier-ignore
    const told = new Evaluator(made.config, made.store).told(nowAt);
    const reader = new MonthReader(told, monthOf('2026-05', nowAt, told.history.calendar(null)));
    // 2 after 4: (2 − 4) ÷ 4. The 28 days to 31 May hold one, the 28 before them three: −2/3.
    const changes = monthOutcomes(reader);
    expect(changes.find(({ outcome }) => outcome === 'customer_trust')).toMatchObject({
      now: { value: 2 },
      before: { value: 4 },
      change: { value: -0.5 },
    });
    const done = reader.figure({ metric: 'improvements_done', label: 'security' }).value;
    expect(done).toMatchObject({ value: 1 });
    expect(cameToNothing('security', done, changes)).toEqual({ value: 0 });
    // Of what nothing was there before, there is no share: nobody can say.
    expect(cameToNothing('security', done, [])).toEqual({ absent: 'no_facts' });
    const markdown = deckMarkdown(told, reader.month);
    // 2 fewer of 6: 2 ≤ 2·√6 may be chance.
    expect(markdown).toMatch(/^\| Security \| \[1\]\(\S+\) \| \[0\]\(\S+\) \| no clear change \|/m);
    expect(markdown).toMatch(
      /^\| Bugs that customers reported \| \[2\]\(\S+\) \| \[4\]\(\S+\) \| −50 % \| no clear change \|$/m,
    );
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
