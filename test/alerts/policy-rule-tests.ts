import { expanded } from './annotations.ts';
import type { CommittedRule } from './committed.ts';
import type { PolicyCase, Sampled } from './policy-cases.ts';
import type { ExpectedAlert, RuleTest } from './promtool.ts';

/** Minute in which the numbers turn bad, and for how many minutes after its time the breach goes on. */
const turnsAt = 3;
const goesOnFor = 5;

/** One value a minute; null: no sample. */
type Minutes = (minute: number) => number | null;

/** One team of an organisation, and what is exported of it. */
interface TeamCase {
  readonly team: string;
  readonly value?: Minutes;
  readonly breached?: Minutes;
  readonly recent?: Minutes;
  readonly facts?: Minutes;
  readonly limit?: Minutes;
  readonly open?: Minutes;
  /** The number that is told where there is none. */
  readonly told?: number;
  readonly instances?: readonly string[];
  /** Whether other windows, statistics and labels say the opposite: they are none of the alert's business. */
  readonly hasDecoys?: boolean;
  /** The minutes in which it fires, the last one included; undefined: never. */
  readonly fires?: { readonly from: number; readonly to: number };
  /** The last minute of which the alert tells the numbers: they stand still while it is held. */
  readonly toldUntil?: number;
}

const constant =
  (value: number): Minutes =>
  () =>
    value;

/** The instants of one alert's life, in minutes. */
export function lifeOf({ forMinutes, holdMinutes }: PolicyCase) {
  const firesAt = turnsAt + forMinutes;
  const recoversAt = firesAt + goesOnFor;
  return { firesAt, recoversAt, resolvedAt: recoversAt + holdMinutes };
}

/** Every way in which a team can stand to one alert, each its own team. */
function teamCases(policyCase: PolicyCase): readonly TeamCase[] {
  const { within, over, forMinutes, moving = policyCase } = policyCase;
  const { firesAt, recoversAt, resolvedAt } = lifeOf(policyCase);
  const badFrom = (start: number, end = Infinity) => ({
    value: (minute: number) => (minute >= start && minute < end ? over : within),
    breached: (minute: number) => Number(minute >= start && minute < end),
  });
  const always = badFrom(turnsAt);
  const limit = policyCase.moving && { limit: constant(policyCase.moving.limit) };
  const loud = { fires: { from: firesAt, to: Infinity } };
  const held = { fires: { from: firesAt, to: resolvedAt - 1 }, toldUntil: recoversAt - 1 };
  const recovered = { recent: constant(moving.within), facts: constant(5) };
  return [
    // Broken for its time and longer, then back, held, and resolved.
    { team: 'breaks', ...badFrom(turnsAt, recoversAt), ...limit, ...held },
    // One minute less than its time.
    ...(forMinutes > 0 ? [{ team: 'brief', ...badFrom(turnsAt, firesAt) }] : []),
    // At the limit, whatever the exporter says of it.
    { team: 'within', value: constant(within), breached: constant(1) },
    // Over, but the exporter knows better: too few facts, not long enough, chance.
    { team: 'excused', value: constant(over), breached: constant(0) },
    // A target before its date.
    { team: 'unasked', value: constant(over) },
    // Two exporters tell the same, and neither disturbs the other.
    { team: 'twice', ...always, ...limit, ...loud, instances: ['one:9464', 'two:9464'] },
    ...(policyCase.asksForOne ? [{ team: 'never', breached: always.breached, ...loud, told: Infinity }] : []),
    ...(policyCase.quiet
      ? [
          { team: 'mending', ...always, ...limit, ...recovered },
          { team: 'mends', ...always, ...limit, ...held, recent: (minute: number) => (minute < recoversAt ? moving.over : moving.within), facts: constant(5) }, // prettier-ignore
          { team: 'few', hasDecoys: true, ...always, ...limit, ...recovered, facts: constant(4), ...loud },
          { team: 'idle', hasDecoys: true, ...always, ...limit, facts: constant(5), ...loud },
          { team: 'uncounted', ...always, ...limit, recent: recovered.recent, ...loud },
          { team: 'worse', hasDecoys: true, ...always, ...limit, ...recovered, recent: constant(moving.over), ...loud },
        ]
      : []),
    // Without the limit that moves nobody knows that the 7 days are within.
    ...(policyCase.moving ? [{ team: 'limitless', ...always, ...recovered, ...loud }] : []),
    ...(policyCase.open
      ? [
          { team: 'open', ...always, ...recovered, open: constant(over), ...loud },
          { team: 'young', hasDecoys: true, ...always, ...recovered, open: constant(within) },
        ]
      : []),
  ];
}

