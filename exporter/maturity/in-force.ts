import type { Config } from '../config/config.ts';
import { waiverOf } from '../guardrails/enforcement.ts';
import type { Verdict } from '../guardrails/judge.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import type { Instant } from '../records/index.ts';
import { lacking } from './lacking.ts';
import { waivedForLongMs } from './limits.ts';
import { explainUrl } from './measured.ts';
import { met, unknown, unmet } from './state.ts';
import type { Finding, ToldFinding } from './state.ts';

/** A line of policy and a team for which it is asked whether it is in force. */
export interface InForce {
  readonly line: PolicyLine;
  readonly team: string;
  readonly verdict: Verdict;
  readonly asOf: Instant;
}

const waivedForLong = ({ line, team, asOf }: InForce, config: Pick<Config, 'waivers'>): Instant | undefined => {
  const waiver = waiverOf({ line, team, asOf }, config);
  return waiver && waiver.untilAt - asOf > waivedForLongMs ? waiver.untilAt : undefined;
};

/** Held or broken, there is a number that it judges, and nobody has waived it for so long that it asks for nothing. */
export function inForce(asked: InForce, config: Pick<Config, 'waivers'>): Finding {
  const { state, why, value } = asked.verdict;
  if (state === 'not_configured') return unknown('not_configured');
  if (value === null) return unknown(why ?? 'no_facts');
  return waivedForLong(asked, config) === undefined ? met : unmet;
}

/** The same in words, with where the number is explained. */
export function inForceTold(asked: InForce, config: Pick<Config, 'waivers' | 'alerting'>): ToldFinding {
  const { line, team, asOf } = asked;
  const finding = inForce(asked, config);
  const untilAt = waivedForLong(asked, config);
  const days = waivedForLongMs / 86_400_000;
  const judged =
    untilAt === undefined
      ? 'It is judged, and no waiver takes it away.'
      : `It is waived until ${new Date(untilAt).toISOString().slice(0, 10)}: more than ${days} days is no waiver but an end to it.`;
  return {
    ...finding,
    why: finding.lacks ? lacking[finding.lacks] : judged,
    url: explainUrl(line, team, config.alerting.exporterUrl, asOf),
    knownAt: finding.lacks ? null : asOf,
  };
}
