import type { Config } from '../../exporter/config/config.ts';
import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import type { Board } from '../board.ts';
import { guardrailSection, unknownSection } from '../guardrail-panels.ts';
import { changeNumber, metricGraph, metricNumber } from '../metric-panels.ts';
import type { Shown } from '../metric-queries.ts';
import { progressGraph } from '../target-panels.ts';
import { uids } from '../uids.ts';

/** What a team compares with its own past. */
const compared: readonly (readonly [MetricName, Shown])[] = [
  ['deployments_per_business_day', { title: 'Deployments a day' }],
  ['lead_time_seconds', { title: 'Commit to production', stat: 'p50' }],
  ['change_failure_ratio', { title: 'Failed deployments, points' }],
  ['pull_request_cycle_seconds', { title: 'Ready to merged', stat: 'p50' }],
  ['incident_restore_seconds', { title: 'Time to restore', stat: 'mean', label: 'any' }],
  ['pages', { title: 'Pages' }],
];

/** One team on one screen, against its own targets and its own past. */
export const team = (config: Config): Board => ({
  uid: uids.team,
  title: 'Team',
  description: 'One team against its own targets and its own past.',
  teams: 'one',
  hasWindow: true,
  events: 'shown',
  from: 'now-90d',
  sections: [
    guardrailSection(config),
    {
      title: 'What waits now?',
      panels: [
        metricNumber(
          'pull_requests_overdue',
          { label: 'first_review', title: 'First reviews late', guardrail: 'first_review_overdue' },
          config,
        ),
        metricNumber(
          'undeployed_changes_overdue',
          { title: 'Undeployed for too long', guardrail: 'undeployed_changes' },
          config,
        ),
        metricNumber('incidents_open', { label: 'P1', title: 'Open P1' }, config),
        metricNumber(
          'deployment_gap_business_seconds',
          { title: 'Changes wait, none deployed', guardrail: 'deployment_gap' },
          config,
        ),
      ],
    },
    {
      title: 'What has changed against 28 days ago?',
      panels: compared.map(([name, shown]) => changeNumber(name, shown, config)),
    },
    {
      title: 'How is it going?',
      panels: [
        metricGraph('deployments_per_business_day', { guardrail: 'deployment_frequency', width: 8 }, config),
        metricGraph('lead_time_seconds', { stat: 'p50', guardrail: 'lead_time', width: 8 }, config),
        metricGraph(
          'change_failure_ratio',
          { target: 'change_failure_target', guardrail: 'change_failure', width: 8 },
          config,
        ),
        metricGraph('pull_request_cycle_seconds', { stat: 'p50', guardrail: 'cycle_time', width: 8 }, config),
        metricGraph(
          'first_review_business_seconds',
          { stat: 'p50', guardrail: 'first_review_target', width: 8 },
          config,
        ),
        metricGraph('pull_request_size_lines', { stat: 'p50', guardrail: 'pull_request_size', width: 8 }, config),
        metricGraph('incident_restore_seconds', { stat: 'mean', label: 'any', width: 8 }, config),
        metricGraph('page_share_ratio', { guardrail: 'page_share', width: 8 }, config),
        metricGraph('sleep_hour_pages', { width: 8 }, config),
        progressGraph,
      ],
    },
    unknownSection(config),
  ],
});
