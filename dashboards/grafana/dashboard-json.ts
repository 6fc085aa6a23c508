// This folder alone knows Grafana's Foundation SDK: its classic builder is marked deprecated, but classic JSON is what Grafana 10 to 13
// all load from a file.
import dashboardSdk from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from '../board.ts';
import { layout } from '../layout.ts';
import { hourByHour } from '../past.ts';
import { panelJson } from './panel-json.ts';
import { colors, datasource } from './common.ts';
import type { Json } from './common.ts';

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
      hourByHour('clockspeed_last_deployment_timestamp_seconds{team=~"$team"} * 1000'),
      'Deployed: {{deployed_service}} ({{team}})',
      colors.within,
    ),
    at(
      'P1 incidents',
      true,
      hourByHour('clockspeed_last_incident_timestamp_seconds{team=~"$team",priority="P1"} * 1000'),
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
