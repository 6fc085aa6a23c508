import type { Config } from '../config/config.ts';
import { enforcements, waiverOf } from '../guardrails/enforcement.ts';
import { metricOf } from '../guardrails/line-series.ts';
import type { Standing } from '../guardrails/standing.ts';
import { isAsked } from '../guardrails/targets.ts';
import type { Progress } from '../guardrails/targets.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import { prefix } from './families.ts';
import type { Family, Sample } from './registry.ts';

const seconds = 1_000;
const byTeam = ['guardrail', 'team'] as const;

/** What the policy says and how it stands, as metrics. */
export const guardrailFamilies = (
  lines: readonly PolicyLine[],
  standings: readonly Standing[],
  progress: readonly Progress[],
  config: Config,
): readonly Family[] => [
  ...stateForms.map((form) => stateFamily(form, standings, config)),
  ...policyFamilies(lines, standings, progress, config),
];

/** What the policy asks and what follows from how its lines stand together. */
export const policyFamilies = (
  lines: readonly PolicyLine[],
  standings: readonly Standing[],
  progress: readonly Progress[],
  config: Config,
): readonly Family[] => [
  ...enforcementFamilies(standings, config),
  ...numberFamilies(lines),
  infoFamily(lines),
  ...targetFamilies(progress),
];

const gauge = (name: string, help: string, labelNames: readonly string[], samples: readonly Sample[]): Family => ({
  name: prefix + name,
  help,
  type: 'gauge',
  labelNames,
  samples,
});

/** A number of each line for each team. */
export interface StateForm {
  /** With the prefix. */
  readonly name: string;
  readonly help: string;
  /** A target has it only when its date has come. */
  readonly isOfAsked: boolean;
  /** While a line is broken it is another at every instant. */
  readonly grows: boolean;
  /** Null: there is none. */
  readonly of: (standing: Standing) => number | null;
}

const form = (
  name: string,
  help: string,
  of: StateForm['of'],
  { isOfAsked = false, grows = false }: Partial<StateForm> = {},
): StateForm => ({ name: prefix + name, help, isOfAsked, grows, of });

export const stateForms: readonly StateForm[] = [
  form(
    'guardrail_breached',
    'Whether a line of policy is broken (1) or held (0), judged by the exporter as of now; a target only after its date. Unknown keeps the state before for at most 28 days, then it is absent.',
    ({ isBreached }) => (isBreached === null ? null : Number(isBreached)),
    { isOfAsked: true },
  ),
  form(
    'guardrail_breach_seconds',
    'Seconds for which a line of policy has been broken without a break, by what was known at every whole hour; 0 while it is held. At most 90 days.',
    ({ isBreached, breachedAt, asOf }) =>
      isBreached === null ? null : breachedAt === null ? 0 : (asOf - breachedAt) / seconds,
    { isOfAsked: true, grows: true },
  ),
  form(
    'guardrail_unknown',
    'Whether nobody can say now how a line of policy stands: a source is stale or was not read far enough back, or there are too few facts.',
    ({ verdict: { state } }) => (state === 'not_configured' ? null : Number(state === 'unknown')),
  ),
  form(
    'guardrail_value',
    'The number that a line of policy was judged by, in the unit of its metric.',
    ({ verdict: { value } }) => value,
  ),
  form(
    'guardrail_limit',
    'What the number was compared with: the limit of the policy, or what follows from the window before or from an even share.',
    ({ verdict: { limit } }) => limit,
  ),
];

export const stateLabels = (line: PolicyLine, team: string): Sample['labels'] => ({ guardrail: line.id, team });

function stateFamily({ name, help, isOfAsked, of }: StateForm, standings: readonly Standing[], config: Config): Family {
  const told = isOfAsked ? standings.filter((standing) => isAsked(standing, config)) : standings;
  const samples = told.flatMap((standing) => {
    const value = of(standing);
    return value === null ? [] : [{ labels: stateLabels(standing.line, standing.team), value }];
  });
  return { name, help, type: 'gauge', labelNames: byTeam, samples };
}

function enforcementFamilies(standings: readonly Standing[], config: Config): readonly Family[] {
  // A line of the organisation concerns every team, and each may have it waived for itself.
  const teamsOf = ({ team }: Standing): readonly string[] =>
    team === 'all' ? [team, ...config.teams.map(({ id }) => id)] : [team];
  const waivable = standings.filter(({ line }) => config.waivers.some(({ guardrail }) => guardrail === line.id));
  const waived = waivable.flatMap((standing) =>
    teamsOf(standing).flatMap((team) => {
      const waiver = waiverOf(standing, config, team);
      if (!waiver) return [];
      return [{ labels: { guardrail: standing.line.id, team, role: waiver.role }, value: waiver.untilAt / seconds }];
    }),
  );
  return [
    gauge(
      'enforcement_active',
      'Whether a broken line of policy asks for an action, for a team or (all) by what the organisation as one promises; waived lines ask for nothing.',
      ['action', 'team'],
      enforcements(standings, config).map(({ action, team, isActive }) => ({
        labels: { action, team },
        value: Number(isActive),
      })),
    ),
    gauge(
      'guardrail_waived_until_timestamp_seconds',
      'Unix time until which a line of policy asks for no action, and the role that waived it.',
      ['guardrail', 'team', 'role'],
      waived,
    ),
  ];
}

/** What a board joins to a line's numbers. */
function infoFamily(lines: readonly PolicyLine[]): Family {
  const labelNames = ['guardrail', 'kind', 'severity', 'tells', 'actions', 'unit'];
  return gauge(
    'guardrail_info',
    'What a line of policy is: its kind, how loud it is, who is told, the actions it asks for while broken, the unit of its number.',
    labelNames,
    lines.map((line) => ({
      labels: {
        guardrail: line.id,
        kind: line.kind,
        severity: line.severity,
        tells: line.tells ?? 'team',
        actions: line.actions?.join(', ') ?? '',
        unit: metricOf(line).unit,
      },
      value: 1,
    })),
  );
}

function numberFamilies(lines: readonly PolicyLine[]): readonly Family[] {
  const labelNames = ['guardrail', 'metric', 'window', 'stat', 'op'];
  const sample = ({ id, metric, window, stat, limit }: PolicyLine): Sample => ({
    labels: { guardrail: id, metric: prefix + metric, window: window ?? '', stat: stat ?? '', op: limit.op },
    value: limit.value,
  });
  const of = (isTarget: boolean): readonly Sample[] =>
    lines.filter(({ kind }) => (kind === 'target') === isTarget).map(sample);
  return [
    gauge(
      'policy_guardrail',
      'The number of each guardrail, service level and information line of the policy, in the unit of its metric.',
      labelNames,
      of(false),
    ),
    gauge('policy_target', 'The number of each target of the policy, in the unit of its metric.', labelNames, of(true)),
  ];
}

function targetFamilies(progress: readonly Progress[]): readonly Family[] {
  return [
    gauge(
      'policy_baseline',
      'Where a target began: measured at the start of its quarter, or stated or estimated by the configuration.',
      ['guardrail', 'team', 'kind'],
      progress.map(({ line, team, baseline: { kind, value } }) => ({
        labels: { guardrail: line.id, team, kind },
        value,
      })),
    ),
    gauge(
      'target_progress_ratio',
      '(baseline − value) ÷ (baseline − target): 0 at the baseline, 1 at the target, above 1 beyond it. Absent where the baseline already was at the target or beyond it.',
      byTeam,
      progress.flatMap(({ line, team, ratio }) =>
        ratio === null ? [] : [{ labels: { guardrail: line.id, team }, value: ratio }],
      ),
    ),
  ];
}
