import { describe, expect, it } from 'vitest';
import { criteria, criterionOf } from '../../exporter/maturity/criteria.ts';
import { Judgement } from '../../exporter/maturity/judgement.ts';
import { engineOver } from '../guardrails/engine.ts';
import { Organisation } from '../history/organisation.ts';
import { at, evidence, foundMet, groundsOf, historyOf, judgementOf, noon, waiver, withMaturity } from './fixture.ts';
import type { Answer } from './fixture.ts';

const nothing: Answer = () => ({ absent: 'no_facts' });
const stateOf = (
  id: string,
  { config = withMaturity(), answer = nothing, history = historyOf(config), asOf = noon, team = 'web' } = {},
) => judgementOf(config, answer, history).stateOf(criterionOf(id)!, team, asOf);

describe('evidence', () => {
  const config = withMaturity({ evidence: [evidence('process_manager', { at: at(80), untilAt: at(90) })] });
  const as = (asOf: number, team = 'web') => stateOf('process_manager', { config, asOf, team });
  it('holds after it was given, until it ends', () => {
    expect([at(80), at(80) + 1, at(90) - 1, at(90)].map((asOf) => as(asOf).state)).toEqual([
      'unmet',
      'met',
      'met',
      'unmet',
    ]);
  });
  it('says who vouches until when, and where, and that it expired', () => {
    // The days are counted from 5 January: day 90 is 5 April, and the day before the last.
    expect(as(at(85))).toMatchObject({
      why: 'Head of Platform vouches for it until 2026-04-04.',
      url: 'https://wiki.example/process_manager',
      knownAt: at(80),
    });
    expect(as(noon).why).toBe('The evidence of Head of Platform expired after 2026-04-04.');
    expect(as(noon, 'core')).toMatchObject({ why: 'Nobody has vouched for it.', url: null, knownAt: null });
  });
  it('may be given for all', () => {
    const forAll = withMaturity({ evidence: [evidence('process_manager', { team: 'all' })] });
    expect(stateOf('process_manager', { config: forAll, team: 'core' }).state).toBe('met');
  });
});

describe('a waiver', () => {
  const config = withMaturity({ waivers: [waiver('process_manager', { at: at(80), untilAt: at(100) })] });
  const as = (asOf: number) => stateOf('process_manager', { config, asOf });
  it('lets off what is not met, from when it is given until it ends', () => {
    expect([at(80), at(80) + 1, at(100) - 1, at(100)].map((asOf) => as(asOf).state)).toEqual([
      'unmet',
      'waived',
      'waived',
      'unmet',
    ]);
    expect(as(noon).why).toBe(
      'Nobody has vouched for it. VP Engineering waived it until 2026-04-14: The move takes a month.',
    );
  });
  it('changes nothing about what is met', () => {
    const both = withMaturity({
      evidence: [evidence('process_manager', { team: 'all' })],
      waivers: [waiver('process_manager')],
    });
    expect(stateOf('process_manager', { config: both }).state).toBe('met');
  });
});

describe('what is looked up', () => {
  it('is met as of after it was found, with what was found and since when', () => {
    const as = (asOf: number) => stateOf('default_branch_protected', { asOf });
    expect(as(at(50) + 1)).toMatchObject({
      state: 'met',
      why: 'acme/app: default_branch_protected is in order.',
      knownAt: at(50),
    });
    expect(as(at(50))).toMatchObject({ state: 'unknown', lacks: 'incomplete' });
  });
  it('is unknown where a permission is missing, and says which', () => {
    const config = withMaturity();
    const history = historyOf(config, () => ({
      at: at(50),
      result: 'unknown',
      detail: 'the token lacks Administration: read',
    }));
    expect(stateOf('default_branch_protected', { config, history })).toMatchObject({
      state: 'unknown',
      why: 'acme/app: the token lacks Administration: read.',
    });
  });
  it('is unknown of a team that has nothing to look at', () => {
    expect(stateOf('default_branch_protected', { team: 'core' })).toMatchObject({
      state: 'unknown',
      why: 'The team has nothing that could be looked at.',
    });
  });
  it('is unknown where nobody has looked for too long', () => {
    const config = withMaturity();
    const history = historyOf(config, foundMet, noon - config.stalenessMs);
    expect(stateOf('default_branch_protected', { config, history }).state).toBe('met');
    expect(stateOf('default_branch_protected', { config, history, asOf: noon + 1 })).toMatchObject({
      state: 'unknown',
      lacks: 'stale',
    });
  });
});

describe('what is measured', () => {
  it('says the number, what is asked, and where it is explained', () => {
    const answer: Answer = () => ({ value: 0.72, numerator: 18, denominator: 25 });
    expect(stateOf('first_reviews_in_time', { answer })).toMatchObject({
      state: 'unmet',
      why: 'It is 72 %; asked is at least 80 %.',
      url: 'http://clockspeed.example/explain?metric=review_sla_met_ratio&team=web&label=first_review&window=28d&asOf=2026-04-06T12:00:00.000Z',
      knownAt: noon,
    });
  });
  it.each(['stale', 'incomplete', 'not_configured', 'too_few'] as const)('is unknown where it is %s', (absent) => {
    expect(stateOf('first_reviews_in_time', { answer: () => ({ absent }) })).toMatchObject({
      state: 'unknown',
      lacks: absent,
      knownAt: null,
    });
  });
  it('follows the number of the policy', () => {
    const config = withMaturity({}, { policy: { linked_pull_requests: 0.5 } });
    const answer: Answer = () => ({ value: 0.6, numerator: 6, denominator: 10 });
    expect(stateOf('linked_pull_requests', { config, answer }).state).toBe('met');
    expect(stateOf('linked_pull_requests', { answer }).state).toBe('unmet');
  });
});

describe('the past', () => {
  it('says of every midnight what is said as of it', () => {
    const made = new Organisation({ maturity: withMaturity().maturity });
    const oid = made.commit('c1');
    made.pullRequest({ number: 1, mergedAt: at(60), mergeCommit: oid });
    made.deployment({ commit: oid, finishedAt: at(61) });
    made.incident({ createdAt: at(62), resolvedAt: at(62, 3) });
    const engine = engineOver(made);
    const judgement = new Judgement(
      groundsOf(made.history().config, engine, () => made.history()),
      criteria,
    );
    const midnights = Array.from({ length: 60 }, (_, day) => at(50 + day));
    const findings = judgement.over(midnights);
    for (const criterion of criteria)
      for (const [index, midnight] of midnights.entries()) {
        const { state, lacks } = judgement.stateOf(criterion, 'web', midnight);
        const { state: then, lacks: lacked } = findings(criterion, 'web')[index]!;
        expect([criterion.id, midnight, then, lacked]).toEqual([criterion.id, midnight, state, lacks]);
      }
  });
});
