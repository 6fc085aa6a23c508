import { leadershipDuties } from '../../records/work-item-words.ts';
import { metric, population } from '../metric.ts';
import { factsOfItem, refOf } from '../work-item-facts.ts';

const openDuties = population({
  id: 'open_leadership_duties',
  root: 'work_item',
  labels: leadershipDuties,
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    // They are leadership's, whoever wrote them down: no team, and no name.
    const common = { ref: refOf(item), teams: [], values: {} } as const;
    yield* factsOfItem(item, history, function* ({ duties, open }) {
      for (const label of duties) for (const span of open) yield { type: 'span', ...common, label, span };
    });
  },
});

/** What do leaders owe? */
export const leadershipDutiesOpen = metric({
  name: 'leadership_duties_open',
  family: 'governance',
  question: 'Which duties of leadership are open?',
  help: 'Open issues, now, that are labelled as a duty of leadership: funding improvement, protecting its capacity, preventing regression, modelling it. Left out: labels that contradict each other.',
  version: 2,
  unit: 'count',
  population: openDuties,
  label: { name: 'duty' },
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
  all: 'only',
});
