// The only module that knows Grafana's Foundation SDK: its classic builder is marked deprecated, but classic JSON is what Grafana 10 to 13
// all load from a file.
import dashboardSdk from '@grafana/grafana-foundation-sdk/dashboard';
import prometheusSdk from '@grafana/grafana-foundation-sdk/prometheus';
import statSdk from '@grafana/grafana-foundation-sdk/stat';
import tableSdk from '@grafana/grafana-foundation-sdk/table';
import textSdk from '@grafana/grafana-foundation-sdk/text';
import timeseriesSdk from '@grafana/grafana-foundation-sdk/timeseries';
import type {
  Board,
  Column,
  GraphPanel,
  Line,
  NumberPanel,
  Panel,
  Query,
  State,
  TablePanel,
  TextPanel,
  Word,
} from './board.ts';
import { layout } from './layout.ts';
import type { Place } from './layout.ts';

const datasource = { type: 'prometheus', uid: '${datasource}' } as const;

/** Distinct for people who cannot tell red from green, on light and dark; words or symbols say the same. */
export const colors: Readonly<Record<State, string>> = {
  within: '#2f8fd0',
  at_risk: '#e0a100',
  broken: '#c4314b',
  unknown: '#8a8f98',
};

type Json = Record<string, unknown>;

function target({ expr, legend }: Query, index: number, type: Exclude<Panel['type'], 'text'>) {
  const query = new prometheusSdk.DataqueryBuilder()
    .expr(expr)
    .legendFormat(legend)
    .refId(String.fromCharCode(65 + index))
    .datasource(datasource);
  if (type === 'graph') return query.range();
  return type === 'table' ? query.instant().format(prometheusSdk.PromQueryFormat.Table) : query.instant();
}

/** A step begins at its number; what may reach the number is broken a hair above it. Six digits, or the sum of 0.3 has seventeen. */
const hairAbove = (value: number): number => Number((value + 1e-6).toFixed(6));

