import type { Better } from './change.ts';
import type { Asked } from './reader.ts';

/** A number that is followed from month to month, as it is called in the room. */
export interface Followed extends Asked {
  readonly name: string;
  readonly better: Better;
}

/** The seed's outcome metrics, each with a slide of its own. */
export const outcomes = {
  deployments: {
    metric: 'deployments_per_business_day',
    name: 'Deployments a business day',
    better: 'more',
  },
  leadTime: { metric: 'lead_time_seconds', stat: 'p50', name: 'Lead time, median', better: 'less' },
  cycleTime: {
    metric: 'pull_request_cycle_seconds',
    stat: 'p50',
    name: 'Pull request cycle time, median',
    better: 'less',
  },
  changeFailure: { metric: 'change_failure_ratio', name: 'Failed deployments, share', better: 'less' },
  p1: { metric: 'incidents', label: 'P1', name: 'P1 incidents', better: 'less' },
} as const satisfies Readonly<Record<string, Followed>>;

export const crossModule: Followed = {
  metric: 'cross_module_pull_requests_ratio',
  name: 'Changes across modules, share',
  better: 'less',
};

/** What is compared with the month before, in the order in which it is told. */
export const followed: readonly Followed[] = [
  ...[outcomes.deployments, outcomes.leadTime],
  {
    metric: 'lead_time_stage_seconds',
    label: 'deploy',
    stat: 'p50',
    name: 'Merge to production, median',
    better: 'less',
  },
  outcomes.changeFailure,
  {
    metric: 'failed_deployment_recovery_seconds',
    stat: 'p50',
    name: 'Repair of a failed deployment, median',
    better: 'less',
  },
  { metric: 'automated_deployments_ratio', name: 'Deployments without a hand, share', better: 'more' },
  { metric: 'deployment_autonomy_ratio', name: 'Deployments without another team, share', better: 'more' },
  outcomes.cycleTime,
  { metric: 'first_review_business_seconds', stat: 'p50', name: 'First review (working time), median', better: 'less' },
  { metric: 'review_sla_met_ratio', label: 'first_review', name: 'First reviews in time, share', better: 'more' },
  { metric: 'review_sla_met_ratio', label: 'approval', name: 'Approvals in time, share', better: 'more' },
  { metric: 'pull_request_size_lines', stat: 'p50', name: 'Lines of a pull request, median', better: 'less' },
  { metric: 'linked_pull_requests_ratio', name: 'Changes linked to work, share', better: 'more' },
  { metric: 'unapproved_merges_ratio', label: 'any', name: 'Merges without approval, share', better: 'less' },
  crossModule,
  outcomes.p1,
  { metric: 'incidents', label: 'P2', name: 'P2 incidents', better: 'less' },
  { metric: 'incident_restore_seconds', label: 'any', stat: 'mean', name: 'Time to restore, mean', better: 'less' },
  { metric: 'customer_bugs', name: 'Bugs that customers reported', better: 'less' },
  { metric: 'pages', name: 'Pages', better: 'less' },
  { metric: 'sleep_hour_pages', name: 'Pages at night', better: 'less' },
  { metric: 'off_hour_pages_ratio', name: 'Pages outside working hours, share', better: 'less' },
  { metric: 'retros_on_time_ratio', name: 'Retros in time, share', better: 'more' },
  { metric: 'retro_action_items_done_ratio', over: '90d', name: 'Retro actions done (90 days), share', better: 'more' },
  { metric: 'stale_work_items', name: 'Work that nobody touches', better: 'less' },
  { metric: 'platform_request_seconds', stat: 'p50', name: 'Request to the platform, median', better: 'less' },
  { metric: 'platform_requests_open', name: 'Open requests to the platform', better: 'less' },
];