const brokenSeconds = (minute: number): number => (minute < turnsAt ? 0 : (minute - turnsAt) * 60);
const scraped = (instance: string) => ({ job: 'clockspeed', instance });
const selector = ({ name, labels }: Sampled): string =>
  `${name}{${Object.entries(labels).map(([label, value]) => `${label}="${value}"`).join(',')}}`; // prettier-ignore

/** The same metric with each of its labels different, one at a time. */
const othersThan = ({ name, labels }: Sampled): readonly Sampled[] =>
  Object.keys(labels).map((label) => ({ name, labels: { ...labels, [label]: 'other' } }));

function seriesOf(each: TeamCase, policyCase: PolicyCase, until: number): RuleTest['input_series'] {
  const minutes = Array.from({ length: until + 1 }, (_, minute) => minute);
  const { guardrail, quiet, open } = policyCase;
  const own = (name: string): Sampled => ({ name: `clockspeed_guardrail_${name}`, labels: { guardrail } });
  const known: readonly (readonly [Sampled | undefined, Minutes | undefined])[] = [
    [own('value'), each.value],
    [own('breached'), each.breached],
    [own('breach_seconds'), each.breached && ((minute) => (each.breached!(minute) === 1 ? brokenSeconds(minute) : 0))],
    [own('limit'), each.limit],
    [quiet?.recent, each.recent],
    [quiet?.facts, each.facts],
    [open, each.open],
  ];
  const { within, over, moving = policyCase } = policyCase;
  const opposite: readonly (readonly [Sampled | undefined, Minutes])[] = [
    [quiet?.recent, constant(moving.within)],
    [quiet?.facts, constant(100)],
    [open, constant(each.open?.(0) === within ? over : within)],
  ];
  const decoys = opposite.flatMap(([sampled, of]) => (sampled ? othersThan(sampled).map((other) => [other, of] as const) : [])); // prettier-ignore
  return (each.instances ?? ['one:9464']).flatMap((instance) =>
    [...known, ...(each.hasDecoys ? decoys : [])].flatMap(([sampled, of]) => {
      if (!sampled || !of) return [];
      const labels = { ...sampled.labels, team: each.team, ...scraped(instance) };
      const values = minutes.map((minute) => of(minute) ?? '_').join(' ');
      return [{ series: selector({ name: sampled.name, labels }), values }];
    }),
  );
}

/** What a team's alert says in a minute in which it fires. */
export function expectedAlert(
  rule: CommittedRule,
  policyCase: PolicyCase,
  team: string,
  minute: number,
  instance = 'one:9464',
  told = policyCase.over,
): ExpectedAlert {
  const { guardrail, severity, tells } = policyCase;
  const labels = { guardrail, team, ...scraped(instance) };
  const filling = { labels, value: told, brokenSeconds: brokenSeconds(minute) };
  const annotations = Object.entries(rule.annotations).map(([name, text]) => [name, expanded(text, filling)]);
  return { exp_labels: { ...labels, severity, tells }, exp_annotations: Object.fromEntries(annotations) };
}

/** The whole life of one alert, for all teams at once: before its time, at it, the last minute over, held, and resolved. */
export function policyRuleTest(rule: CommittedRule, policyCase: PolicyCase): RuleTest {
  const { firesAt, recoversAt, resolvedAt } = lifeOf(policyCase);
  const teams = teamCases(policyCase);
  const minutes = [firesAt - 1, firesAt, recoversAt - 1, recoversAt, resolvedAt - 1, resolvedAt];
  return {
    interval: '1m',
    input_series: teams.flatMap((each) => seriesOf(each, policyCase, resolvedAt)),
    alert_rule_test: minutes.map((minute) => ({
      eval_time: `${minute}m`,
      alertname: rule.alert,
      exp_alerts: teams
        .filter(({ fires }) => fires && fires.from <= minute && minute <= fires.to)
        .flatMap(({ team, toldUntil = Infinity, instances = ['one:9464'], told }) =>
          instances.map((instance) =>
            expectedAlert(rule, policyCase, team, Math.min(minute, toldUntil), instance, told),
          ),
        ),
    })),
  };
}
