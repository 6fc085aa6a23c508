import { isWithin } from '../../history/spans.ts';
import { improvementDomains } from '../../records/work-item-words.ts';
import { factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

const closedImprovements = population({
  id: 'closed_improvements',
  root: 'work_item',
  labels: improvementDomains,
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'improvement', history, function* (view, common) {
      yield* givenUpItem(view, common);
      for (const known of view.done) {
        const domain = view.domains.find(({ span }) => isWithin(span, known.from));
        if (domain) yield { type: 'event', ...common, label: domain.value, at: known.from, known, values: {} };
      }
    });
  },
});

/** What was done, to be held against what came of it: of no team, for it is effort and no merit. */
export const improvementsDone = metric({
  name: 'improvements_done',
  family: 'governance',
  question: 'How many improvements were done?',
  help: 'Issues labelled as improvements that were closed as completed in the window and not reopened, by the domain that they had then, in the whole organisation: effort, to be read beside outcome_change_ratio. Left out: what was closed as not planned or as a duplicate, what had no domain, labels that contradict each other.',
  version: 2,
  unit: 'count',
  population: closedImprovements,
  label: { name: 'domain' },
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
  all: 'only',
});
