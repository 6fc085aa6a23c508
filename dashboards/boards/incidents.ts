import type { Config } from '../../exporter/config/config.ts';
import type { Board } from '../board.ts';
import { experimentGraphs } from '../experiment-panels.ts';
import { metricGraph, metricNumber } from '../metric-panels.ts';
import { uids } from '../uids.ts';

/** For SRE: what breaks, how soon is it restored, and who carries it? */
export const incidents = (config: Config): Board => ({
  uid: uids.incidents,
  title: 'Incidents and on-call',
  description: 'What breaks, how soon is it restored, and how is the load spread over teams?',
  teams: 'several',
  hasWindow: true,
  events: 'shown',
  from: 'now-90d',
  sections: [
    {
      title: 'What is open now?',
      panels: [
        metricNumber('incidents_open', { label: 'P1', title: 'Open P1' }, config),
        metricNumber(
          'oldest_open_incident_seconds',
          { label: 'P1', title: 'Oldest open P1', guardrail: 'p1_restore' },
          config,
        ),
        metricNumber(
          'oldest_unacknowledged_incident_seconds',
          { label: 'P1', title: 'P1 without an answer', guardrail: 'p1_acknowledge' },
          config,
        ),
        metricNumber(
          'unowned_incident_seconds',
          { title: 'Incident of no team', guardrail: 'unowned_incident' },
          config,
        ),
      ],
    },
    {
      title: 'How much breaks, and for how long?',
      panels: [
        metricGraph('incidents', { label: 'P1', title: 'How many P1 began?', guardrail: 'p1_incidents' }, config),
        metricGraph('incidents', { label: 'P2', title: 'How many P2 began?' }, config),
        metricGraph(
          'incident_restore_seconds',
          { stat: 'mean', label: 'P1', guardrail: 'p1_restore', title: 'MTTR of P1' },
          config,
        ),
        metricGraph('incident_restore_seconds', { stat: 'mean', label: 'any', title: 'MTTR of all' }, config),
        metricGraph('acknowledge_sla_met_ratio', { label: 'P1' }, config),
        metricGraph('incident_acknowledge_seconds', { stat: 'p50', label: 'any' }, config),
        metricGraph('recurring_incidents', { guardrail: 'recurring_incidents' }, config),
        metricGraph('incident_detection_seconds', { stat: 'p50' }, config),
      ],
    },
    {
      title: 'What do users still have to bear?',
      panels: [
        metricGraph(
          'error_budget_remaining_ratio',
          { label: 'any', guardrail: 'error_budget_remaining', title: 'Error budget left, of the worst SLO' },
          config,
        ),
        metricGraph('customer_bugs', {}, config),
        ...experimentGraphs(config),
      ],
    },
    {
      title: 'How is the load spread?',
      panels: [
        metricGraph('page_share_ratio', { guardrail: 'page_share' }, config),
        metricGraph('pages', {}, config),
        metricGraph('off_hour_pages_ratio', {}, config),
        metricGraph('sleep_hour_pages', {}, config),
        metricGraph('pages_outside_team_ratio', {}, config),
        metricGraph('longest_on_call_seconds', { guardrail: 'longest_on_call' }, config),
      ],
    },
    {
      title: 'Inside a team',
      isFolded: true,
      panels: [
        metricGraph('responder_page_share_ratio', {}, config),
        metricGraph('responder_on_call_share_ratio', {}, config),
      ],
    },
    {
      title: 'Who answers for what?',
      panels: [
        metricGraph('on_call_coverage_ratio', { width: 8 }, config),
        metricGraph('team_owned_services_ratio', { width: 8 }, config),
        metricGraph('unowned_services', { width: 8, guardrail: 'unowned_services' }, config),
      ],
    },
  ],
});
