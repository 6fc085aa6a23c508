import { metric } from '../metric.ts';
import { overdueRetros } from './retros.ts';

/** For how long have lessons been getting lost? */
export const oldestOverdueRetroSeconds = metric({
  name: 'oldest_overdue_retro_seconds',
  family: 'learning',
  question: 'For how long has the oldest retro been overdue?',
  help: 'Seconds, now, since the end of the time of the P1 or P2 incident whose retro has been overdue for longest. Absent where none is.',
  version: 1,
  unit: 'seconds',
  population: overdueRetros,
  aggregate: { oldest: 'calendar' },
  windows: 'instant',
});
