import { describe, expect, it } from 'vitest';
import type { RolloutConfig } from '../../exporter/config/config.ts';
import type { Derivation } from '../../exporter/derived/derived.ts';
import { judge } from '../../exporter/guardrails/judge.ts';
import { metricOf } from '../../exporter/guardrails/line-series.ts';
import type { History, SignalSpan } from '../../exporter/history/history.ts';
import type { Engine, Moment, Series, Value } from '../../exporter/metrics/engine-types.ts';
import { defaultLimits } from '../../exporter/policy/limits.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { milestones } from '../../exporter/rollout/milestones.ts';
import type { Milestone } from '../../exporter/rollout/milestones.ts';
import { rolloutCriteria } from '../../exporter/rollout/criteria.ts';
import { createRollout } from '../../exporter/rollout/room.ts';
import { configuration, service, team } from '../history/organisation.ts';
import { at, engineOf, evidence, foundMet, groundsOf, historyOf } from '../maturity/fixture.ts';
import type { Answer } from '../maturity/fixture.ts';

/** The rollout starts on day 0: day 14 is over at day 14, 00:00, and so on. */
const dueAt = { start: at(14), foundation: at(30), pilot: at(42), all_teams: at(56), acceleration: at(60), reinforcement: at(90) } as const; // prettier-ignore
const vouched = (criterion: string, more = {}) =>
  evidence(criterion, { team: 'all', at: at(0), untilAt: at(180), ...more });
const everything = ['survey_sent', 'modules_mapped', 'retro_template', 'flags_available', 'platform_self_service', 'service_catalogue', 'quarter_reviewed'].map((id) => vouched(id)); // prettier-ignore

const configured = (more: Partial<RolloutConfig> | null = {}) =>
  configuration({
    teams: [team('web', { escalationPolicies: ['PEWEB'] }), team('core')],
    services: [service('app', { owner: 'web' })],
    rollout: more && { startsAt: at(0), dueAt, evidence: everything, ...more },
  });

/** As good as can be; the test says what is not. */
const best: Readonly<Record<string, number>> = {
  devex_response_ratio: 0.9,
  incident_restore_seconds: 600,
  first_review_business_seconds: 3_600,
  review_sla_met_ratio: 1,
  team_owned_services_ratio: 1,
  work_in_progress_limit: 2,
  devex_score: 5,
  automated_deployments_ratio: 1,
  flagged_changes_ratio: 0.5,
  retro_action_items: 3,
  experiments_concluded: 0,
  deployments_per_business_day: 2,
  incidents: 0,
  pull_request_cycle_seconds: 3_600,
};
type Answers = Readonly<Record<string, Value | ((series: Series, moment: Moment) => Value)>>;
const nothingHeld: Answers = { governance_review_timestamp_seconds: { absent: 'no_facts' } };
const answering =
  (given: Answers): Answer =>
  (series, moment) => {
    const own = { ...nothingHeld, ...given }[series.metric];
    if (typeof own === 'function') return own(series, moment);
    return own ?? { value: best[series.metric]!, samples: 20, numerator: 20, denominator: 20 };
  };

interface Given {
  readonly answers?: Answers;
  readonly rollout?: Partial<RolloutConfig> | null;
  readonly probe?: (check: string, subject: string) => ReturnType<typeof foundMet> | undefined;
  /** Since when sources were read. */
  readonly read?: SignalSpan;
}
function derivationsOf({ answers = {}, rollout, probe = foundMet, read }: Given = {}) {
  const config = configured(rollout);
  const found = (check: string, subject: string) => {
    const finding = probe(check, subject);
    return finding && { ...finding, at: at(-100) };
  };
  const engine: Engine = engineOf(answering(answers));
  const history = historyOf(config, found, at(400));
  const room = createRollout(
    groundsOf(config, engine, () => (read ? ({ ...history, signal: () => read } as History) : history)),
  );
  return Object.fromEntries(room.derivations.map((each) => [each.metric.name, each])) as Readonly<
    Record<string, Derivation>
  >;
}
const valuesOf = (derivation: Derivation, asOf: number): ReadonlyMap<string, number | string> =>
  new Map(
    Array.from(derivation.at(asOf), ({ label, value }) => [label, 'value' in value ? value.value : value.absent]),
  );
