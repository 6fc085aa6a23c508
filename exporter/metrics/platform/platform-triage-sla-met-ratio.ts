import { metric } from '../metric.ts';
import { triagedRequests } from './requests.ts';

/** Does whoever asks get an answer? */
export const platformTriageSlaMetRatio = metric({
  name: 'platform_triage_sla_met_ratio',
  family: 'platform',
  question: 'What share of requests to the platform team was triaged in time?',
  help: 'Share of issues labelled as requests to the platform that were triaged within 2 business days of the platform team, of those decided in the window: triaged, or the time was over; of the organisation. Triaged: a person was assigned, or it got a label of priority, in progress or blocked, or it was closed, whichever came first; what it was opened with counts. Comments do not: whoever writes one has not said whose it is. Left out: labels that contradict each other.',
  version: 1,
  unit: 'ratio',
  population: triagedRequests,
  aggregate: { ratio: [{ count: { flag: 'met' } }, { count: { known: 'met' } }] },
  windows: ['7d', '28d', '90d'],
  all: 'only',
});
