import dashboardSdk from '@grafana/grafana-foundation-sdk/dashboard';
import statSdk from '@grafana/grafana-foundation-sdk/stat';
import timelineSdk from '@grafana/grafana-foundation-sdk/statetimeline';
import timeseriesSdk from '@grafana/grafana-foundation-sdk/timeseries';
import type { GraphPanel, Line, NumberPanel, TimelinePanel, Word } from '../board.ts';
import { colors, given } from './common.ts';

/** A step begins at its number; what may reach the number is broken a hair above it. Six digits, or the sum of 0.3 has seventeen. */
const hairAbove = (value: number): number => Number((value + 1e-6).toFixed(6));

function stepsOf(lines: readonly Line[]): dashboardSdk.Threshold[] {
  const [first] = lines;
  if (first?.stay === 'above' || first?.stay === 'beyond') {
    const value = first.stay === 'beyond' ? hairAbove(first.value) : first.value;
    return [
      { value: null, color: colors.broken },
      { value, color: colors.within },
    ];
  }
  const steps = lines.map(({ value, stay, isTarget }) => ({
    value: stay === 'up_to' ? hairAbove(value) : value,
    color: isTarget ? colors.at_risk : colors.broken,
  }));
  return [{ value: null, color: colors.within }, ...steps];
}

const thresholds = (lines: readonly Line[]) =>
  new dashboardSdk.ThresholdsConfigBuilder().mode(dashboardSdk.ThresholdsMode.Absolute).steps(stepsOf(lines));

/** Values over time. */
export function graph(panel: GraphPanel) {
  const lines = panel.lines ?? [];
  const builder = new timeseriesSdk.PanelBuilder()
    .unit(panel.unit)
    .noValue(panel.empty)
    .lineWidth(2)
    .fillOpacity(panel.isStacked ? 25 : 0)
    .spanNulls(false)
    .legend(legend())
    .tooltip(tooltip())
    .thresholds(thresholds(lines));
  if (!panel.isSigned) builder.min(0);
  if (lines.length > 0) builder.thresholdsStyle(given({ mode: 'dashed' }));
  if (panel.isStacked)
    builder
      .stacking(given({ mode: 'normal', group: 'A' }))
      .repeat('team')
      .maxPerRow(3);
  return builder;
}

const legend = () => given({ displayMode: 'list', placement: 'bottom', showLegend: true, calcs: ['lastNotNull'] });
const tooltip = () => given({ mode: 'multi', sort: 'none' });
const last = () => given({ calcs: ['lastNotNull'], values: false, fields: '' });

/** The values of now. */
export function number(panel: NumberPanel) {
  const builder = new statSdk.PanelBuilder()
    .unit(panel.unit)
    .noValue(panel.empty)
    .reduceOptions(last())
    .graphMode('none' as never)
    .textMode((panel.queries.length > 1 ? 'value_and_name' : 'auto') as never)
    .colorMode((panel.lines?.length || panel.words ? 'value' : 'none') as never)
    .thresholds(thresholds(panel.lines ?? []));
  if (panel.isBig) builder.text(given({ titleSize: 24, valueSize: 72 }));
  if (panel.decimals !== undefined) builder.decimals(panel.decimals);
  if (panel.words) builder.mappings([wordMapping(panel.words)]);
  return builder;
}

/** States over time: a row for each series, and in it the word of each state. */
export const timeline = (panel: TimelinePanel) =>
  new timelineSdk.PanelBuilder()
    .unit(panel.unit)
    .noValue(panel.empty)
    .showValue('always' as never)
    .mergeValues(true)
    .spanNulls(false)
    .legend(given({ displayMode: 'list', placement: 'bottom', showLegend: false, calcs: [] }))
    .tooltip(tooltip())
    .thresholds(thresholds([]))
    .mappings([wordMapping(panel.words)]);

const wordMapping = (words: Readonly<Record<string, Word>>): dashboardSdk.ValueMapping => ({
  type: dashboardSdk.MappingType.ValueToText,
  options: Object.fromEntries(
    Object.entries(words).map(([value, { text, state }], index) => [value, { text, color: colors[state], index }]),
  ),
});
