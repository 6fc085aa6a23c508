import type { Config } from '../../exporter/config/config.ts';
import type { Verdict } from '../../exporter/guardrails/judge.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import type { Value } from '../../exporter/metrics/engine-types.ts';
import { defaultLimits } from '../../exporter/policy/limits.ts';
import type { Action, Limit, PolicyLine } from '../../exporter/policy/policy-line.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { at, configuration, team } from '../history/organisation.ts';

const lines = policyOf({ policy: {}, limits: defaultLimits });

/** A line of the policy as it is shipped. */
export function shipped(id: string): PolicyLine {
  const line = lines.find((each) => each.id === id);
  if (!line) throw new Error(`no line ${id}`);
  return line;
}

/** A guardrail with a limit and nothing else. */
export const lineOf = (op: Limit['op'], value: number, more: Partial<PolicyLine> = {}): PolicyLine => ({
  id: 'line',
  metric: 'change_failure_ratio',
  kind: 'guardrail',
  judgedFor: 'teams',
  severity: 'warning',
  limit: { op, value },
  broken: 'It is over its limit',
  reason: 'Because.',
  source: 'here',
  ...more,
});

export const number = (value: number): Value => ({ value });
/** `share(3, 20)`: 3 of 20. */
export const share = (numerator: number, denominator: number): Value => ({
  value: numerator / denominator,
  numerator,
  denominator,
});
export const mean = (value: number, samples: number): Value => ({ value, samples });
export const empty: Value = { absent: 'no_facts' };
export const stale: Value = { absent: 'stale' };
export const incomplete: Value = { absent: 'incomplete' };

export const within = (value: number | null, limit: number | null): Verdict => ({ state: 'within', value, limit });
export const breached = (value: number | null, limit: number | null): Verdict => ({ state: 'breached', value, limit });
export const unknown = (why: NonNullable<Verdict['why']>): Verdict => ({
  state: 'unknown',
  why,
  value: null,
  limit: null,
});
export const notConfigured: Verdict = { state: 'not_configured', value: null, limit: null };

/** Monday 2026-04-06 12:00 UTC, as of which standings are made here. */
export const noon = at(91, 12);

/** How a line with an id and actions stands for a team: held, unless `broken` or `dunno` says otherwise. */
export const standing = (id: string, of: string, asked: readonly Action[], more: Partial<Standing> = {}): Standing => ({
  line: lineOf('at_most', 0.1, { id, judgedFor: of === 'all' ? 'all' : 'teams', actions: asked }),
  team: of,
  asOf: noon,
  verdict: within(0.05, 0.1),
  isBreached: false,
  breachedAt: null,
  ...more,
});
/** Broken since an instant, at 0.25. */
export const broken = (since: number): Partial<Standing> => ({
  verdict: breached(0.25, 0.1),
  isBreached: true,
  breachedAt: since,
});
/** Unknown for so long, or from the start, that nothing is said. */
export const dunno = (why: NonNullable<Verdict['why']>): Partial<Standing> => ({
  verdict: unknown(why),
  isBreached: null,
});

/** Teams `web` and `core`; `waivers` of Monday 13:00 unless said otherwise. */
export const waiver = (
  guardrail: string,
  of: string,
  more: Partial<Config['waivers'][number]> = {},
): Config['waivers'][number] => ({
  guardrail,
  team: of,
  reason: 'The move takes a week.',
  role: 'VP Engineering',
  untilAt: at(91, 13),
  ...more,
});

export { at, configuration, team };
