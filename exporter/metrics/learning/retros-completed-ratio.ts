import { metric } from '../metric.ts';
import { decidedRetros } from './retros.ts';

/** Do we talk about it at all? */
export const retrosCompletedRatio = metric({
  name: 'retros_completed_ratio',
  family: 'learning',
  question: 'What share of retros took place, late or not?',
  help: 'Share of P1 and P2 incidents whose retro counts by now, late or not, of those for which it was decided in the window whether it is on time: it counted, or its time was over. It counts once it has an action item with an owner and a due date. Retros and action items whose labels contradict each other are none.',
  version: 2,
  unit: 'ratio',
  population: decidedRetros,
  aggregate: { ratio: [{ count: 'holding' }, { count: 'all' }] },
  windows: ['28d', '90d'],
});
