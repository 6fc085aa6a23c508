import { describe, expect, it } from 'vitest';
import { assessed } from '../assessment/documents.ts';
import { at, configuration, hour, Organisation } from '../history/organisation.ts';
import { numbersOf, read } from './numbers-of.ts';

const skipped = (made: Organisation, review: string, asOf: number, { team = 'all', from = at(-365) } = {}) =>
  read(numbersOf(made, from), { metric: 'governance_review_overdue', team, label: review }, asOf);
/** Held on a day at 00:00. */
function held(made: Organisation, number: number, review: string, when: number, ...labels: readonly string[]): void {
  const events = [{ type: 'closed' as const, at: when }];
  made.workItem({
    number,
    labels: ['governance-review', `review:${review}`, ...labels],
    createdAt: when - hour,
    events,
  });
}
/** An organisation whose registers were looked after on these days, so that no input is out of date for 35 days. */
function informed(...days: readonly number[]): Organisation {
  const made = new Organisation();
  const events = days.map((day) => ({ type: 'commented' as const, at: at(day) }));
  made.workItem({ number: 900, labels: ['tech-debt', 'audit-finding'], createdAt: at(days[0]!), events });
  return made;
}

describe('a review of the organisation', () => {
  it.each([
    ['cross_functional', 8],
    ['all_hands', 35],
    ['improvement_backlog', 35],
    ['improvement_themes', 100],
    ['maturity', 100],
    ['architecture', 100],
    ['quarter_review', 100],
  ])('%s is skipped after %i days, the last instant included', (review, days) => {
    const made = informed(-1);
    held(made, 1, review.replaceAll('_', '-'), at(0));
    // Told at whole hours.
    expect([at(0, 1), at(days), at(days, 1)].map((asOf) => skipped(made, review, asOf))).toEqual([0, 0, 1]);
  });
  it('is skipped where it has never been held, once issues were read for so long', () => {
    const made = new Organisation();
    expect([at(35) - hour, at(35)].map((asOf) => skipped(made, 'all_hands', asOf, { from: at(0) }))).toEqual(['incomplete', 1]); // prettier-ignore
    expect(skipped(new Organisation({ workItems: null }), 'all_hands', at(9))).toBe('not_configured');
  });
  it('is no team’s', () => {
    expect(skipped(informed(-1), 'all_hands', at(9), { team: 'web' })).toBe('not_configured');
  });
});

describe('a review that was held while an input was out of date', () => {
  it('counts as skipped where something is decided in it', () => {
    // Last touched on day 0: technical debt is current up to day 35.
    const made = informed(0);
    held(made, 1, 'improvement-backlog', at(35));
    held(made, 2, 'quarter-review', at(36));
    held(made, 3, 'improvement-themes', at(36));
    held(made, 4, 'maturity', at(36));
    const reviews = ['improvement_backlog', 'quarter_review', 'improvement_themes', 'maturity'];
    expect(reviews.map((review) => skipped(made, review, at(37)))).toEqual([0, 1, 1, 0]);
  });
  it('is that of maturity, too, where the scorecards were out of date, and nothing else', () => {
    const maturity = { ...configuration().maturity, assessments: { folder: 'f', schedule: '* * * * *' } };
    const made = new Organisation({ maturity });
    const state = { completeFromAt: 0, watermarkAt: at(365), lastSuccessAt: at(365), progress: 1 };
    made.store.write({ state: [{ key: 'source/assessments', value: state }] });
    // Both teams were assessed on day 0: their scorecards are current up to day 100.
    made.put(assessed({}, { assessedAt: at(0) }));
    made.put(assessed({}, { id: '2026-Q1/core.md', team: 'core', assessedAt: at(0) }));
    held(made, 1, 'maturity', at(100));
    expect(skipped(made, 'maturity', at(101))).toBe(0);
    held(made, 1, 'maturity', at(100) + 1);
    held(made, 2, 'architecture', at(100) + 1);
    expect(['maturity', 'architecture'].map((review) => skipped(made, review, at(101)))).toEqual([1, 0]);
  });
  it('leaves the one before it to be counted, for as long as that lasts', () => {
    const made = informed(0);
    held(made, 1, 'improvement-backlog', at(20));
    held(made, 2, 'improvement-backlog', at(36)); // uninformed
    expect([at(55), at(55, 1)].map((asOf) => skipped(made, 'improvement_backlog', asOf))).toEqual([0, 1]);
    const named = numbersOf(made).explainDerived({ metric: 'governance_review_overdue', team: 'all', label: 'improvement_backlog' }, { from: at(56), to: at(56), asOf: at(56) }); // prettier-ignore
    expect(named?.facts.map(({ title, at: when }) => [title, when])).toEqual([
      ['improvement backlog: last held, uninformed (out of date: technical_debt)', at(36)],
    ]);
  });
  it('is not held against anybody where nobody can say what they knew', () => {
    // Issues were read since day 10: on day 36 nobody could say that technical debt had been forgotten for 35 days.
    const made = new Organisation();
    held(made, 1, 'improvement-backlog', at(36));
    expect(skipped(made, 'improvement_backlog', at(40), { from: at(10) })).toBe(0);
    expect(skipped(made, 'improvement_backlog', at(40), { from: at(1) })).toBe(1);
  });
});

describe('the weekly delivery review', () => {
  const made = new Organisation();
  held(made, 1, 'weekly-delivery', at(0), 'team:web');
  held(made, 2, 'weekly-delivery', at(3), 'team:core');
  it('is each team’s, and of all teams how many skipped it', () => {
    const of = (team: string) => [at(8), at(8, 1), at(11), at(11, 1)].map((asOf) => skipped(made, 'weekly_delivery', asOf, { team })); // prettier-ignore
    expect([of('web'), of('core'), of('all')]).toEqual([
      [0, 1, 1, 1],
      [0, 0, 0, 1],
      [0, 1, 1, 2],
    ]);
  });
  it('is no part of any: that is the organisation’s', () => {
    // Of seven regular reviews none has ever been held; there was no P1.
    made.put({ kind: 'priorities', id: 'account', names: ['P1'] });
    expect(skipped(made, 'any', at(9))).toBe(7);
  });
});

describe('the review after an incident', () => {
  it('counts every P1 that waits for one, beside the others', () => {
    const made = new Organisation();
    made.put({ kind: 'priorities', id: 'account', names: ['P1'] });
    made.incident({ createdAt: at(3, 10), resolvedAt: at(3, 12) });
    made.incident({ createdAt: at(3, 11), resolvedAt: at(3, 13) });
    expect([at(5, 12), at(5, 13), at(5, 14)].map((asOf) => skipped(made, 'post_incident', asOf))).toEqual([0, 1, 2]);
    expect(skipped(made, 'any', at(6))).toBe(7 + 2);
  });
});
