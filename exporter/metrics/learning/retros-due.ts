import { metric } from '../metric.ts';
import { dueRetros } from './retros.ts';

/** Which lessons can still be learnt in time? */
export const retrosDue = metric({
  name: 'retros_due',
  family: 'learning',
  question: 'How many retros are due, and not overdue yet?',
  help: 'P1 and P2 incidents, now, whose retro does not count yet and whose time for it is running: the 48 hours after the first resolve, or, of one that was not resolved so early, the last 48 of the 96 hours after the incident began. It counts once it has an action item with an owner and a due date. Retros and action items whose labels contradict each other are none.',
  version: 1,
  unit: 'count',
  population: dueRetros,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
