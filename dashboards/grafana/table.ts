import dashboardSdk from '@grafana/grafana-foundation-sdk/dashboard';
import tableSdk from '@grafana/grafana-foundation-sdk/table';
import type { Column, TablePanel } from '../board.ts';
import { given } from './common.ts';

/** A table whose queries become one. */
export function table(panel: TablePanel) {
  const { columns, across } = panel;
  const [first] = columns;
  const builder = new tableSdk.PanelBuilder()
    .unit(panel.unit)
    .noValue(panel.empty)
    .showHeader(true)
    .sortBy([given({ displayName: first!.heading, desc: false })]);
  if (panel.words) builder.mappings([textMapping(panel.words)]);
  for (const transformation of across ? matrix(first!, across) : rows(columns))
    builder.withTransformation(transformation);
  for (const column of columns) builder.overrideByName(column.heading, propertiesOf(column));
  return builder;
}

/** Rows that agree in the labels that all queries share become one. */
const rows = (columns: readonly Column[]) => [
  { id: 'merge', options: {} },
  { id: 'filterFieldsByName', options: { include: { names: columns.map(({ field }) => field) } } },
  organized(
    columns.map(({ field }) => field),
    columns.map(({ heading }) => heading),
  ),
];

/** Grafana names the column of the rows by both labels. */
function matrix({ field, heading }: Column, { label, values }: NonNullable<TablePanel['across']>) {
  const options = { rowField: field, columnField: label, valueField: 'Value', emptyValue: 'null' };
  return [{ id: 'groupingToMatrix', options }, organized([`${field}\\${label}`, ...values], [heading])];
}

const organized = (fields: readonly string[], headings: readonly string[]) => ({
  id: 'organize',
  options: {
    indexByName: Object.fromEntries(fields.map((field, index) => [field, index])),
    renameByName: Object.fromEntries(headings.map((heading, index) => [fields[index]!, heading])),
  },
});

const textMapping = (words: ReadonlyMap<string, string>): dashboardSdk.ValueMapping => ({
  type: dashboardSdk.MappingType.ValueToText,
  options: Object.fromEntries([...words].map(([value, text], index) => [value, { text, index }])),
});

/** What the whole table says when it is empty is not what an empty cell says. */
function propertiesOf({ unit, width, words, links }: Column): dashboardSdk.DynamicConfigValue[] {
  return [
    { id: 'noValue', value: '–' },
    ...(unit ? [{ id: 'unit', value: unit }] : []),
    ...(width ? [{ id: 'custom.width', value: width }] : []),
    ...(words ? [{ id: 'mappings', value: [textMapping(words)] }] : []),
    ...(links ? [{ id: 'links', value: links.map((each) => ({ ...each, targetBlank: true })) }] : []),
  ];
}
