import { describe, expect, it } from 'vitest';
import { changeKinds, gate, risks } from '../../exporter/guardrails/gate.ts';
import type { GateRequest } from '../../exporter/guardrails/gate.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import { actions } from '../../exporter/policy/policy-line.ts';
import type { Action } from '../../exporter/policy/policy-line.ts';
import { service, utcOfficeHours } from '../history/organisation.ts';
import { at, broken, configuration, dunno, noon, standing, team, unknown, waiver } from './fixture.ts';

const feature: GateRequest = { team: 'web', change: 'feature', risk: 'low' };
const risky: GateRequest = { ...feature, risk: 'high' };
const refuse = { gate: { whenUnknown: 'refuse' } } as const;
const ask = (
  request: GateRequest,
  standings: readonly Standing[] | null,
  more: Parameters<typeof configuration>[0] = {},
  now = noon, // a Monday
) => gate(request, standings, now, configuration(more));

const failing = (of: string, asked: readonly Action[] = ['slow_down'], since = at(80, 7)) =>
  standing('change_failure', of, asked, broken(since));

describe('an action', () => {
  // What each refuses of a feature: low risk, high risk.
  const refused: Readonly<Record<Action, readonly [boolean, boolean]>> = {
    pause_features: [true, true],
    slow_down: [false, true],
    block_risky_releases: [false, true],
    enforce_refactoring: [false, false],
    mandate_reliability_work: [false, false],
    escalate: [false, false],
  };
  const cases = actions.flatMap((action) =>
    changeKinds.flatMap((change) =>
      risks.map((risk, index) => {
        const allowed = change !== 'feature' || !refused[action][index]!;
        return [action, change, risk, allowed] as const;
      }),
    ),
  );
  it.each(cases)('%s: whether a %s of risk %s is allowed is %s', (action, change, risk, allowed) => {
    const answer = ask({ team: 'web', change, risk }, [failing('web', [action])]);
    expect(answer).toMatchObject({ allowed, actions: [action], isKnown: true });
    expect(answer.since).toBe(allowed ? null : '2026-03-26T07:00:00.000Z'); // day 80 at 7
  });
  it('is told with the number, the limit and why', () => {
    const [words] = ask(risky, [failing('web')]).reasons;
    expect(words).toBe(
      'change_failure of web has been broken since 2026-03-26T07:00:00.000Z: 0.25, limit 0.1 (slow_down). Because.',
    );
  });
  it('is told without a number where there is none now', () => {
    const kept = { ...failing('all'), verdict: unknown('stale') };
    expect(ask(risky, [kept]).reasons).toEqual([
      'change_failure of the organisation has been broken since 2026-03-26T07:00:00.000Z (slow_down). Because.',
    ]);
  });
  it('of another team refuses nothing, of the organisation it does', () => {
    expect(ask(risky, [failing('core')])).toMatchObject({ allowed: true, actions: [], since: null });
    expect(ask(risky, [failing('all')])).toMatchObject({ allowed: false, actions: ['slow_down'] });
  });
  it('that is not in force refuses nothing', () => {
    const held = standing('change_failure', 'web', ['pause_features']);
    expect(ask(risky, [held])).toEqual({
      allowed: true,
      reasons: ['No guardrail refuses it.'],
      since: null,
      actions: [],
      isKnown: true,
    });
  });
  it('that refuses nothing is listed beside those that do', () => {
    const answer = ask(risky, [
      failing('web', ['mandate_reliability_work', 'slow_down']),
      failing('all', ['escalate']),
    ]);
    expect(answer.actions).toEqual(['mandate_reliability_work', 'slow_down', 'escalate']);
    expect(answer.reasons).toHaveLength(1);
    expect(answer.reasons[0]).toContain('(slow_down)');
  });
  it('is listed, and refuses nothing, for a fix or a rollback', () => {
    expect(ask({ ...risky, change: 'fix' }, [failing('web', ['pause_features'])])).toEqual({
      allowed: true,
      reasons: ['A fix is never refused.'],
      since: null,
      actions: ['pause_features'],
      isKnown: true,
    });
    expect(ask({ ...risky, change: 'rollback' }, []).reasons).toEqual(['A rollback is never refused.']);
  });
});

