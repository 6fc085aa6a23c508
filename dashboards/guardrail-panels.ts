import { limitWords } from '../alerts/wording.ts';
import { thresholdOf } from '../alerts/policy-alerts.ts';
import type { Config } from '../exporter/config/config.ts';
import { metricOf } from '../exporter/guardrails/line-series.ts';
import type { Unit } from '../exporter/metrics/metric.ts';
import { policyOf } from '../exporter/policy/policy.ts';
import type { PolicyLine } from '../exporter/policy/policy-line.ts';
import type { CellLink, Column, NumberPanel, Query, Section, TablePanel } from './board.ts';
import { concerned } from './concerned.ts';
import { uids } from './uids.ts';

const broken = `${concerned('clockspeed_guardrail_breached')} == 1`;
const info = 'clockspeed_guardrail_info';
const ofAll = 'With “all” chosen: of every team and of the organisation.';

/** Of each line and team once, whoever else scrapes or runs the exporter. */
const count = (title: string, family: string, description: string): NumberPanel => ({
  type: 'number',
  title,
  description: `${description} ${ofAll}`,
  unit: 'short',
  decimals: 0,
  width: 4,
  queries: [{ expr: `sum(max by (guardrail, team) (${concerned(family)}))`, legend: title }],
  empty: 'not known',
});

/** Without the labels of the scrape, by which the rows of two queries would never become one. */
const byLine = (expr: string): Query => ({ expr: `max by (guardrail, team) (${expr})`, legend: '' });
const ofBroken = (family: string): string => `${family} and on (guardrail, team) (${broken})`;
const valueIn = (units: readonly Unit[]): Query =>
  byLine(`${ofBroken('clockspeed_guardrail_value')} and on (guardrail) ${info}{unit=~"${units.join('|')}"}`);

/** What each broken line is, twice by its id: once for what is broken, once for what was promised. */
const whatIsBroken: Query = {
  expr: `label_replace(max by (guardrail, team) (${broken}) * on (guardrail) group_left (actions, tells) max by (guardrail, actions, tells) (${info}), "promise", "$1", "guardrail", "(.*)")`,
  legend: '',
};

const inWords = (config: Config, of: (line: PolicyLine) => string): ReadonlyMap<string, string> =>
  new Map(policyOf(config).map((line) => [line.id, of(line)]));
const promise = (line: PolicyLine, config: Config): string =>
  limitWords(line, thresholdOf(line, config), metricOf(line)) + (line.window ? ` · ${line.window}` : '');

/** From the cell of a line, beside that of its team, to the facts. */
const whyOf = ({ alerting }: Config): CellLink => ({
  title: 'Why this number',
  url: `${alerting.exporterUrl}/explain?guardrail=\${__value.raw}&team=\${__data.fields.Team}&asOf=\${__to:date:iso}`,
});
const teamLinks = ({ alerting }: Config): readonly CellLink[] => [
  { title: 'The team’s board', url: `/d/${uids.team}?var-team=\${__value.raw}&\${__url_time_range}` },
  { title: 'The release gate’s answer', url: `${alerting.exporterUrl}/gate?team=\${__value.raw}` },
];

const columns = (config: Config): readonly Column[] => [
  {
    field: 'guardrail',
    heading: 'Guardrail',
    width: 380,
    words: inWords(config, ({ broken: sentence }) => sentence),
    links: [whyOf(config)],
  },
  { field: 'team', heading: 'Team', links: teamLinks(config) },
  { field: 'Value #B', heading: 'Share', unit: 'percentunit' },
  { field: 'Value #C', heading: 'Time', unit: 's' },
  { field: 'Value #D', heading: 'Number', unit: 'none' },
  { field: 'promise', heading: 'Promised', width: 300, words: inWords(config, (line) => promise(line, config)) },
  { field: 'Value #E', heading: 'Broken for', unit: 's' },
  { field: 'actions', heading: 'Asks for' },
  { field: 'tells', heading: 'Told to' },
];

/** Every line of policy that is broken now, with its number, its limit, since when and what it asks. */
const brokenTable = (config: Config): TablePanel => ({
  type: 'table',
  title: 'What is broken',
  description: `Each line of policy that is broken now: the number that was judged (a share, a time or a number), what the policy promises, for how long it has been broken without a break, and what it asks for. A line that has too few facts is judged by 90 days. ${ofAll}`,
  unit: 'none',
  width: 24,
  queries: [
    whatIsBroken,
    valueIn(['ratio']),
    valueIn(['seconds', 'timestamp']),
    valueIn(['count', 'lines', 'per_day', 'per_engineer', 'score']),
    byLine(ofBroken('clockspeed_guardrail_breach_seconds')),
  ],
  empty: 'nothing that is known is broken; what is not known is counted above',
  columns: columns(config),
});

const notKnown =
  'Lines of policy of which nobody can say now how they stand: a source is stale or was not read far enough back, or there are too few facts to judge. What was broken stays broken meanwhile, for at most 28 days.';

/** Every line of policy of which it is not known now how it stands. */
export const unknownSection = (config: Config): Section => ({
  title: 'What is not known?',
  isFolded: true,
  panels: [
    {
      type: 'table',
      title: 'What is not known',
      description: `${notKnown} ${ofAll}`,
      unit: 'none',
      width: 24,
      queries: [byLine(`${concerned('clockspeed_guardrail_unknown')} == 1`)],
      empty: 'nothing; or the exporter is not scraped',
      columns: [
        {
          field: 'guardrail',
          heading: 'Promise',
          words: inWords(config, (line) => `${metricOf(line).question} ${promise(line, config)}`),
          links: [whyOf(config)],
        },
        { field: 'team', heading: 'Team', links: teamLinks(config) },
      ],
    },
  ],
});

/** What broken lines ask for now. */
export const inForce = (width: number): NumberPanel => ({
  type: 'number',
  title: 'In force',
  description: `What broken lines ask for. pause_features and slow_down make the release gate refuse; a fix or a rollback is never refused. ${ofAll}`,
  unit: 'short',
  width,
  queries: [{ expr: `max by (action) (${concerned('clockspeed_enforcement_active')})`, legend: '{{action}}' }],
  empty: 'not known',
  words: { 0: { text: '– not asked', state: 'within' }, 1: { text: '● in force', state: 'broken' } },
});

/** Are we inside the guardrails? */
export const guardrailSection = (config: Config): Section => ({
  title: 'Are we inside the guardrails?',
  panels: [
    {
      ...count(
        'Broken',
        'clockspeed_guardrail_breached',
        'Lines of policy that are broken now, of those that are known. Targets count only after their date.',
      ),
      lines: [{ value: 0, stay: 'up_to' }],
    },
    count('Not known', 'clockspeed_guardrail_unknown', `${notKnown} They are listed at the end of the board.`),
    inForce(16),
    brokenTable(config),
  ],
});