const met = (asOf: number, given?: Given) => valuesOf(derivationsOf(given)['rollout_milestone_met']!, asOf);
const overdue = (asOf: number, given?: Given) => valuesOf(derivationsOf(given)['rollout_criteria_overdue']!, asOf);

describe('a rollout in which everything is in place', () => {
  it('meets every criterion, and nothing is late on its last day', () => {
    expect([...met(at(90))]).toEqual(rolloutCriteria.map(({ id, milestone }) => [`${milestone}/${id}`, 1]));
    expect([...overdue(at(90))]).toEqual(milestones.map((each) => [each, 0]));
  });
  it('has an id for each criterion once, and a title without a stop', () => {
    expect(new Set(rolloutCriteria.map(({ id }) => id)).size).toBe(rolloutCriteria.length);
    expect(rolloutCriteria.filter(({ title }) => !/^[A-Z].*[^.]$/.test(title))).toEqual([]);
  });
  it('is told from its first day on', () => {
    expect(met(at(0) - 1).size + overdue(at(0) - 1).size).toBe(0);
    expect(met(at(0)).size).toBe(rolloutCriteria.length);
  });
  it('tells when each milestone is due, before it starts as well', () => {
    const due = valuesOf(derivationsOf()['rollout_due_timestamp_seconds']!, at(-5));
    expect([...due]).toEqual(milestones.map((each) => [each, dueAt[each] / 1_000]));
  });
});

describe('without a rollout', () => {
  it('there is no number at all', () => {
    const given = { rollout: null };
    expect(met(at(50), given).size + overdue(at(50), given).size).toBe(0);
    expect(valuesOf(derivationsOf(given)['rollout_due_timestamp_seconds']!, at(50)).size).toBe(0);
  });
});

/** `metric`, the last value at which a criterion is met, the first at which it is not. */
const edges: Readonly<Record<string, readonly [metric: string, met: Value, unmet: Value]>> = {
  // Less than 8 h of 3,600 s.
  first_reviews_soon: ['first_review_business_seconds', { value: 28_799 }, { value: 28_800 }],
  restore_measured: ['incident_restore_seconds', { absent: 'no_facts' }, { absent: 'not_configured' }],
  review_sla_in_effect: ['review_sla_met_ratio', { value: 0.8 }, { value: 0.799 }],
  team_on_call: ['team_owned_services_ratio', { value: 1 }, { value: 0.5 }],
  work_in_progress_limited: ['work_in_progress_limit', { value: 9 }, { absent: 'not_configured' }],
  devex_baseline: ['devex_score', { value: 1.5 }, { absent: 'no_facts' }],
  all_teams_continuous: ['automated_deployments_ratio', { value: 0.9 }, { value: 0.899 }],
  one_team_continuous: ['automated_deployments_ratio', { value: 0.9 }, { absent: 'no_facts' }],
  retro_actions_done: ['retro_action_items', { value: 1 }, { value: 0 }],
  experiments_tracked: ['experiments_concluded', { value: 0 }, { absent: 'not_configured' }],
  daily_deployments: ['deployments_per_business_day', { value: 1 }, { value: 0.99 }],
  p1_rare: ['incidents', { value: 1 }, { value: 2 }],
  // Less than 24 h.
  cycle_time: ['pull_request_cycle_seconds', { value: 86_399 }, { value: 86_400 }],
};
const labelOf = (id: string): string => `${rolloutCriteria.find((one) => one.id === id)!.milestone}/${id}`;

