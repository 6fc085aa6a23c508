import { metric } from '../metric.ts';
import { decidedRetros } from './retros.ts';

/** Do we talk about it while we still know? */
export const retrosOnTimeRatio = metric({
  name: 'retros_on_time_ratio',
  family: 'learning',
  question: 'What share of retros was on time?',
  help: 'Share of P1 and P2 incidents whose retro counted in time, of those decided in the window: it counted, or its time was over. Due 48 hours after the first resolve (reopening restarts nothing), at the latest 96 hours after the incident began. It counts from the first instant at which an issue labelled as retro that gives the address of the incident has an action item (a sub-issue, or listed in its text) with an owner and a due date; nothing takes that back. Retros and action items whose labels contradict each other are none.',
  version: 2,
  unit: 'ratio',
  population: decidedRetros,
  aggregate: { ratio: [{ count: { flag: 'onTime' } }, { count: { known: 'onTime' } }] },
  windows: ['7d', '28d', '90d'],
});
