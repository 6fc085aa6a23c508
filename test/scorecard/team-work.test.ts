import { describe, expect, it } from 'vitest';
import type { ExplainedAnswer } from '../../exporter/evaluation/explanation.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { ownLabelsOf } from '../../exporter/metrics/metric.ts';
import { teamWork } from '../../exporter/scorecard/team-work.ts';
import { workLists } from '../../exporter/scorecard/work-lists.ts';

const asOf = Date.parse('2026-11-18T12:00:00Z');
const hour = 3_600_000;
const nothing: ExplainedAnswer = { value: { value: 0 }, facts: [], excluded: [] };
const fact = (title: string, at: number) => ({ title, url: `https://github.example/${title}`, at, value: 1 });

/** Answers by metric and label; what is not named is a measured nothing. */
const workOf = (answers: Readonly<Record<string, ExplainedAnswer>>) =>
  teamWork('web', asOf, ({ metric, label }) => answers[`${metric}/${label}`] ?? nothing);
const listOf = (title: string, answers: Readonly<Record<string, ExplainedAnswer>> = {}) =>
  workOf(answers).lists.find((list) => list.title === title)!;

describe('what a team has to do next', () => {
  it('names a thing once, with all that is said of it and the earliest instant, the longest wait first', () => {
    const facts = (...all: readonly ReturnType<typeof fact>[]): ExplainedAnswer => ({
      value: { value: all.length },
      facts: all,
      excluded: [],
    });
    const { items } = listOf('Reviews', {
      'pull_requests_overdue/first_review': facts(fact('b', asOf - 3 * hour), fact('a', asOf - 5 * hour)),
      'pull_requests_unreviewed_48h/': facts(fact('b', asOf - 9 * hour)),
    });
    expect(items).toEqual([
      {
        title: 'b',
        url: 'https://github.example/b',
        sinceAt: asOf - 9 * hour,
        dueAt: null,
        says: ['first review late', 'unseen for 48 h'],
      },
      {
        title: 'a',
        url: 'https://github.example/a',
        sinceAt: asOf - 5 * hour,
        dueAt: null,
        says: ['first review late'],
      },
    ]);
  });
  it('names what is still in time after what is late, the next due before others', () => {
    const told = (...facts: readonly ExplainedAnswer['facts'][number][]): ExplainedAnswer => ({ value: { value: facts.length }, facts, excluded: [] }); // prettier-ignore
    const due = (title: string, at: number, dueAt: number) => ({ ...fact(title, at), dueAt });
    // `long` waits for longer than `soon`, and has more time left.
    const { items } = listOf('Retros', {
      'retros_due/': told(
        due('long', asOf - 40 * hour, asOf + 9 * hour),
        due('soon', asOf - 2 * hour, asOf + 8 * hour),
      ),
      'retros_overdue/': told(fact('late', asOf - hour), fact('later', asOf - 30 * hour)),
    });
    expect(items.map(({ title, dueAt }) => [title, dueAt])).toEqual([
      ['later', null],
      ['late', null],
      ['soon', asOf + 8 * hour],
      ['long', asOf + 9 * hour],
    ]);
  });
  it('tells what nobody knows from an empty list', () => {
    const absent = { value: { absent: 'stale' }, facts: [], excluded: [] } as const;
    const list = listOf('Retros', { 'retros_overdue/': absent });
    expect(list).toMatchObject({ items: [], unknown: [{ says: 'overdue', why: 'stale' }] });
    expect(listOf('Retros').unknown).toEqual([]);
  });
  it('asks as of one instant, of the team alone', () => {
    const asked: unknown[] = [];
    teamWork('web', asOf, ({ team }, moment) => {
      asked.push([team, moment]);
      return nothing;
    });
    const parts = workLists.flatMap((list) => list.parts);
    expect(asked).toEqual(parts.map(() => ['web', { from: asOf, to: asOf, asOf }]));
  });
  it('is made of metrics without a window, each with a label where it has one', () => {
    for (const { metric: name, label } of workLists.flatMap((list) => list.parts)) {
      const metric = catalogue.find((each) => each.name === name)!;
      expect([name, metric.windows, ownLabelsOf(metric).length > 0]).toEqual([name, 'instant', label !== undefined]);
    }
  });
});