describe('a criterion', () => {
  it.each(Object.entries(edges))('%s is met on one side of its edge only', (id, [metric, isMet, isUnmet]) => {
    expect(met(at(90), { answers: { [metric]: isMet } }).get(labelOf(id))).toBe(1);
    expect(met(at(90), { answers: { [metric]: isUnmet } }).get(labelOf(id))).toBe(0);
  });
  it.each(Object.entries(edges))('%s is unknown while its source is silent', (id, [metric]) => {
    expect(met(at(90), { answers: { [metric]: { absent: 'stale' } } }).get(labelOf(id))).toBe('stale');
  });
  it.each(['retro_template', 'platform_self_service', 'service_catalogue', 'quarter_reviewed'])(
    '%s is met while somebody vouches for it: after that instant and before its end',
    (id) => {
      const given = { rollout: { evidence: [vouched(id, { at: at(20), untilAt: at(50) })] } };
      const told = [at(20), at(20) + 1, at(50) - 1, at(50)].map((asOf) => met(asOf, given).get(labelOf(id)));
      expect(told).toEqual([0, 1, 1, 0]);
    },
  );
  describe('that the quarter was reviewed', () => {
    const label = 'reinforcement/quarter_reviewed';
    const current = ['register_timestamp_seconds', 'maturity_assessment_timestamp_seconds'].map((metric) => [metric, (_: Series, { asOf }: Moment) => ({ value: asOf / 1_000 })]); // prettier-ignore
    const held = (when: number, inputs = current): Answers => ({
      ...Object.fromEntries(inputs),
      governance_review_timestamp_seconds: (_, { asOf }) => when < asOf ? { value: when / 1_000 } : { absent: 'no_facts' }, // prettier-ignore
    });
    const nobody = { evidence: [] };
    it('is told by its own record once the 60th day is over, from the next midnight on', () => {
      const as = (when: number, asOf = at(90)) => met(asOf, { answers: held(when), rollout: nobody }).get(label);
      expect([as(at(60) - 1), as(at(60)), as(at(85))]).toEqual([0, 1, 1]);
      expect([as(at(85), at(85)), as(at(85), at(86))]).toEqual([0, 1]);
    });
    it('is not told by one that was held while what it decides on was out of date', () => {
      // Nobody has ever looked after technical debt.
      const uninformed = held(at(85), []);
      const asked = { answers: { ...uninformed, register_timestamp_seconds: { absent: 'no_facts' } as const } };
      expect(met(at(90), { ...asked, rollout: nobody }).get(label)).toBe(0);
      expect(met(at(90), asked).get(label)).toBe(1);
    });
    it('is vouched for where none is recorded', () => {
      expect(met(at(90), { answers: held(at(20)) }).get(label)).toBe(1);
    });
    it('is unknown where issues were not read so far back, and not recorded where they are not read', () => {
      const as = (read: SignalSpan) => met(at(90), { rollout: nobody, read }).get(label);
      expect(as({ completeFromAt: at(60), watermarkAt: at(400) })).toBe(0);
      expect(as({ completeFromAt: at(60) + 1, watermarkAt: at(400) })).toBe('incomplete');
      expect(as('not_configured')).toBe(0);
      expect(met(at(90), { read: 'not_configured' }).get(label)).toBe(1);
    });
    it('says when it was held, or since when it was not', () => {
      const why = (when: number) => {
        const { facts, excluded } = derivationsOf({ answers: held(when), rollout: nobody })['rollout_milestone_met']!.explain({ metric: '', team: '', label }, at(90)); // prettier-ignore
        return [...facts, ...excluded].map(({ title }) => title);
      };
      // Day 85 is 31 March 2026, and day 60 is 6 March.
      expect(why(at(85))).toEqual(['The quarter was reviewed with data (met). The quarter review was held on 2026-03-31.']); // prettier-ignore
      expect(why(at(20))).toEqual(['The quarter was reviewed with data (unmet). No quarter review that was informed is recorded since 2026-03-06.']); // prettier-ignore
    });
  });
  it('that the survey was sent is told by its answers, or by whoever sent it', () => {
    const asked = (value: Value, isVouched: boolean) => met(at(14), { answers: { devex_response_ratio: value }, rollout: { evidence: isVouched ? everything : [] } }).get('start/survey_sent'); // prettier-ignore
    expect(asked({ value: 0.25 }, false)).toBe(1);
    expect(asked({ absent: 'no_facts' }, false)).toBe(0);
    expect(asked({ absent: 'no_facts' }, true)).toBe(1);
  });
  it('that asks for flags is met by the first change behind one, or by whoever provides them', () => {
    const asked = (value: Value, isVouched: boolean) => met(at(60), { answers: { flagged_changes_ratio: value }, rollout: { evidence: isVouched ? everything : [] } }).get('acceleration/flags_available'); // prettier-ignore
    expect([asked({ value: 0.01 }, false), asked({ value: 0 }, false), asked({ value: 0 }, true)]).toEqual([1, 0, 1]);
  });
  it('that asks for a better survey compares with the first one', () => {
    const devex_score = (latest: number) => ({ label }: Series) => ({ value: label.includes('baseline') ? 3.4 : latest }); // prettier-ignore
    const asked = (latest: number) => met(at(90), { answers: { devex_score: devex_score(latest) } }).get('reinforcement/devex_improved'); // prettier-ignore
    expect([asked(3.41), asked(3.4)]).toEqual([1, 0]);
  });
});

