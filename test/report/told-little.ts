import type { Config } from '../../exporter/config/config.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import { monthOf } from '../../report/month/calendar-month.ts';
import { at, day, Organisation } from '../history/organisation.ts';

/** Noon of Friday 2026-07-24: June is the last month that is over. */
const endsAt = at(200, 12);

/** Of an organisation with a change every third day and incidents in July alone: nobody reads its issues, nor what else `more` leaves out. */
export function toldLittle(more: Partial<Config> = {}) {
  const made = new Organisation({ workItems: null, ...more });
  const state = { completeFromAt: endsAt - 180 * day, watermarkAt: endsAt, lastSuccessAt: endsAt, progress: 1 };
  const sources = ['github', 'pagerduty', 'pipeline'] as const;
  made.store.write({ state: sources.map((name) => ({ key: sourceStateKey(name), value: state })) });
  for (let number = 1; number <= 40; number += 1) {
    const days = 80 + number * 3;
    made.pullRequest({ number, createdAt: at(days, 8), mergedAt: at(days, 11) });
    made.deployment({ commit: `m${number}`, finishedAt: at(days, 13), trigger: 'push' });
  }
  const told = new Evaluator(made.config, made.store).told(endsAt);
  return { told, month: monthOf(undefined, endsAt, told.history.calendar(null)) };
}
