import type { Config } from '../../exporter/config/config.ts';
import { rolloutCriteria } from '../../exporter/rollout/criteria.ts';
import type { RolloutCriterion } from '../../exporter/rollout/criteria.ts';
import { milestoneNames, milestones } from '../../exporter/rollout/milestones.ts';
import type { Milestone } from '../../exporter/rollout/milestones.ts';
import type { Board, NumberPanel, Section } from '../board.ts';
import { metricNumber, metricTimeline } from '../metric-panels.ts';
import { uids } from '../uids.ts';

/** In words, for whoever sees no colour; what is unknown has no value, and says so as well. */
const words = { 0: { text: '✗ not met', state: 'broken' }, 1: { text: '✓ met', state: 'within' } } as const;
const unknown = '? not known, or no rollout';

const state = ({ id, milestone, title }: RolloutCriterion, width: number, config: Config): NumberPanel => {
  const panel = metricNumber('rollout_milestone_met', { label: `${milestone}/${id}`, title, width }, config);
  return { ...panel, words, empty: unknown, description: panel.description.replace('“not known”', `“${unknown}”`) };
};

/** When it is due, what is late, and how each of its criteria stands. */
function section(milestone: Milestone, config: Config): Section {
  const asked = rolloutCriteria.filter((criterion) => criterion.milestone === milestone);
  // A milestone of one criterion is one line; of more, its criteria stand below.
  const width = asked.length === 1 ? 8 : 12;
  const due = metricNumber('rollout_due_timestamp_seconds', { label: milestone, title: 'Days left', width }, config);
  return {
    title: milestoneNames[milestone],
    panels: [
      { ...due, empty: 'no rollout', description: due.description.replace('“none known”', '“no rollout”') },
      metricNumber(
        'rollout_criteria_overdue',
        { label: milestone, title: 'Late', guardrail: `rollout_${milestone}`, width },
        config,
      ),
      ...asked.map((criterion) => state(criterion, asked.length % 3 === 0 || asked.length === 1 ? 8 : 6, config)),
    ],
  };
}

/** For leadership: what of the 90 days is in place, what is late, and how much time is left? */
export const rollout = (config: Config): Board => ({
  uid: uids.rollout,
  title: 'Rollout 30/60/90',
  description: 'What of the rollout is in place, what is late, and how much time is left?',
  teams: 'none',
  hasWindow: false,
  events: 'none',
  from: 'now-90d',
  sections: [
    ...milestones.map((milestone) => section(milestone, config)),
    {
      title: 'How did it go?',
      panels: milestones.map((milestone) =>
        metricTimeline(
          'rollout_milestone_met',
          { label: milestone, title: milestoneNames[milestone], width: 12 },
          words,
          config,
        ),
      ),
    },
  ],
});
