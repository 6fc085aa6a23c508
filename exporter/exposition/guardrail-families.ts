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
export function guardrailFamilies(
  lines: readonly PolicyLine[],
  standings: readonly Standing[],
  progress: readonly Progress[],
  config: Config,
): readonly Family[] {
  return [
    ...stateFamilies(standings, config),
    ...enforcementFamilies(standings, config),
    ...policyFamilies(lines),
    infoFamily(lines),
    ...targetFamilies(progress),
  ];
}

const gauge = (name: string, help: string, labelNames: readonly string[], samples: readonly Sample[]): Family => ({
  name: prefix + name,
  help,
  type: 'gauge',
  labelNames,
  samples,
});

type Labelled = readonly [standing: Standing, labels: Sample['labels']];

/** The past asks for these of every hour: nothing is made but the samples. */
function samplesOf(all: readonly Labelled[], of: (standing: Standing) => number | null): readonly Sample[] {
  const samples: Sample[] = [];
  for (const [standing, labels] of all) {
    const value = of(standing);
    if (value !== null) samples.push({ labels, value });
  }
  return samples;
}

function stateFamilies(standings: readonly Standing[], config: Config): readonly Family[] {
  const all = standings.map((standing): Labelled => [standing, { guardrail: standing.line.id, team: standing.team }]);
  const asked = all.filter(([standing]) => isAsked(standing, config));
  return [
    gauge(
      'guardrail_breached',
      'Whether a line of policy is broken (1) or held (0), judged by the exporter as of now; a target only after its date. Unknown keeps the state before for at most 28 days, then it is absent.',
      byTeam,
      samplesOf(asked, ({ isBreached }) => (isBreached === null ? null : Number(isBreached))),
    ),
    gauge(
      'guardrail_breach_seconds',
      'Seconds for which a line of policy has been broken without a break, by what was known at every whole hour; 0 while it is held. At most 90 days.',
      byTeam,
      samplesOf(asked, ({ isBreached, breachedAt, asOf }) =>
        isBreached === null ? null : breachedAt === null ? 0 : (asOf - breachedAt) / seconds,
      ),
    ),
    gauge(
      'guardrail_unknown',
      'Whether nobody can say now how a line of policy stands: a source is stale or was not read far enough back, or there are too few facts.',
      byTeam,
      samplesOf(all, ({ verdict: { state } }) => (state === 'not_configured' ? null : Number(state === 'unknown'))),
    ),
    gauge(
      'guardrail_value',
      'The number that a line of policy was judged by, in the unit of its metric.',
      byTeam,
      samplesOf(all, ({ verdict: { value } }) => value),
    ),
    gauge(
      'guardrail_limit',
      'What the number was compared with: the limit of the policy, or what follows from the window before or from an even share.',
      byTeam,
      samplesOf(all, ({ verdict: { limit } }) => limit),
    ),
  ];
}

function enforcementFamilies(standings: readonly Standing[], config: Config): readonly Family[] {
  // A line of the organisation concerns every team, and each may have it waived for itself.
  const teamsOf = ({ team }: Standing): readonly string[] =>
    team === 'all' ? [team, ...config.teams.map(({ id }) => id)] : [team];
  const waived = standings.flatMap((standing) =>
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

function policyFamilies(lines: readonly PolicyLine[]): readonly Family[] {
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
