import type { Config } from '../config/config.ts';
import type { Verdict } from '../guardrails/judge.ts';
import { metricOf } from '../guardrails/line-series.ts';
import { digitsBeside } from '../metrics/digits-beside.ts';
import type { Unit } from '../metrics/metric.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import { policyOf } from '../policy/policy.ts';
import type { Instant } from '../records/index.ts';
import type { Knowledge, OwnLimit, Requirement } from './criterion.ts';
import { lacking } from './lacking.ts';
import { met, unknown, unmet } from './state.ts';
import type { Finding, ToldFinding } from './state.ts';

/** The line by which a way of knowing is judged, with the numbers of a configuration; undefined: no line judges it. */
export function lineOf(
  criterion: Requirement,
  way: Knowledge,
  config: Pick<Config, 'policy' | 'limits'>,
): PolicyLine | undefined {
  const lines = policyOf(config);
  const lineNamed = (id: string): PolicyLine => lines.find((line) => line.id === id)!;
  if ('line' in way) return lineNamed(way.line);
  if ('inForce' in way) return lineNamed(way.inForce);
  if (!('measured' in way)) return undefined;
  const { limit, ...judged } = way.measured;
  return {
    ...judged,
    id: criterion.id,
    broken: criterion.title,
    kind: 'info',
    judgedFor: criterion.scope === 'organisation' ? 'all' : 'teams',
    severity: 'info',
    limit: { op: limit.op, value: numberOf(limit.value, lineNamed) },
    reason: criterion.title,
    source: 'maturity model',
  };
}

function numberOf(value: OwnLimit['limit']['value'], lineNamed: (id: string) => PolicyLine): number {
  if (typeof value === 'number') return value;
  return 'of' in value ? lineNamed(value.of).limit.value : lineNamed(value.stretchOf).stretch!;
}

/** Inside its line a criterion is met. */
export function findingOf({ state, why }: Verdict): Finding {
  if (state === 'within') return met;
  if (state === 'breached') return unmet;
  return unknown(state === 'unknown' ? why! : 'not_configured');
}

/** The same in words, with where the number is explained. */
export function measuredTold(
  line: PolicyLine,
  team: string,
  verdict: Verdict,
  exporterUrl: string,
  asOf: Instant,
): ToldFinding {
  const finding = findingOf(verdict);
  return {
    ...finding,
    why: finding.lacks ? lacking[finding.lacks] : words(line, verdict, metricOf(line).unit),
    url: explainUrl(line, team, exporterUrl, asOf),
    knownAt: finding.lacks ? null : asOf,
  };
}

/** Where the number of a line is explained. */
export function explainUrl(line: PolicyLine, team: string, exporterUrl: string, asOf: Instant): string {
  const { metric, label, window, stat } = line;
  const ofTeam = metricOf(line).all !== 'only' && { team };
  const asked = { metric, ...ofTeam, label, window, stat, asOf: new Date(asOf).toISOString() };
  const query = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return `${exporterUrl}/explain?${query.join('&')}`;
}

const asked: Readonly<Record<PolicyLine['limit']['op'], string>> = {
  at_most: 'at most',
  less_than: 'less than',
  at_least: 'at least',
  more_than: 'more than',
  not_worse_than_before: 'not worse than before, at most',
  not_above_before: 'not more than before, at most',
  not_below_before: 'not less than before, at least',
  above_before: 'more than before, above',
  fresh_within: 'not older than',
};

function words({ limit: { op, value: bound } }: PolicyLine, { value, limit }: Verdict, unit: Unit): string {
  const needed = limit ?? bound;
  // From its own number on a rise is enough, whatever was before.
  const how = op === 'above_before' && needed === bound ? 'at least' : asked[op];
  if (value === null) return `Nothing happened; asked is ${how} ${said(needed, unit)}.`;
  const more = digitsBeside(value, needed, (one, digits) => said(one, unit, digits));
  return `It is ${said(value, unit, more)}; asked is ${how} ${said(needed, unit, more)}.`;
}

/** A number as a person says it; with more digits than usual where it stands beside one that would look the same. */
export function said(value: number, unit: Unit, moreDigits = 0): string {
  if (unit === 'ratio') return `${Number((value * 100).toFixed(1 + moreDigits))} %`;
  if (unit !== 'seconds' && unit !== 'timestamp') return String(Number(value.toFixed(2 + moreDigits)));
  const [size, name] = value >= 172_800 ? [86_400, 'd'] : value >= 7_200 ? [3_600, 'h'] : [60, 'min'];
  return `${Number((value / size).toFixed(1 + moreDigits))} ${name}`;
}