describe('what is asked of teams', () => {
  const ratios = (web: Value, core: Value): Answers => ({
    automated_deployments_ratio: ({ team }) => (team === 'web' ? web : core),
  });
  const continuous = (web: Value, core: Value) => {
    const all = met(at(60), { answers: ratios(web, core) });
    return [all.get('pilot/one_team_continuous'), all.get('all_teams/all_teams_continuous')];
  };
  const [high, low, stale, none]: Value[] = [
    { value: 0.9 },
    { value: 0.5 },
    { absent: 'stale' },
    { absent: 'no_facts' },
  ];
  it('is met by the first team, and by the last', () => {
    expect(continuous(low!, low!)).toEqual([0, 0]);
    expect(continuous(high!, low!)).toEqual([1, 0]);
    expect(continuous(high!, high!)).toEqual([1, 1]);
  });
  it('is not met by a team that deploys nothing', () => {
    expect(continuous(high!, none!)).toEqual([1, 0]);
    expect(continuous(none!, none!)).toEqual([0, 0]);
  });
  it('is unknown only while what is unknown could decide it', () => {
    expect(continuous(high!, stale!)).toEqual([1, 'stale']);
    expect(continuous(low!, stale!)).toEqual(['stale', 0]);
  });
  it('is not asked of a team that has nothing to be looked at', () => {
    // core owns no service: what is found of web decides.
    const enforced = (result: 'met' | 'unmet' | 'unknown') =>
      met(at(30), { probe: (check) => ({ ...foundMet(check), result }) }).get('foundation/code_owners_enforced');
    expect([enforced('met'), enforced('unmet'), enforced('unknown')]).toEqual([1, 0, 'not_configured']);
  });
  it('may be vouched for, for a team or for all', () => {
    const unmet = (check: string) => ({ ...foundMet(check), result: 'unmet' as const });
    const asked = (of: string) => met(at(14), { probe: unmet, rollout: { evidence: [vouched('modules_mapped', { team: of })] } }).get('start/modules_mapped'); // prettier-ignore
    expect([asked('web'), asked('all'), asked('core')]).toEqual([1, 1, 0]);
  });
});

