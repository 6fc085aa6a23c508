import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { monthOf } from '../../report/month/calendar-month.ts';
import { readProbedDemo } from '../demo/read-demo.ts';

export const endsAt = Date.parse('2026-11-17T12:00:00Z');

/** What is known of a demo that ends in the middle of November, and its last month that is over. */
export async function toldDemo(engineers = 40) {
  const { config, store } = await readProbedDemo({ seed: 1, engineers, endsAt });
  const evaluator = new Evaluator(config, store);
  const told = evaluator.told(endsAt);
  return { config, store, evaluator, told, month: monthOf(undefined, endsAt, told.history.calendar(null)) };
}
