import { leadershipDuties } from '../../records/work-item-words.ts';
import { metric, population } from '../metric.ts';

const openDuties = population({
  id: 'open_leadership_duties',
  root: 'work_item',
  labels: leadershipDuties,
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    const view = history.workItem(item.id);
    if (!view) return;
    // They are leadership's, whoever wrote them down: no team, and no name.
    const common = { ref: { kind: 'work_item', id: item.id }, teams: [], values: {} } as const;
    for (const label of view.duties) for (const span of view.open) yield { type: 'span', ...common, label, span };
  },
});

/** What do leaders owe? */
export const leadershipDutiesOpen = metric({
  name: 'leadership_duties_open',
  family: 'governance',
  question: 'Which duties of leadership are open?',
  help: 'Open issues, now, that are labelled as a duty of leadership: funding improvement, protecting its capacity, preventing regression, modelling it.',
  version: 1,
  unit: 'count',
  population: openDuties,
  label: { name: 'duty' },
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
  all: 'only',
});
