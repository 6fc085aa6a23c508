import { describe, expect, it } from 'vitest';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { ruleGroups } from '../../alerts/groups.ts';
import type { AlertRule } from '../../alerts/rule.ts';
import type { Config } from '../../exporter/config/config.ts';
import { guardrailFamilies } from '../../exporter/exposition/guardrail-families.ts';
import { gate } from '../../exporter/guardrails/gate.ts';
import { Guardrails } from '../../exporter/guardrails/guardrails.ts';
import { metricOf } from '../../exporter/guardrails/line-series.ts';
import { defaultLimits } from '../../exporter/policy/limits.ts';
import type { Limits } from '../../exporter/policy/limits.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import { declaredLine, policyOf } from '../../exporter/policy/policy.ts';
import { configuration, team } from '../history/organisation.ts';
import { committedRules } from './committed.ts';
import { readQuery } from './promql.ts';
import { engineThatSays, noon } from './standing-evidence.ts';

const onCall = (count: number) =>
  Array.from({ length: count }, (_, index) => team(`team-${index}`, { pagerdutyServices: [`PD-${index}`] }));
/** One team, which is not on call, and every target is due. */
const organisation = (more: Partial<Config> = {}): Config =>
  configuration({ teams: [team('web')], services: [], targets: { dueAt: 0, baselines: {} }, ...more });
/** Of 11 teams on call 1.5 times the even share is 13.6 %: limits above that are what they are. */
const manyOnCall: Partial<Config> = { teams: [team('web'), ...onCall(11)] };
const standard = organisation();
const lines = policyOf(standard);

const lineOf = (id: string, config: Config): PolicyLine => policyOf(config).find((line) => line.id === id)!;
const rulesOf = (config: Config): readonly AlertRule[] => ruleGroups(config).flatMap(({ rules }) => rules);
const ruleOf = (id: string, config: Config): AlertRule =>
  rulesOf(config).find(({ labels }) => labels.guardrail === id)!;

/** The numbers that a rule compares the judged number with: neither `== 1` (it is broken) nor `>= 5` (of enough facts). */
const thresholdsOf = (expr: string): readonly number[] => [
  ...new Set(
    readQuery(expr)
      .comparisons.filter(({ op, number }) => !(op === '==' && number === 1) && !(op === '>=' && number === 5))
      .map(({ number }) => number),
  ),
];

/** A number of a line as a person says it. */
function said(value: number, line: PolicyLine): string {
  const { unit } = metricOf(line);
  if (unit === 'ratio') return `${value * 100} %`;
  if (unit === 'per_day') return `${value} a day`;
  if (unit === 'lines') return `${value} lines`;
  if (unit !== 'seconds' && unit !== 'timestamp') return String(value);
  const [hours, minutes] = [value / 3_600, value / 60];
  if (hours >= 48 && hours % 24 === 0) return `${hours / 24} days`;
  if (Number.isInteger(hours)) return `${hours} hour${hours === 1 ? '' : 's'}`;
  return Number.isInteger(minutes) ? `${minutes} minute` : `${value} seconds`;
}

/** Another number for a line, and one that lies between: what is within by the one is over by the other. */
function another(line: PolicyLine): { readonly changed: number; readonly between: number } {
  const { value } = line.limit;
  const { unit } = metricOf(line);
  // After none before, up to 4 are chance: 4 − 0 ≤ 2·√(4 + 0), 5 − 0 > 2·√5.
  if (unit === 'count' && line.limit.op === 'not_worse_than_before') return { changed: 6, between: 5 };
  if (unit === 'count' || unit === 'lines') return { changed: value + 2, between: value + 1 };
  return value === 0 ? { changed: 0.2, between: 0.1 } : { changed: value / 2, between: value * 0.75 };
}

/** The configuration in which a line has another number, wherever that number is written. */
function changedTo(id: string, changed: number, more: Partial<Config>): Config {
  const declared = declaredLine(id)!.limit.value;
  if (typeof declared === 'object') return changedTo(declared.of, changed, more);
  if (typeof declared === 'number') return organisation({ ...more, policy: { [id]: changed } });
  const was = declared(defaultLimits);
  const limit = (Object.keys(defaultLimits) as (keyof Limits)[]).find(
    (name) => declared({ ...defaultLimits, [name]: defaultLimits[name] * 2 }) !== was,
  )!;
  return organisation({ ...more, limits: { ...defaultLimits, [limit]: (defaultLimits[limit] / was) * changed } });
}

/** What every home of a line says, where its number is measured. */
function everywhere(id: string, config: Config, measured: number) {
  const line = lineOf(id, config);
  const standings = new Guardrails(config, engineThatSays(line, measured, config)).standings(noon);
  const own = standings.filter((standing) => standing.line.id === id);
  const families = guardrailFamilies([line], own, [], config);
  const exposed = (name: string): number | undefined =>
    families.find((family) => family.name === `clockspeed_${name}`)!.samples.find(({ labels }) => labels['guardrail'] === id)?.value; // prettier-ignore
  const rule = ruleOf(id, config);
  const answer = gate({ team: 'web', change: 'feature', risk: 'high' }, own, noon, config);
  return {
    thresholds: thresholdsOf(rule.expr),
    says: rule.annotations.description,
    policy: exposed(line.kind === 'target' ? 'policy_target' : 'policy_guardrail'),
    limit: exposed('guardrail_limit'),
    breached: exposed('guardrail_breached'),
    verdict: own[0]!.verdict.state,
    allowed: answer.allowed,
    actions: answer.actions,
  };
}

