import { intersection } from '../../history/spans.ts';
import { staleAfterWorkingDaysMs } from '../../policy/limits.ts';
import { metric, population } from '../metric.ts';
import { factsOfItem, refOf, teamsOf } from '../work-item-facts.ts';

const staleItems = population({
  id: 'stale_work_items',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfItem(item, history, function* (view) {
      if (view.inProgress.length === 0) return;
      const calendar = history.calendar(view.team);
      const untouched = view.updatedAt.map((at, index) => ({
        from: calendar.workingDayDeadline(at, staleAfterWorkingDaysMs),
        to: view.updatedAt[index + 1] ?? Infinity,
      }));
      for (const span of intersection(view.inProgress, untouched))
        yield { type: 'span', ref: refOf(item), teams: teamsOf(view), label: '', span, values: {} };
    });
  },
});

/** What has been begun and forgotten? */
export const staleWorkItems = metric({
  name: 'stale_work_items',
  family: 'learning',
  question: 'How much work in progress does nobody touch?',
  help: 'Open GitHub issues labelled as in progress, now, to which nothing has happened for more than 5 working days of the team: no comment, label, assignment or edit.',
  version: 1,
  unit: 'count',
  population: staleItems,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
