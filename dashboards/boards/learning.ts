import type { Config } from '../../exporter/config/config.ts';
import type { Board } from '../board.ts';
import { experimentGraphs } from '../experiment-panels.ts';
import { changeNumber, graphBeside, metricGraph, metricNumber } from '../metric-panels.ts';
import { uids } from '../uids.ts';

/** For a team and its product manager: do we learn from what breaks, does work move, and does it help? */
export const learning = (config: Config): Board => ({
  uid: uids.learning,
  title: 'Learning and flow',
  description: 'Do we learn from what breaks, does work move, and does what we build help?',
  teams: 'several',
  hasWindow: true,
  events: 'on_demand',
  from: 'now-90d',
  sections: [
    {
      title: 'What waits now?',
      panels: [
        metricNumber('retros_due', { title: 'Retros due', width: 4 }, config),
        metricNumber('retros_overdue', { title: 'Retros overdue', width: 4, guardrail: 'retros' }, config),
        metricNumber(
          'stale_work_items',
          { title: 'In progress, untouched', width: 5, guardrail: 'stale_work' },
          config,
        ),
        metricNumber('blocked_work_items', { title: 'Blocked', width: 5, guardrail: 'blocked_over_1d' }, config),
        metricNumber('weekly_update_timestamp_seconds', { title: 'Last weekly update' }, config),
      ],
    },
    {
      title: 'Do we learn from what breaks?',
      panels: [
        metricGraph('retros_on_time_ratio', {}, config),
        metricGraph('retros_completed_ratio', {}, config),
        metricGraph('retro_action_items_done_ratio', { guardrail: 'retro_action_items_done' }, config),
        metricGraph('retro_action_items', {}, config),
      ],
    },
    {
      title: 'Does work move?',
      panels: [
        metricGraph('stale_work_items', { guardrail: 'stale_work' }, config),
        metricGraph('blocked_work_items', { guardrail: 'blocked_over_1d' }, config),
        graphBeside('work_in_progress_per_engineer', 'work_in_progress_limit', 'agreed on', { width: 24 }, config),
      ],
    },
    {
      title: 'Do ideas become changes that help?',
      panels: [
        metricGraph('spec_review_sla_met_ratio', { guardrail: 'spec_review' }, config),
        metricGraph('learn_review_sla_met_ratio', { guardrail: 'learn_review' }, config),
        metricGraph('experiments_concluded', {}, config),
        metricGraph('experiments_complete_ratio', {}, config),
        ...experimentGraphs(config),
      ],
    },
    {
      title: 'What do customers notice?',
      panels: [
        metricGraph('customer_bugs', { width: 16 }, config),
        changeNumber('customer_bugs', { title: 'Customer bugs against 28 days ago', width: 8 }, config),
      ],
    },
  ],
});