const refusing = ['pause_features', 'slow_down', 'block_risky_releases'];

/** What all of them have to say of a number that is over, or not. */
function expected(line: PolicyLine, number: number, isOver: boolean) {
  const asked = line.actions ?? [];
  return {
    thresholds: [number],
    // Above nothing is always: what it is compared with is all that there is to say.
    says: expect.stringContaining(number === 0 && line.comparedWith ? line.comparedWith.called : said(number, line)),
    policy: number,
    limit: metricOf(line).unit === 'count' && line.limit.op === 'not_worse_than_before' ? Math.max(number, 4) : number,
    breached: Number(isOver),
    verdict: isOver ? 'breached' : 'within',
    allowed: !(isOver && asked.some((action) => refusing.includes(action))),
    actions: isOver ? asked : [],
  };
}

describe('the number of a line', () => {
  it.each(policyOf(generationConfig()).map((line) => [line.id, line] as const))(
    '%s is that of its committed rule',
    (id, line) => {
      const rule = committedRules.find(({ labels }) => labels['guardrail'] === id)!;
      expect(thresholdsOf(rule.expr)).toEqual([line.limit.value]);
    },
  );
  it.each(lines.map((line) => [line.id, line] as const))(
    '%s is the same in the rule, its words, the metrics, the verdict and the gate, and changes in all of them',
    (id, line) => {
      const { changed, between } = another(line);
      const isOver = { atFirst: isOverOf(line, between, line.limit.value), then: isOverOf(line, between, changed) };
      expect(isOver.atFirst).not.toBe(isOver.then);
      const more = line.limit.timesEvenShare === undefined ? {} : manyOnCall;
      expect(everywhere(id, organisation(more), between)).toEqual(expected(line, line.limit.value, isOver.atFirst));
      expect(everywhere(id, changedTo(id, changed, more), between)).toEqual(expected(line, changed, isOver.then));
    },
  );
  const cases = lines.filter(({ caseLimit }) => caseLimit).map(({ id, caseLimit }) => [id, caseLimit!] as const);
  it.each(cases)('%s tells by which limit single cases are judged: %s', (id, caseLimit) => {
    const limits = { ...defaultLimits, [caseLimit]: defaultLimits[caseLimit] * 3 };
    const words = (config: Config): string => / each within ([^.]*)\./.exec(ruleOf(id, config).annotations.description)![1]!; // prettier-ignore
    const [before, after] = [words(standard), words(organisation({ limits }))];
    // `2 days` becomes `6 days`, `24 hours` 3 days.
    expect([before, after]).toEqual(tripled[caseLimit]);
  });
});

/** By hand: what is said of each limit, and of three times as much. */
const tripled: Readonly<Partial<Record<keyof Limits, readonly [string, string]>>> = {
  undeployedBusinessDays: ['1 business day', '3 business days'],
  firstReviewBusinessMs: ['4 business hours', '12 business hours'],
  firstReviewLeadBusinessMs: ['8 business hours', '24 business hours'],
  approvalWorkingDayMs: ['24 hours on working days', '3 days on working days'],
  unreviewedWorkingDayMs: ['2 days on working days', '6 days on working days'],
};

function isOverOf({ limit: { op } }: PolicyLine, value: number, limit: number): boolean {
  if (op === 'more_than') return value <= limit;
  // What was before is the best that there is: whatever is asked of is below it.
  if (op === 'at_least' || op === 'not_below_before' || op === 'above_before') return value < limit;
  return op === 'less_than' ? value >= limit : value > limit;
}

describe('an even share', () => {
  // 1.5 times the even share: of 3 teams a half, of 4 three eighths; of 6 a quarter, which is under the 30 % of the policy.
  it.each([
    [3, 0.5, '50 %'],
    [4, 0.375, '37.5 %'],
    [6, 0.3, '30 %'],
  ])(
    'of %d teams on call makes %d the limit of the rule, its words, the metric and the verdict',
    (count, limit, words) => {
      const config = organisation({ teams: [...onCall(count), team('web')] });
      for (const measured of [limit, limit + 0.001]) {
        const found = everywhere('page_share', config, measured);
        expect(found).toMatchObject({ thresholds: [limit], policy: 0.3, limit, breached: Number(measured > limit) });
        expect(found.says).toContain(`the policy says at most ${words}.`);
      }
    },
  );
});

describe('the staleness of the configuration', () => {
  it.each([
    [7_200_000, 7_200, '2 hours'],
    [5_400_000, 5_400, '90 minutes'],
  ])('of %d ms is that of the alert and of its words', (stalenessMs, seconds, words) => {
    const rules = rulesOf(organisation({ stalenessMs }));
    const [stale, down] = ['ClockspeedDataStale', 'ClockspeedSourceDown'].map((name) => rules.find(({ alert }) => alert === name)!); // prettier-ignore
    expect(thresholdsOf(stale!.expr)).toEqual([seconds]);
    expect(stale!.annotations.description).toContain(`after ${words} its numbers are absent`);
    expect(down!.annotations.description).toContain(`until they are ${words} old`);
  });
});