describe('since', () => {
  it('is the oldest of what refuses, and of nothing else', () => {
    const [old, middle, young] = [at(60), at(70), at(80)];
    const answer = ask(risky, [
      failing('web', ['escalate'], old),
      standing('other', 'web', ['slow_down'], broken(young)),
      standing('another', 'all', ['block_risky_releases'], broken(middle)),
    ]);
    expect(answer.since).toBe('2026-03-16T00:00:00.000Z'); // day 70
    expect(answer.reasons).toHaveLength(2);
  });
});

describe('the owner of a service', () => {
  const asked = { ...risky, service: 'shop' };
  const owned = { services: [service('shop', { owner: 'core' }), service('stray')] };
  it('has its guardrails counted beside those of the team', () => {
    expect(ask(asked, [failing('core')], owned)).toMatchObject({ allowed: false, actions: ['slow_down'] });
    expect(ask(asked, [failing('web')], owned).allowed).toBe(false);
    expect(ask(risky, [failing('core')], owned).allowed).toBe(true);
  });
  it('may be nobody', () => {
    expect(ask({ ...risky, service: 'stray' }, [failing('core')], owned).allowed).toBe(true);
  });
  it('does not have what is the organisation’s told twice', () => {
    expect(ask(asked, [failing('all')], owned).reasons).toHaveLength(1);
    const waivers = [waiver('change_failure', 'all')];
    expect(ask(asked, [failing('all')], { ...owned, waivers }).reasons).toHaveLength(1);
    const dark = standing('change_failure', 'all', ['slow_down'], dunno('stale'));
    expect(ask(asked, [dark], owned).reasons).toHaveLength(2); // that, and the configured answer
  });
  it('is refused what is waived for the team alone', () => {
    const waivers = [waiver('change_failure', 'web')];
    const answer = ask(asked, [failing('all')], { ...owned, waivers });
    expect(answer).toMatchObject({ allowed: false, actions: ['slow_down'], since: '2026-03-26T07:00:00.000Z' });
  });
});

describe('a Friday', () => {
  // Los Angeles is 7 hours behind in April 2026: its Friday the 10th lasts from the 10th 07:00 to the 11th 07:00 UTC.
  const zone = (fridayReleases: boolean) => ({
    teams: [team('web', { workingTime: { ...utcOfficeHours, zone: 'America/Los_Angeles' }, fridayReleases })],
  });
  const [starts, ends] = [Date.parse('2026-04-10T07:00Z'), Date.parse('2026-04-11T07:00Z')];
  it.each([
    [starts - 1, true],
    [starts, false],
    [ends - 1, false],
    [ends, true],
  ])('of the team’s zone refuses what is risky: at %d it is %s', (now, allowed) => {
    expect(ask(risky, [], zone(false), now).allowed).toBe(allowed);
  });
  it('is said, and is no breach since anything', () => {
    expect(ask(risky, [], zone(false), starts)).toEqual({
      allowed: false,
      reasons: ['web releases nothing risky on a Friday.'],
      since: null,
      actions: [],
      isKnown: true,
    });
  });
  it('refuses nothing else: low risk, a fix, a rollback', () => {
    expect(ask(feature, [], zone(false), starts).allowed).toBe(true);
    expect(ask({ ...risky, change: 'fix' }, [], zone(false), starts).allowed).toBe(true);
    expect(ask({ ...risky, change: 'rollback' }, [], zone(false), starts).allowed).toBe(true);
  });
  it('is a day like others to a team that says so', () => {
    expect(ask(risky, [], zone(true), starts).allowed).toBe(true);
    expect(ask(risky, [failing('web')], zone(true), starts).allowed).toBe(false);
  });
});

