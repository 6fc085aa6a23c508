import { metric } from '../metric.ts';
import { undeployed } from './waiting-changes.ts';

/** What is finished and helps nobody yet? */
export const undeployedChanges = metric({
  name: 'undeployed_changes',
  family: 'delivery',
  question: 'How many merged changes are not deployed?',
  help: 'Merged pull requests, now, that touch a configured service and are contained in no succeeded deployment of a service that they touch.',
  version: 1,
  unit: 'count',
  population: undeployed,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
