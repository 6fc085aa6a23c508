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

/** What a panel says that has nothing to show: never 0. */
const nothing = 'nothing measured: see “Clockspeed itself”';

type Json = Record<string, unknown>;

function target({ expr, legend }: Query, index: number, isTable: boolean) {
  const query = new prometheusSdk.DataqueryBuilder()
    .expr(expr)
    .legendFormat(legend)
    .refId(String.fromCharCode(65 + index))
    .datasource(datasource);
  return isTable ? query.instant().format(prometheusSdk.PromQueryFormat.Table) : query.range();
}

/** A step begins at its number; what may reach the number is broken a hair above it. */
const hair = 1e-6;

function stepsOf([line]: readonly Line[]): dashboardSdk.Threshold[] {
  if (!line) return [{ value: null, color: colors.within }];
  const [before, from] = line.stay === 'above' ? (['broken', 'within'] as const) : (['within', 'broken'] as const);
  const value = line.stay === 'up_to' ? line.value + hair : line.value;
  return [
    { value: null, color: colors[before] },
    { value, color: colors[from] },
  ];
}

const thresholds = (lines: readonly Line[]) =>
  new dashboardSdk.ThresholdsConfigBuilder().mode(dashboardSdk.ThresholdsMode.Absolute).steps(stepsOf(lines));

function graph(panel: GraphPanel) {
  const lines = panel.lines ?? [];
  const builder = new timeseriesSdk.PanelBuilder()
    .unit(panel.unit)
    .noValue(nothing)
    .min(0)
    .lineWidth(2)
    .fillOpacity(panel.isStacked ? 25 : 0)
    .spanNulls(false)
    .legend(legend())
    .tooltip(tooltip())
    .thresholds(thresholds(lines));
  if (lines.length > 0) builder.thresholdsStyle(given({ mode: 'dashed' }));
  if (panel.isStacked) builder.stacking(given({ mode: 'normal', group: 'A' }));
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
    .noValue(nothing)
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
  const builder = new tableSdk.PanelBuilder().unit(panel.unit).noValue(nothing).showHeader(true);
  const fields = Object.keys(panel.columns);
  builder.withTransformation({ id: 'merge', options: {} });
  builder.withTransformation({ id: 'filterFieldsByName', options: { include: { names: fields } } });
  builder.withTransformation({
    id: 'organize',
    options: {
      indexByName: Object.fromEntries(fields.map((field, index) => [field, index])),
      renameByName: panel.columns,
    },
  });
  for (const [field, unit] of Object.entries(panel.columnUnits ?? {}))
    builder.overrideByName(panel.columns[field]!, [{ id: 'unit', value: unit }]);
  for (const [field, link] of Object.entries(panel.columnLinks ?? {}))
    builder.overrideByName(panel.columns[field]!, [{ id: 'links', value: [{ ...link, targetBlank: true }] as never }]);
  return builder;
}

const link = (title: string, url: string) => given({ title, url, targetBlank: true });

const text = ({ title, markdown }: TextPanel) =>
  new textSdk.PanelBuilder().title(title).mode(textSdk.TextMode.Markdown).content(markdown);

function panelJson(panel: Panel, id: number, place: Place): Json {
  if (panel.type === 'text')
    return { ...(text(panel).description(panel.markdown).gridPos(place).build() as unknown as Json), id };
  const builder = panel.type === 'graph' ? graph(panel) : panel.type === 'number' ? number(panel) : table(panel);
  builder.title(panel.title).description(panel.description).datasource(datasource).gridPos(place);
  panel.queries.forEach((query, index) => builder.withTarget(target(query, index, panel.type === 'table')));
  if (panel.explainUrl) builder.dataLinks([link('Why this number', panel.explainUrl)]);
  return { ...(builder.build() as unknown as Json), id };
}

function variables({ teams, hasWindow }: Board) {
  const choose = [
    new dashboardSdk.DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
    ...(teams === 'none'
      ? []
      : [
          new dashboardSdk.QueryVariableBuilder('team')
            .label('Team')
            .datasource(datasource)
            .query('label_values(clockspeed_pull_requests_open{team!="unattributed"}, team)')
            .refresh(dashboardSdk.VariableRefresh.OnTimeRangeChanged)
            .sort(dashboardSdk.VariableSort.AlphabeticalAsc)
            .multi(teams === 'several')
            .current({ selected: true, text: 'all', value: 'all' }),
        ]),
    ...(hasWindow
      ? [
          new dashboardSdk.CustomVariableBuilder('window')
            .label('Window')
            .values('28d,90d')
            .current({ selected: true, text: '28d', value: '28d' }),
        ]
      : []),
  ];
  return choose;
}

/** Things that happened, at the time at which they did. */
function events() {
  const at = (name: string, expr: string, title: string, color: string) =>
    new dashboardSdk.AnnotationQueryBuilder()
      .name(name)
      .datasource(datasource)
      .enable(true)
      .iconColor(color)
      .expr(expr)
      .titleFormat(title)
      .useValueForTime('on' as never);
  return [
    at(
      'Deployments',
      'clockspeed_last_deployment_timestamp_seconds{team=~"$team"} * 1000',
      'Deployed: {{team}}',
      colors.within,
    ),
    at(
      'P1 incidents',
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
  if (board.hasEvents) for (const event of events()) builder.annotation(event as never);
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