describe('what is waived', () => {
  const own = waiver('change_failure', 'web');
  it('refuses nothing, and is said with its role, reason and end', () => {
    expect(ask(risky, [failing('web')], { waivers: [own] })).toEqual({
      allowed: true,
      reasons: [
        'change_failure of web is broken, and waived by VP Engineering until 2026-04-06T13:00:00.000Z: The move takes a week.',
      ],
      since: null,
      actions: [],
      waivedUntil: '2026-04-06T13:00:00.000Z',
      isKnown: true,
    });
  });
  it('ends first where several end, and does not cover what is not waived', () => {
    const standings = [failing('web'), standing('other', 'web', ['slow_down'], broken(at(79)))];
    const waivers = [own, waiver('other', 'all', { untilAt: at(93) })];
    expect(ask(risky, standings, { waivers })).toMatchObject({
      allowed: true,
      waivedUntil: '2026-04-06T13:00:00.000Z',
    });
    expect(ask(risky, standings, { waivers: [own] })).toMatchObject({
      allowed: false,
      since: '2026-03-25T00:00:00.000Z', // day 79
      waivedUntil: '2026-04-06T13:00:00.000Z',
    });
  });
  it('of the organisation’s lines may be so for one team alone', () => {
    const answer = (of: string) => ask({ ...risky, team: of }, [failing('all')], { waivers: [own] });
    expect(answer('web')).toMatchObject({ allowed: true, actions: [], waivedUntil: '2026-04-06T13:00:00.000Z' });
    expect(answer('core')).toMatchObject({ allowed: false, actions: ['slow_down'] });
    expect(answer('core')).not.toHaveProperty('waivedUntil');
  });
  it('is not mentioned where it would refuse nothing', () => {
    const answer = ask(feature, [failing('web')], { waivers: [own] });
    expect(answer.reasons).toEqual(['No guardrail refuses it.']);
    expect(answer).not.toHaveProperty('waivedUntil');
  });
  it('refuses again from its end on', () => {
    const over = { ...own, untilAt: noon };
    expect(ask(risky, [failing('web')], { waivers: [over] })).toMatchObject({ allowed: false, actions: ['slow_down'] });
  });
});

describe('what is not known', () => {
  const dark = standing('change_failure', 'web', ['slow_down'], dunno('stale'));
  it('is answered as configured, and said', () => {
    const reasons = (answer: string) => [
      'change_failure of web is not known now (stale).',
      `Where it is not known, the configured answer is: ${answer}.`,
    ];
    const common = { since: null, actions: [], isKnown: false };
    expect(ask(risky, [dark])).toEqual({ ...common, allowed: true, reasons: reasons('allow') });
    expect(ask(risky, [dark], refuse)).toEqual({ ...common, allowed: false, reasons: reasons('refuse') });
  });
  it('matters even while the state before it is kept', () => {
    const kept = { ...dark, isBreached: false };
    expect(ask(risky, [kept], refuse)).toMatchObject({ allowed: false, isKnown: false });
  });
  it('does not matter where it could refuse nothing', () => {
    expect(ask(feature, [dark], refuse)).toMatchObject({ allowed: true, isKnown: true });
    const listed = standing('unreviewed', 'web', ['escalate'], dunno('stale'));
    expect(ask(risky, [listed], refuse)).toMatchObject({ allowed: true, isKnown: true });
    expect(ask(risky, [{ ...dark, team: 'core' }], refuse)).toMatchObject({ allowed: true, isKnown: true });
    expect(ask({ ...risky, change: 'fix' }, [dark], refuse)).toMatchObject({ allowed: true, isKnown: true });
  });
  it('does not matter where it is waived', () => {
    const waivers = [waiver('change_failure', 'web')];
    expect(ask(risky, [dark], { ...refuse, waivers })).toMatchObject({ allowed: true, isKnown: true });
    const over = [{ ...waivers[0]!, untilAt: noon }];
    expect(ask(risky, [dark], { ...refuse, waivers: over })).toMatchObject({ allowed: false, isKnown: false });
  });
  it('is another thing than too few facts, or a source that nobody configured', () => {
    const few = standing('change_failure', 'web', ['slow_down'], dunno('too_few'));
    expect(ask(risky, [few], refuse)).toMatchObject({ allowed: true, isKnown: true });
    const none = { state: 'not_configured', value: null, limit: null } as const;
    expect(ask(risky, [{ ...few, verdict: none }], refuse)).toMatchObject({ allowed: true, isKnown: true });
  });
  it('is everything, where nothing was evaluated', () => {
    const nothing = 'Nothing is known: there is no evaluation that is young enough.';
    expect(ask(feature, null)).toMatchObject({ allowed: true, isKnown: false, since: null });
    expect(ask(feature, null, refuse)).toMatchObject({ allowed: false, isKnown: false, since: null });
    expect(ask(feature, null, refuse).reasons[0]).toBe(nothing);
    expect(ask({ ...feature, change: 'fix' }, null, refuse)).toMatchObject({ allowed: true, isKnown: false });
  });
  it('allows nothing that something known refuses', () => {
    const answer = ask(risky, [dark, failing('all')]);
    expect(answer).toMatchObject({ allowed: false, isKnown: false, since: '2026-03-26T07:00:00.000Z' });
  });
});
