import { metric } from '../metric.ts';
import { undeployedOverdue } from './waiting-changes.ts';

/** What should have been deployed by now? */
export const undeployedChangesOverdue = metric({
  name: 'undeployed_changes_overdue',
  family: 'delivery',
  question: 'How many merged changes have waited too long?',
  help: 'Merged pull requests, now, that touch a configured service, are not deployed, and were merged longer ago than the limit (1.0 business days by default).',
  version: 1,
  unit: 'count',
  population: undeployedOverdue,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
