import { limitWords } from '../alerts/wording.ts';
import { thresholdOf } from '../alerts/policy-alerts.ts';
import type { Config } from '../exporter/config/config.ts';
import { metricOf } from '../exporter/guardrails/line-series.ts';
import { policyOf } from '../exporter/policy/policy.ts';
import type { GraphPanel, TablePanel } from './board.ts';
import { concerned } from './concerned.ts';
import { hourByHour } from './past.ts';

const meaning =
  '(baseline − value) ÷ (baseline − target): 0 % where the quarter began, 100 % at the target, below 0 % where it has become worse. The baseline is measured at the start of the quarter, or stated or estimated by the configuration. Not measured: nothing was, or it began at the target.';
const empty = 'not measured';

/** How far every team is on its own way, in no order but the alphabet's and the configuration's. */
export const progressTable = (config: Config): TablePanel => ({
  type: 'table',
  title: 'From the baseline to the target',
  description: meaning,
  unit: 'percentunit',
  width: 24,
  empty,
  queries: [{ expr: `max by (guardrail, team) (${concerned('clockspeed_target_progress_ratio')})`, legend: '' }],
  across: { label: 'team', values: config.teams.map(({ id }) => id) },
  columns: [
    {
      field: 'guardrail',
      heading: 'Target',
      width: 520,
      words: new Map(
        policyOf(config).flatMap((line) =>
          line.kind === 'target'
            ? [[line.id, `${metricOf(line).question} ${limitWords(line, thresholdOf(line, config), metricOf(line))}`]]
            : [],
        ),
      ),
    },
  ],
});

/** How far one team is, over time. */
export const progressGraph: GraphPanel = {
  type: 'graph',
  title: 'How far are the targets? · ≥ 100 %',
  description: meaning,
  unit: 'percentunit',
  width: 24,
  empty,
  isSigned: true,
  queries: [{ expr: hourByHour('clockspeed_target_progress_ratio{team=~"$team"}'), legend: '{{guardrail}}' }],
  lines: [{ value: 1, stay: 'above' }],
};