describe('what is late', () => {
  const lines = policyOf({ policy: {}, limits: defaultLimits }).filter(({ id }) => id.startsWith('rollout_'));
  const nothing: Given = {
    rollout: { evidence: [] },
    probe: (check) => ({ ...foundMet(check), result: 'unmet' }),
    answers: {
      ...Object.fromEntries(Object.keys(best).map((metric) => [metric, { absent: 'not_configured' }])),
      first_review_business_seconds: { value: 90_000 },
      review_sla_met_ratio: { value: 0 },
      team_owned_services_ratio: { value: 0 },
      devex_response_ratio: { absent: 'no_facts' },
      devex_score: { absent: 'no_facts' },
      automated_deployments_ratio: { value: 0 },
      flagged_changes_ratio: { value: 0 },
      retro_action_items: { value: 0 },
      deployments_per_business_day: { value: 0 },
      incidents: { value: 5 },
      pull_request_cycle_seconds: { value: 100_000 },
    },
  };
  const asked = (milestone: Milestone): number => rolloutCriteria.filter((one) => one.milestone === milestone).length;

  it('is everything of a milestone whose day is over, and nothing an instant before', () => {
    // Each milestone has its own number: 4, 6, 1, 1, 4 and 6 criteria.
    expect(milestones.map(asked)).toEqual([4, 6, 1, 1, 4, 6]);
    for (const milestone of milestones) {
      expect(overdue(dueAt[milestone] - 1, nothing).get(milestone)).toBe(0);
      expect(overdue(dueAt[milestone], nothing).get(milestone)).toBe(asked(milestone));
    }
  });
  it('alerts for the milestone alone, and on day 56 leadership has to decide', () => {
    const breachedAt = (asOf: number) => {
      const values = overdue(asOf, nothing);
      return lines.filter((line) => judge(line, { now: { value: values.get(line.label!) as number } }, { teamsOnCall: 1, unit: metricOf(line).unit, asOfSeconds: asOf / 1_000 }).state === 'breached').map(({ id }) => id); // prettier-ignore
    };
    expect(breachedAt(at(14) - 1)).toEqual([]);
    expect(breachedAt(at(14))).toEqual(['rollout_start']);
    expect(breachedAt(at(56) - 1)).toEqual(['rollout_start', 'rollout_foundation', 'rollout_pilot']);
    expect(breachedAt(at(56))).toEqual(['rollout_start', 'rollout_foundation', 'rollout_pilot', 'rollout_all_teams']);
    expect(lines.filter(({ actions }) => actions).map(({ id, actions }) => [id, actions])).toEqual([
      ['rollout_all_teams', ['escalate']],
    ]);
  });
  it('is known as soon as one is, and nothing is on time before all are', () => {
    const stale = { answers: { experiments_concluded: { absent: 'stale' } } } as const;
    expect(overdue(at(60) - 1, stale).get('acceleration')).toBe(0);
    expect(overdue(at(60), stale).get('acceleration')).toBe('stale');
    expect(
      overdue(at(60), { answers: { ...stale.answers, retro_action_items: { value: 0 } } }).get('acceleration'),
    ).toBe(1);
  });
});

describe('the explanation', () => {
  it('says for whom a criterion is met, and for whom not and why', () => {
    const answers: Answers = { automated_deployments_ratio: ({ team }) => ({ value: team === 'web' ? 0.95 : 0.25 }) };
    const series = { metric: 'rollout_milestone_met', team: '', label: 'all_teams/all_teams_continuous' };
    const { facts, excluded } = derivationsOf({ answers })['rollout_milestone_met']!.explain(series, at(60));
    expect(facts.map(({ title, value }) => [title, value])).toEqual([
      ['web: All teams deploy continuously (met). It is 95 %; asked is at least 90 %.', 1],
    ]);
    expect(excluded.map(({ title, reason }) => [title, reason])).toEqual([
      [
        'core: All teams deploy continuously (unmet). It is 25 %; asked is at least 90 %.',
        'It is 25 %; asked is at least 90 %.',
      ],
    ]);
  });
  it('of what is late lists only that', () => {
    const answers: Answers = { automated_deployments_ratio: ({ team }) => ({ value: team === 'web' ? 0.95 : 0.25 }) };
    const of = (label: string) =>
      derivationsOf({ answers })['rollout_criteria_overdue']!.explain({ metric: '', team: '', label }, at(60)).facts;
    expect(of('all_teams').map(({ title }) => title)).toEqual([
      'core: All teams deploy continuously (unmet). It is 25 %; asked is at least 90 %.',
    ]);
    expect(of('pilot')).toEqual([]);
  });
});