function stepsOf(lines: readonly Line[]): dashboardSdk.Threshold[] {
  if (lines[0]?.stay === 'above') {
    return [
      { value: null, color: colors.broken },
      { value: lines[0].value, color: colors.within },
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

function graph(panel: GraphPanel) {
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

/** Where the SDK asks for a builder of something that is plain. */
const given = (value: Json): never => ({ build: () => value }) as never;
const legend = () => given({ displayMode: 'list', placement: 'bottom', showLegend: true, calcs: ['lastNotNull'] });
const tooltip = () => given({ mode: 'multi', sort: 'none' });
const last = () => given({ calcs: ['lastNotNull'], values: false, fields: '' });

function number(panel: NumberPanel) {
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

const wordMapping = (words: Readonly<Record<string, Word>>): dashboardSdk.ValueMapping => ({
  type: dashboardSdk.MappingType.ValueToText,
  options: Object.fromEntries(
    Object.entries(words).map(([value, { text, state }], index) => [value, { text, color: colors[state], index }]),
  ),
});

function table(panel: TablePanel) {
  const { columns, across } = panel;
  const [first] = columns;
  const builder = new tableSdk.PanelBuilder()
    .unit(panel.unit)
    .noValue(panel.empty)
    .showHeader(true)
    .sortBy([given({ displayName: first!.heading, desc: false })]);
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

/** What the whole table says when it is empty is not what an empty cell says. */
function propertiesOf({ unit, width, words, links }: Column): dashboardSdk.DynamicConfigValue[] {
  const texts = [...(words ?? [])].map(([value, text], index) => [value, { text, index }]);
  return [
    { id: 'noValue', value: '–' },
    ...(unit ? [{ id: 'unit', value: unit }] : []),
    ...(width ? [{ id: 'custom.width', value: width }] : []),
    ...(words ? [{ id: 'mappings', value: [{ type: 'value', options: Object.fromEntries(texts) }] }] : []),
    ...(links ? [{ id: 'links', value: links.map((each) => ({ ...each, targetBlank: true })) }] : []),
  ];
}

const link = (title: string, url: string) => given({ title, url, targetBlank: true });

const text = ({ title, markdown }: TextPanel) =>
  new textSdk.PanelBuilder().title(title).mode(textSdk.TextMode.Markdown).content(markdown);

function panelJson(panel: Panel, id: number, place: Place): Json {
  if (panel.type === 'text')
    return { ...(text(panel).description(panel.markdown).gridPos(place).build() as unknown as Json), id };
  const builder = panel.type === 'graph' ? graph(panel) : panel.type === 'number' ? number(panel) : table(panel);
  builder.title(panel.title).description(panel.description).datasource(datasource).gridPos(place);
  panel.queries.forEach((query, index) => builder.withTarget(target(query, index, panel.type)));
  if (panel.explainUrl) builder.dataLinks([link('Why this number', panel.explainUrl)]);
  return { ...(builder.build() as unknown as Json), id };
}

/** Of two families, for without GitHub nothing is open. Only what a board of one team can show is offered there; without a choice it begins with the first. */
function teamVariable(teams: Exclude<Board['teams'], 'none'>) {
  const none = teams === 'one' ? 'all|unattributed' : 'unattributed';
  const variable = new dashboardSdk.QueryVariableBuilder('team')
    .label('Team')
    .datasource(datasource)
    .query(`label_values({__name__=~"clockspeed_(guardrail_unknown|pull_requests_open)",team!~"${none}"}, team)`)
    .refresh(dashboardSdk.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboardSdk.VariableSort.AlphabeticalAsc)
    .multi(teams === 'several');
  return teams === 'one' ? variable : variable.current({ selected: true, text: 'all', value: 'all' });
}

function variables({ teams, hasWindow }: Board) {
  return [
    new dashboardSdk.DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
    ...(teams === 'none' ? [] : [teamVariable(teams)]),
    ...(hasWindow
      ? [
          new dashboardSdk.CustomVariableBuilder('window')
            .label('Window')
            .values('28d,90d')
            .current({ selected: true, text: '28d', value: '28d' }),
        ]
      : []),
  ];
}

/** Things that happened, at the time at which they did. */
function eventMarks(events: Exclude<Board['events'], 'none'>) {
  const at = (name: string, isEnabled: boolean, expr: string, title: string, color: string) =>
    new dashboardSdk.AnnotationQueryBuilder()
      .name(name)
      .datasource(datasource)
      .enable(isEnabled)
      .iconColor(color)
      .expr(expr)
      .titleFormat(title)
      .useValueForTime(true);
  return [
    at(
      'Deployments',
      events === 'shown',
      'clockspeed_last_deployment_timestamp_seconds{team=~"$team"} * 1000',
      'Deployed: {{deployed_service}} ({{team}})',
      colors.within,
    ),
    at(
      'P1 incidents',
      true,
      'clockspeed_last_incident_timestamp_seconds{team=~"$team",priority="P1"} * 1000',
      'P1 began: {{team}}',
      colors.broken,
    ),
  ];
}

/** Links between boards keep the chosen teams, window and time. */
const links = (others: readonly Board[]) =>
  others.map(({ uid, title }) =>
    new dashboardSdk.DashboardLinkBuilder(title)
      .type(dashboardSdk.DashboardLinkType.Link)
      .url(`/d/${uid}`)
      .icon('dashboard')
      .includeVars(true)
      .keepTime(true),
  );

/** The classic JSON of a board: the same text for the same board on any machine. */
export function dashboardJson(board: Board, all: readonly Board[]): string {
  const builder = new dashboardSdk.DashboardBuilder(board.title)
    .uid(board.uid)
    .description(board.description)
    .tags(['clockspeed'])
    .timezone('browser')
    .time({ from: board.from, to: 'now' })
    .refresh('5m')
    .readonly()
    .tooltip(dashboardSdk.DashboardCursorSync.Crosshair);
  for (const variable of variables(board)) builder.withVariable(variable as never);
  if (board.events !== 'none') for (const mark of eventMarks(board.events)) builder.annotation(mark as never);
  builder.links(links(all.filter(({ uid }) => uid !== board.uid)));
  const json = JSON.parse(JSON.stringify(builder.build())) as Json;
  return `${JSON.stringify(withoutPlacement({ ...json, panels: panels(board) }), null, 2)}\n`;
}

function panels({ sections }: Board): readonly Json[] {
  let id = 0;
  const places = layout(sections);
  return sections.flatMap(({ title, isFolded = false, panels: own }, index) => {
    const { heading, panels: at } = places[index]!;
    const row: Json = { type: 'row', id: (id += 1), title, collapsed: isFolded, gridPos: heading };
    const made = own.map((panel, place) => panelJson(panel, (id += 1), at[place]!));
    return isFolded ? [{ ...row, panels: made }] : [{ ...row, panels: [] }, ...made];
  });
}

/** The SDK hides links and annotations in a menu that older versions don't have. */
function withoutPlacement(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlacement);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, entry]) => !(key === 'placement' && entry === 'inControlsMenu'))
      .map(([key, entry]) => [key, withoutPlacement(entry)]),
  );
}
