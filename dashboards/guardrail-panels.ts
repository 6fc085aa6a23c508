import type { Config } from '../exporter/config/config.ts';
import type { NumberPanel, Section, TablePanel } from './board.ts';

const broken = 'clockspeed_guardrail_breached{team=~"$team"} == 1';
const ofBroken = (family: string): string => `${family}{team=~"$team"} and on (guardrail, team) (${broken})`;

const count = (title: string, expr: string, description: string): NumberPanel => ({
  type: 'number',
  title,
  description,
  unit: 'short',
  decimals: 0,
  width: 4,
  queries: [{ expr, legend: title }],
  lines: [{ value: 0, stay: 'up_to' }],
});

/** Every line of policy that is broken now, with its number, its limit, since when and what it asks. */
const brokenTable = ({ alerting }: Config): TablePanel => ({
  type: 'table',
  title: 'What is broken',
  description:
    'Each line of policy that is broken now, in the order of the alphabet: the number that was judged and its limit in the unit shown, for how long without a break, and what it asks for. An empty table means that nothing that is known is broken.',
  unit: 'none',
  width: 24,
  queries: [
    {
      expr: `(${broken}) * on (guardrail) group_left (actions, unit, tells) clockspeed_guardrail_info`,
      legend: '',
    },
    { expr: ofBroken('clockspeed_guardrail_value'), legend: '' },
    { expr: ofBroken('clockspeed_guardrail_limit'), legend: '' },
    { expr: ofBroken('clockspeed_guardrail_breach_seconds'), legend: '' },
  ],
  columns: {
    guardrail: 'Guardrail',
    team: 'Team',
    'Value #B': 'Value',
    'Value #C': 'Limit',
    unit: 'Unit',
    'Value #D': 'Broken for',
    actions: 'Asks for',
    tells: 'Told to',
  },
  columnUnits: { 'Value #B': 'none', 'Value #C': 'none', 'Value #D': 's' },
  columnLinks: {
    guardrail: {
      title: 'How it stands over time',
      url: '/explore?left=%7B%22queries%22:%5B%7B%22refId%22:%22A%22,%22expr%22:%22clockspeed_guardrail_value%7Bguardrail%3D%5C%22${__data.fields.Guardrail}%5C%22%7D%22%7D%5D%7D',
    },
    team: { title: 'The release gate’s answer', url: `${alerting.exporterUrl}/gate?team=\${__data.fields.Team}` },
  },
});

/** Are we inside the guardrails? */
export const guardrailSection = (config: Config): Section => ({
  title: 'Are we inside the guardrails?',
  panels: [
    count(
      'Broken',
      'sum(clockspeed_guardrail_breached{team=~"$team"})',
      'Lines of policy that are broken now, of those that are known. Targets count only after their date.',
    ),
    count(
      'Not known',
      'sum(clockspeed_guardrail_unknown{team=~"$team"})',
      'Lines of policy of which nobody can say now how they stand: a source is stale or was not read far enough back, or there are too few facts to judge.',
    ),
    {
      type: 'number',
      title: 'In force',
      description:
        'What broken lines ask for, of the chosen teams or of the organisation. pause_features and slow_down make the release gate refuse; a fix or a rollback is never refused.',
      unit: 'short',
      width: 16,
      queries: [{ expr: 'max by (action) (clockspeed_enforcement_active{team=~"$team"})', legend: '{{action}}' }],
      words: { 0: { text: '– not asked', state: 'within' }, 1: { text: '● in force', state: 'broken' } },
    },
    brokenTable(config),
  ],
});
