import { intersection } from '../../history/spans.ts';
import { factsOfWorkItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

const untouchedBugs = population({
  id: 'untouched_customer_bugs',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'customer_bug', history, function* ({ updatedAt, open }, common) {
      const untouched = updatedAt.map((from, index) => ({ from, to: updatedAt[index + 1] ?? Infinity }));
      for (const span of intersection(open, untouched)) yield { type: 'span', ...common, label: '', span, values: {} };
    });
  },
});

/** Does anybody look at what customers told us? */
export const oldestUntouchedCustomerBugSeconds = metric({
  name: 'oldest_untouched_customer_bug_seconds',
  family: 'reliability',
  question: 'For how long has nobody touched the most neglected bug of a customer?',
  help: 'Seconds, now, since anything last happened to the open issue labelled as a bug of a customer to which nothing has happened for longest: no comment, label, assignment or edit. Absent where none is open. Left out: labels that contradict each other.',
  version: 1,
  unit: 'seconds',
  population: untouchedBugs,
  aggregate: { oldest: 'calendar' },
  windows: 'instant',
});
