import { metric, population } from '../metric.ts';
import { factsOfItem, refOf, teamsOf } from '../work-item-facts.ts';

const weeklyUpdates = population({
  id: 'weekly_updates',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfItem(item, history, function* (view) {
      if (!view.kinds.includes('weekly_update')) return;
      yield { type: 'event', ref: refOf(item), teams: teamsOf(view), label: '', at: view.createdAt, values: {} };
    });
  },
});

/** Does the team say what it does, without being asked? */
export const weeklyUpdateTimestampSeconds = metric({
  name: 'weekly_update_timestamp_seconds',
  family: 'learning',
  question: 'When did the team last write its weekly update?',
  help: 'Unix time at which the last GitHub issue labelled as the weekly update of a team was opened. Absent where there has been none.',
  version: 1,
  unit: 'timestamp',
  population: weeklyUpdates,
  aggregate: { latest: 'at' },
  windows: 'ever',
  all: 'none',
});
