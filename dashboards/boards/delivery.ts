import type { Config } from '../../exporter/config/config.ts';
import type { Board } from '../board.ts';
import { metricGraph, metricNumber, stackedGraph } from '../metric-panels.ts';
import { uids } from '../uids.ts';

/** For a team lead: how often, how fast and how safely does production change? */
export const delivery = (config: Config): Board => ({
  uid: uids.delivery,
  title: 'Delivery',
  description: 'How often, how fast and how safely does production change?',
  teams: 'several',
  hasWindow: true,
  events: 'shown',
  from: 'now-90d',
  sections: [
    {
      title: 'What waits now?',
      panels: [
        metricNumber('undeployed_changes', { title: 'Merged, not deployed', width: 8 }, config),
        metricNumber(
          'undeployed_changes_overdue',
          { title: 'Waiting too long', guardrail: 'undeployed_changes', width: 8 },
          config,
        ),
        metricNumber(
          'deployment_gap_business_seconds',
          { title: 'None deployed for', guardrail: 'deployment_gap', width: 8 },
          config,
        ),
        metricNumber(
          'last_deployment_timestamp_seconds',
          { title: 'Last deployment of each service', width: 24 },
          config,
        ),
      ],
    },
    {
      title: 'How often?',
      panels: [
        metricGraph('deployments_per_business_day', { guardrail: 'deployment_frequency' }, config),
        metricGraph('deployment_pull_requests', { stat: 'p50' }, config),
      ],
    },
    {
      title: 'How fast?',
      panels: [
        metricGraph('lead_time_seconds', { stat: 'p50', guardrail: 'lead_time' }, config),
        metricGraph(
          'lead_time_stage_seconds',
          {
            stat: 'p50',
            label: 'deploy',
            guardrail: 'merge_to_production',
            title: 'How long from merge to production?',
          },
          config,
        ),
        stackedGraph('lead_time_stage_seconds', { stat: 'mean' }, config),
        metricGraph('undeployed_changes', { width: 24 }, config),
      ],
    },
    {
      title: 'How safely?',
      panels: [
        metricGraph('change_failure_ratio', { target: 'change_failure_target', guardrail: 'change_failure' }, config),
        metricGraph('failed_deployments', { title: 'By which signals did deployments fail?' }, config),
        metricGraph('deployment_rework_ratio', {}, config),
        metricGraph('failed_deployment_recovery_seconds', { stat: 'p50' }, config),
        metricGraph('rollback_seconds', { stat: 'p50', width: 24 }, config),
      ],
    },
    {
      title: 'How are deployments made?',
      isFolded: true,
      panels: [
        metricGraph('automated_deployments_ratio', { width: 8 }, config),
        metricGraph('deployment_autonomy_ratio', { width: 8 }, config),
        metricGraph('flagged_changes_ratio', { width: 8 }, config),
        metricGraph('deployment_runs', {}, config),
        metricGraph('deployments', {}, config),
      ],
    },
  ],
});
