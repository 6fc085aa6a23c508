import { expect, it } from 'vitest';
import { createNumbers } from '../../exporter/evaluation/numbers.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import { readDemo } from './read-demo.ts';

const endsAt = Date.parse('2026-06-19T13:00:00Z');

it('reliability work followed its mandate in one team of the demo, not in another, and others had none', () => {
  const { config, store } = readDemo({ seed: 1, engineers: 40, endsAt });
  const joined = createHistory(config, store);
  const numbers = createNumbers(config);
  numbers.replace(joined.update().changed, joined.history);
  const told = config.teams.map(({ id }) => {
    const { state, why } = numbers.maturity
      .states(id, endsAt)
      .find(({ criterion }) => criterion.id === 'reliability_mandate_followed')!;
    return [id, state, /\d{4}-\d\d-\d\d/.exec(why)?.[0]];
  });
  // P1s of more than two hours: of 13 April, of 10 May (and nothing by 7 June), of 12 April (and nothing by 10 May).
  expect(told).toEqual([
    ['platform', 'met', undefined],
    ['analytics', 'met', undefined],
    ['ingestion', 'met', '2026-04-13'],
    ['integrations', 'unmet', '2026-05-10'],
    ['accounts', 'unmet', '2026-04-12'],
  ]);
}, 60_000);
