import { metric } from '../metric.ts';
import { overdueRetros } from './retros.ts';

/** Which lessons are getting lost? */
export const retrosOverdue = metric({
  name: 'retros_overdue',
  family: 'learning',
  question: 'How many retros are overdue?',
  help: 'P1 and P2 incidents, now, whose retro does not count although its time is over: 48 hours after the first resolve, at the latest 96 hours after the incident began. It counts once it has an action item with an owner and a due date. Retros and action items whose labels contradict each other are none.',
  version: 2,
  unit: 'count',
  population: overdueRetros,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
