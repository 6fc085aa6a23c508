import type { Config } from '../../exporter/config/config.ts';
import { dimensions } from '../../exporter/maturity/dimensions.ts';
import type { Board } from '../board.ts';
import { levelTable, observedTable, observedTimeline } from '../maturity-levels.ts';
import { missingTable, waivedTable } from '../maturity-tables.ts';
import { metricGraph, metricNumber } from '../metric-panels.ts';
import { uids } from '../uids.ts';

/** For a team, its lead and leadership: where does each team stand, and what is missing next? */
export const maturity = (config: Config): Board => ({
  uid: uids.maturity,
  title: 'Maturity',
  description: 'Where does each team stand against its own targets, and what is missing next? No score, no ranking.',
  teams: 'several',
  hasWindow: false,
  events: 'none',
  from: 'now-180d',
  sections: [
    {
      title: 'Where does each team stand?',
      panels: [
        observedTable(config),
        levelTable('maturity_assessed_level', 'Assessed level', config),
        levelTable('maturity_target_level', 'Target level', config),
        metricNumber(
          'maturity_levels_below_target',
          { title: 'Dimensions below target', guardrail: 'maturity_below_target' },
          config,
        ),
        metricNumber(
          'maturity_reactive_dimensions',
          { title: 'Dimensions at level 1', guardrail: 'maturity_reactive' },
          config,
        ),
        metricNumber(
          'maturity_stagnant_quarters',
          { label: 'any', title: 'Quarters without a gain', guardrail: 'maturity_stagnant' },
          config,
        ),
        {
          ...metricNumber('scaling_allowed', { title: 'May be scaled', guardrail: 'maturity_floor' }, config),
          words: { 0: { text: '✗ not yet', state: 'broken' }, 1: { text: '✓ may be scaled', state: 'within' } },
        },
        metricNumber(
          'maturity_levels_below_assessed',
          { title: 'Dimensions below what was assessed', guardrail: 'maturity_below_assessed', width: 8 },
          config,
        ),
        metricNumber('maturity_assessment_timestamp_seconds', { title: 'Last assessment', width: 8 }, config),
        metricNumber(
          'maturity_assessment_overdue',
          { label: 'any', title: 'Assessments overdue', guardrail: 'assessment_overdue', width: 8 },
          config,
        ),
      ],
    },
    { title: 'What is missing next?', panels: [missingTable(config)] },
    {
      title: 'What is leadership’s to close?',
      panels: [
        metricNumber(
          'maturity_systemic_gaps',
          { label: 'any', title: 'What most teams lack', guardrail: 'maturity_systemic_gaps', width: 8 },
          config,
        ),
        metricGraph('maturity_systemic_gaps', { width: 16 }, config),
      ],
    },
    {
      title: 'How did it go?',
      panels: dimensions.map((dimension, index) =>
        observedTimeline(dimension, index === dimensions.length - 1 ? 24 : 12, config),
      ),
    },
    { title: 'What do waivers hold?', panels: [waivedTable(config)] },
  ],
});
