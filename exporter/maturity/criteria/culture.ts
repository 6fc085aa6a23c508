import type { Criterion } from '../criterion.ts';

const common = { dimension: 'culture' } as const;

/** Culture and ownership: from owners for everything to an organisation that learns (maturity model). */
export const cultureCriteria = [
  {
    ...common,
    id: 'services_owned',
    level: 2,
    scope: 'organisation',
    title: 'Every service has an owner',
    known: { measured: { metric: 'unowned_services', limit: { op: 'at_most', value: { of: 'unowned_services' } } } },
  },
  {
    ...common,
    id: 'weekly_update',
    level: 3,
    scope: 'team',
    title: 'The team says every week how it is going',
    known: { line: 'weekly_update' },
  },
  {
    ...common,
    id: 'work_attributed',
    level: 3,
    scope: 'organisation',
    title: 'Nearly every merged pull request belongs to a team',
    // One in twenty may be a visitor's (ours).
    known: { unattributed: { metric: 'pull_requests_merged', window: '28d' }, atMost: 0.05 },
  },
  {
    ...common,
    id: 'fair_page_share',
    level: 4,
    scope: 'team',
    title: 'The team carries no more than its share of the pages',
    known: { line: 'page_share' },
  },
  {
    ...common,
    id: 'devex_answered',
    level: 4,
    scope: 'organisation',
    title: 'People answer the engineering survey',
    known: { line: 'devex_response' },
  },
  {
    ...common,
    id: 'actions_done',
    level: 4,
    scope: 'team',
    title: 'Action items of retros are done',
    known: { line: 'retro_action_items_done' },
  },
  {
    ...common,
    id: 'monthly_reviews_held',
    level: 4,
    cameIn: '2026-Q4',
    scope: 'organisation',
    title: 'The monthly reviews of the organisation were held for two quarters',
    // The six whole months before: what was skipped shows when its month is over, and not when its quarter is.
    known: { reviewed: { monthly: 6 } },
  },
  {
    ...common,
    id: 'devex_above_baseline',
    level: 5,
    scope: 'team',
    title: 'The engineering survey scores better than the first one',
    known: { line: 'devex_above_baseline' },
  },
  {
    ...common,
    id: 'failures_not_worse',
    level: 5,
    scope: 'team',
    title: 'Deployments fail no more often than a quarter before',
    known: {
      measured: {
        metric: 'change_failure_ratio',
        window: '90d',
        limit: { op: 'not_worse_than_before', value: { of: 'change_failure_target' } },
      },
    },
  },
  {
    ...common,
    id: 'restore_not_slower',
    level: 5,
    scope: 'team',
    title: 'Incidents last no longer than a quarter before',
    known: {
      measured: {
        metric: 'incident_restore_seconds',
        window: '90d',
        stat: 'mean',
        label: 'any',
        limit: { op: 'not_worse_than_before', value: { of: 'restore_not_worse' } },
      },
    },
  },
  {
    ...common,
    id: 'p1_not_more',
    level: 5,
    scope: 'team',
    title: 'P1 incidents are no more than a quarter before',
    known: {
      measured: {
        metric: 'incidents',
        window: '90d',
        label: 'P1',
        limit: { op: 'not_worse_than_before', value: { of: 'p1_incidents' } },
      },
    },
  },
] as const satisfies readonly Criterion[];
