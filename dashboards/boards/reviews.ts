import type { Config } from '../../exporter/config/config.ts';
import type { Board } from '../board.ts';
import { metricGraph, metricNumber, stackedGraph } from '../metric-panels.ts';
import { uids } from '../uids.ts';

/** For a team lead: is review a service with promises? */
export const reviews = (config: Config): Board => ({
  uid: uids.reviews,
  title: 'Reviews',
  description: 'Is somebody waiting for a review, and do we keep our promises?',
  teams: 'several',
  hasWindow: true,
  events: 'none',
  from: 'now-90d',
  sections: [
    {
      title: 'Who waits now?',
      panels: [
        metricNumber(
          'pull_requests_at_risk',
          { title: 'About to be late', guardrail: 'first_review_at_risk', width: 8 },
          config,
        ),
        metricNumber('pull_requests_overdue', { title: 'Late', guardrail: 'first_review_overdue', width: 8 }, config),
        metricNumber(
          'pull_requests_unreviewed_48h',
          { title: 'Nobody has looked for two days', guardrail: 'unreviewed_48h', width: 8 },
          config,
        ),
        stackedGraph('pull_requests_open', {}, config),
        metricGraph('oldest_unreviewed_pull_request_seconds', { width: 12 }, config),
        metricGraph('pull_requests_open_over_7d', { guardrail: 'open_over_7d', width: 12 }, config),
        metricGraph('pull_requests_contested', { guardrail: 'contested', width: 24 }, config),
      ],
    },
    {
      title: 'Do we keep our promises?',
      panels: [
        metricGraph('review_sla_met_ratio', {}, config),
        metricGraph('first_review_business_seconds', { stat: 'p50', guardrail: 'first_review_target' }, config),
        metricGraph('approval_seconds', { stat: 'p50' }, config),
        metricGraph('pull_request_cycle_seconds', { stat: 'p50', guardrail: 'cycle_time' }, config),
      ],
    },
    {
      title: 'What is there to review?',
      panels: [
        metricGraph('pull_request_size_lines', { stat: 'p50', guardrail: 'pull_request_size' }, config),
        metricGraph('small_pull_requests_ratio', {}, config),
        metricGraph('linked_pull_requests_ratio', { guardrail: 'linked_pull_requests' }, config),
        metricGraph('pull_requests_merged', {}, config),
      ],
    },
    {
      title: 'Does it come with what others need?',
      panels: [
        metricGraph('pull_request_sections_ratio', {}, config),
        metricGraph('tested_pull_requests_ratio', {}, config),
      ],
    },
    {
      title: 'Does a check hold what it should?',
      panels: [metricGraph('red_merges_ratio', { guardrail: 'red_merges', width: 24 }, config)],
    },
    {
      title: 'Do people answer for what AI wrote?',
      panels: [
        metricGraph('ai_violations', { guardrail: 'ai_unreviewed' }, config),
        metricGraph('ai_assisted_pull_requests_ratio', {}, config),
      ],
    },
    {
      title: 'Whose is it?',
      panels: [
        metricGraph('unapproved_merges_ratio', { guardrail: 'unapproved_merges', width: 8 }, config),
        metricGraph('cross_module_pull_requests_ratio', { width: 8 }, config),
        metricGraph('auto_assigned_reviews_ratio', { width: 8 }, config),
      ],
    },
  ],
});
