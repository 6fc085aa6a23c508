import { workingDayMs } from '../../policy/limits.ts';
import { metric, population } from '../metric.ts';
import { factsOfItem, refOf, teamsOf } from '../work-item-facts.ts';

const ages = { '1d': 1, '2d': 2, '3d': 3 } as const;
const agesInOrder = ['1d', '2d', '3d'] as const;

const blockedItems = population({
  id: 'blocked_work_items',
  root: 'work_item',
  labels: agesInOrder,
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfItem(item, history, function* (view) {
      const calendar = history.calendar(view.team);
      for (const { from: since, to } of view.blocked)
        for (const label of agesInOrder) {
          const from = calendar.workingDayDeadline(since, ages[label] * workingDayMs);
          if (from >= to) continue;
          yield { type: 'span', ref: refOf(item), teams: teamsOf(view), label, span: { from, to }, values: {} };
        }
    });
  },
});

/** Who waits for somebody else, and for how long? */
export const blockedWorkItems = metric({
  name: 'blocked_work_items',
  family: 'learning',
  question: 'How much work is blocked?',
  help: 'Open GitHub issues, now, that have been labelled as blocked without a break for longer than 1, 2 or 3 working days of the team (ages overlap).',
  version: 1,
  unit: 'count',
  population: blockedItems,
  label: { name: 'age' },
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
