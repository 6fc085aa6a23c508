import { metric } from '../metric.ts';
import { levelOneOnCall } from './level-one-on-call.ts';

/** Does anybody get a rest? */
export const longestOnCallSeconds = metric({
  name: 'longest_on_call_seconds',
  family: 'on_call',
  question: 'How long was the longest unbroken on-call stretch?',
  help: 'Seconds of the longest unbroken level-1 on-call stretch of one member in the window, clipped to it; all: the largest of the teams. Absent where nobody was on call.',
  version: 1,
  unit: 'seconds',
  population: levelOneOnCall,
  aggregate: { longest: 'clipped' },
  windows: ['28d'],
  all: 'max',
});
