import type { Config } from '../exporter/config/config.ts';
import { dimensionNames, dimensions, levels, levelWords } from '../exporter/maturity/dimensions.ts';
import type { Dimension, Level } from '../exporter/maturity/dimensions.ts';
import type { MetricName } from '../exporter/metrics/metric-names.ts';
import type { Query, State, TablePanel, TimelinePanel } from './board.ts';
import { concerned } from './concerned.ts';
import { asOf, ofEvery } from './maturity-tables.ts';
import { metricTimeline } from './metric-panels.ts';
import { metricNamed, selector } from './metric-queries.ts';
import { hourByHour } from './past.ts';

const empty = 'not known';

/** `3 Defined`. */
const levelText = (level: Level): string => `${level} ${levelWords[level].name}`;

/** So much above the level stands what only waivers hold: a panel has one value to say both. */
const held = 0.5;
/** The value of a level that only waivers hold. */
const heldValue = (level: Level): number => level + held;
/** `3 Defined, by waivers`. */
const heldText = (level: Level): string => `${levelText(level)}, by waivers`;

/** The risk that the model sees: extremely high, high, and moderate or less. */
const riskOf = (level: Level): State => (level === 1 ? 'broken' : level === 2 ? 'at_risk' : 'within');
/** What only waivers hold has the risk of the level below, at least. */
const levelStates: TimelinePanel['words'] = Object.fromEntries([
  ...levels.map((level) => [level, { text: levelText(level), state: riskOf(level) }]),
  ...levels.slice(1).map((level) => [heldValue(level), { text: heldText(level), state: riskOf((level - 1) as Level) }]),
]);
const heldMeaning = ' “By waivers”: without them it would be a lower one, and what waivers hold is no gain.';

/**
 * Levels, those marked that only waivers hold; a past that does not know what was earned has them unmarked. With "+ 0" neither has the
 * name of a metric: they are one series.
 */
const marked = (level: string, earned: string): string => `(${level} > ${earned}) + ${held} or ${level} + 0`;

/** Of every team: compared with the levels that are shown. */
const earned = 'clockspeed_maturity_earned_level';

const byTeam = (series: string): string => `max by (team, dimension) (${series})`;

/** A level of each team in each dimension, teams in the order of the alphabet. */
export const levelTable = (name: MetricName, title: string, config: Config): TablePanel => ({
  type: 'table',
  title,
  description: `${metricNamed(name).help} ${ofEvery}`,
  unit: 'none',
  width: 8,
  empty,
  queries: [{ expr: byTeam(concerned(`clockspeed_${name}`)), legend: '' }],
  across: { label: 'dimension', values: dimensions },
  columns: [{ field: 'team', heading: 'Team' }],
  words: new Map(levels.map((level) => [String(level), levelText(level)])),
  explainUrl: `${config.alerting.exporterUrl}/explain?metric=${name}&team=\${__data.fields.Team}&label=\${__field.name}&${asOf}`,
});

/** The observed levels, those marked that only waivers hold. */
export function observedTable(config: Config): TablePanel {
  const panel = levelTable('maturity_level', 'Observed level', config);
  const [{ expr: level }] = panel.queries as [Query];
  const expr = marked(level, byTeam(earned));
  return {
    ...panel,
    description: panel.description + heldMeaning,
    queries: [{ expr, legend: '' }],
    words: new Map([
      ...panel.words!,
      ...levels.slice(1).map((level) => [String(heldValue(level)), heldText(level)] as const),
    ]),
  };
}

/** The observed levels of a dimension over time, those marked that only waivers hold. */
export function observedTimeline(dimension: Dimension, width: number, config: Config): TimelinePanel {
  const shown = { label: dimension, title: dimensionNames[dimension], width };
  const panel = metricTimeline('maturity_level', shown, levelStates, config);
  const expr = marked(selector(metricNamed('maturity_level'), shown), `${earned}{dimension="${dimension}"}`);
  return {
    ...panel,
    description: panel.description + heldMeaning,
    queries: panel.queries.map((query) => ({ ...query, expr: hourByHour(expr) })),
  };
}
