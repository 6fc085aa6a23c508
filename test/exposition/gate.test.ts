import { describe, expect, it } from 'vitest';
import type { Config, Waiver } from '../../exporter/config/config.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { configuration, service, team } from '../history/organisation.ts';
import { listen, now } from './listening.ts';

const day = 86_400_000;
const lines = policyOf(configuration());

/** How a line stands for web: broken for three days unless said otherwise. */
function standing(id: string, more: Partial<Standing> = {}): Standing {
  const line = lines.find((line) => line.id === id)!;
  const verdict = { state: 'breached', value: 0.25, limit: 0.1 } as const;
  return { line, team: 'web', asOf: now, verdict, isBreached: true, breachedAt: now - 3 * day, ...more };
}
const held = { isBreached: false, breachedAt: null, verdict: { state: 'within', value: 0.02, limit: 0.1 } } as const;
const unknown = (why: 'incomplete' | 'stale' | 'too_few') =>
  ({ ...held, verdict: { state: 'unknown', why, value: null, limit: null } }) as const;

type Given = NonNullable<Parameters<typeof listen>[0]>;
async function ask(query: string, given: Given = {}, headers: Record<string, string> = {}) {
  const { fetch } = await listen(given);
  const response = await fetch(`/gate?${query}`, headers);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const answerTo = async (query: string, given: Given = {}) => (await ask(query, given)).body;
const waived = (more: Partial<Waiver> = {}): Partial<Config> => ({
  waivers: [
    {
      guardrail: 'change_failure_unbroken',
      team: 'web',
      reason: 'A migration.',
      role: 'VP',
      untilAt: now + day,
      ...more,
    },
  ],
});

describe('/gate', () => {
  it('allows what no guardrail refuses, and repeats what was asked with its defaults', async () => {
    expect(await ask('team=web', { standings: [standing('change_failure_unbroken', held)] })).toEqual({
      status: 200,
      body: {
        team: 'web',
        change: 'feature',
        risk: 'low',
        allowed: true,
        reasons: ['No guardrail refuses it.'],
        since: null,
        actions: [],
        isKnown: true,
        asOf: '2026-06-01T12:00:00.000Z',
      },
    });
  });
  it('refuses with 200, the reason, since when and the actions, those that refuse nothing included', async () => {
    const standings = [
      standing('change_failure_unbroken'),
      standing('recurring_incidents', { breachedAt: now - 9 * day }),
      standing('change_failure_unbroken', { team: 'core', breachedAt: now - 30 * day }),
    ];
    const { status, body } = await ask('team=web&service=app&change=feature&risk=high', { standings });
    expect(status).toBe(200);
    expect(body).toEqual({
      team: 'web',
      service: 'app',
      change: 'feature',
      risk: 'high',
      allowed: false,
      reasons: [
        'change_failure_unbroken of web has been broken since 2026-05-29T12:00:00.000Z: 0.25, limit 0.1 (pause_features). When too many changes keep failing, new features pause and quality comes first.',
      ],
      // Three days: recurring incidents have lasted longer and refuse nothing; core is another team.
      since: '2026-05-29T12:00:00.000Z',
      actions: ['pause_features', 'enforce_refactoring'],
      isKnown: true,
      asOf: '2026-06-01T12:00:00.000Z',
    });
  });
  it.each(['fix', 'rollback'])('never refuses a %s, whatever is broken and whatever its risk', async (change) => {
    const standings = [standing('change_failure_unbroken'), standing('change_failure')];
    expect(await answerTo(`team=web&change=${change}&risk=high`, { standings })).toMatchObject({
      allowed: true,
      reasons: [`A ${change} is never refused.`],
      since: null,
      actions: ['pause_features', 'slow_down'],
      isKnown: true,
    });
  });
  it('slows down what is risky and nothing else', async () => {
    const standings = [standing('change_failure')];
    expect(await answerTo('team=web&risk=high', { standings })).toMatchObject({ allowed: false });
    expect(await answerTo('team=web&risk=low', { standings })).toMatchObject({ allowed: true, actions: ['slow_down'] });
  });
  it('hears the guardrails of the organisation, and of the owner of the service', async () => {
    const all = { standings: [standing('p1_incidents_not_more', { team: 'all' })] };
    expect(await answerTo('team=web&risk=high', all)).toMatchObject({ allowed: false });
    const owner = { standings: [standing('change_failure_unbroken', { team: 'core' })] };
    const services = [service('app', { owner: 'web' }), service('ledger', { owner: 'core' }), service('old')];
    for (const [asked, allowed] of [
      ['', true],
      ['&service=app', true],
      ['&service=old', true],
      ['&service=ledger', false],
    ] as const)
      expect(await answerTo(`team=web${asked}`, { ...owner, config: { services } })).toMatchObject({ allowed });
  });
  it('refuses what is risky on a Friday of the team, unless the team releases on Fridays', async () => {
    // New York is 4 h behind UTC in June: Friday 5 June begins there at 04:00 UTC and ends on Saturday at 04:00 UTC.
    const friday = Date.parse('2026-06-05T04:00:00Z');
    const zone = { zone: 'America/New_York', hours: {}, holidays: [] };
    const allowed = async (at: number, query = 'team=web&risk=high', fridayReleases = false) => {
      const config = { teams: [team('web', { workingTime: zone, fridayReleases })] };
      return (await answerTo(query, { at, evaluatedAt: at, config }))['allowed'];
    };
    expect([await allowed(friday - 1), await allowed(friday)]).toEqual([true, false]);
    expect([await allowed(friday + day - 1), await allowed(friday + day)]).toEqual([false, true]);
    expect([await allowed(friday, 'team=web'), await allowed(friday, 'team=web&risk=high&change=fix')]).toEqual([
      true,
      true,
    ]);
    expect(await allowed(friday, undefined, true)).toBe(true);
  });
});

describe('a waiver', () => {
  const standings = [standing('change_failure_unbroken')];
  it('allows until its end, and says by whom, until when and why', async () => {
    expect(await answerTo('team=web', { standings, config: waived() })).toMatchObject({
      allowed: true,
      reasons: [
        'change_failure_unbroken of web is broken, and waived by VP until 2026-06-02T12:00:00.000Z: A migration.',
      ],
      since: null,
      actions: [],
      waivedUntil: '2026-06-02T12:00:00.000Z',
    });
  });
  it('is over at its end, not a millisecond earlier', async () => {
    const until = async (untilAt: number) => answerTo('team=web', { standings, config: waived({ untilAt }) });
    expect(await until(now + 1)).toMatchObject({ allowed: true });
    const over = await until(now);
    expect(over).toMatchObject({ allowed: false });
    expect(over).not.toHaveProperty('waivedUntil');
  });
  it('of another team or guardrail changes nothing', async () => {
    for (const other of [{ team: 'core' }, { guardrail: 'change_failure' }])
      expect(await answerTo('team=web', { standings, config: waived(other) })).toMatchObject({ allowed: false });
  });
  it('is said once where team and owner are waived by it', async () => {
    const config = waived({ guardrail: 'p1_incidents_not_more', team: 'all' });
    const services = [service('ledger', { owner: 'core' })];
    const ofAll = [standing('p1_incidents_not_more', { team: 'all' })];
    const body = await answerTo('team=web&service=ledger&risk=high', {
      standings: ofAll,
      config: { ...config, services },
    });
    expect(body).toMatchObject({ allowed: true });
    expect(body['reasons']).toHaveLength(1);
  });
  it('leaves nothing to know about the line that it waives', async () => {
    const config = { ...waived(), gate: { whenUnknown: 'refuse' } } as const;
    const stale = [standing('change_failure_unbroken', unknown('stale'))];
    expect(await answerTo('team=web', { standings: stale, config })).toMatchObject({ allowed: true, isKnown: true });
    const core = await answerTo('team=core', { standings: [{ ...stale[0]!, team: 'core' }], config });
    expect(core).toMatchObject({ allowed: false, isKnown: false });
  });
});

describe('where it is not known', () => {
  const known = [standing('change_failure_unbroken', held)];
  const refuse = { gate: { whenUnknown: 'refuse' } } as const;
  it('the configured answer stands, and says that it is one', async () => {
    const standings = [standing('change_failure_unbroken', unknown('stale'))];
    expect(await answerTo('team=web', { standings })).toMatchObject({
      allowed: true,
      isKnown: false,
      reasons: [
        'change_failure_unbroken of web is not known now (stale).',
        'Where it is not known, the configured answer is: allow.',
      ],
    });
    expect(await answerTo('team=web', { standings, config: refuse })).toMatchObject({
      allowed: false,
      isKnown: false,
      since: null,
    });
  });
  it('what was broken before stays refused', async () => {
    const standings = [
      standing('change_failure_unbroken', { verdict: { state: 'unknown', why: 'stale', value: null, limit: null } }),
    ];
    const body = await answerTo('team=web', { standings });
    expect(body).toMatchObject({ allowed: false, isKnown: true });
    expect(body['reasons']).toEqual([
      'change_failure_unbroken of web has been broken since 2026-05-29T12:00:00.000Z (pause_features). When too many changes keep failing, new features pause and quality comes first.',
    ]);
  });
  it('too few facts are no want of knowledge, nor is a line that could refuse nothing', async () => {
    for (const standings of [
      [standing('change_failure_unbroken', unknown('too_few'))],
      [standing('recurring_incidents', unknown('stale'))],
      // Slowing down refuses what is risky only.
      [standing('change_failure', unknown('stale'))],
    ])
      expect(await answerTo('team=web', { standings, config: refuse })).toMatchObject({ allowed: true, isKnown: true });
  });
  it('an evaluation is too old after two hours, not a millisecond earlier', async () => {
    const old = (ageMs: number, config: Partial<Config>) =>
      answerTo('team=web', { standings: known, evaluatedAt: now - ageMs, config });
    expect(await old(7_200_000, refuse)).toMatchObject({
      allowed: true,
      isKnown: true,
      asOf: '2026-06-01T10:00:00.000Z',
    });
    const tooOld = await old(7_200_001, refuse);
    expect(tooOld).toMatchObject({ allowed: false, isKnown: false, asOf: null, actions: [] });
    expect(tooOld['reasons']).toEqual([
      'Nothing is known: there is no evaluation that is young enough.',
      'Where it is not known, the configured answer is: refuse.',
    ]);
    expect(await old(7_200_001, {})).toMatchObject({ allowed: true, isKnown: false });
  });
  it('before the first evaluation a fix goes ahead all the same', async () => {
    const body = await answerTo('team=web&change=fix', { evaluatedAt: null, config: refuse });
    expect(body).toMatchObject({ allowed: true, isKnown: false, asOf: null });
  });
});

describe('a question', () => {
  it.each([
    ['', 'team is one of web, core'],
    ['team=all', 'team is one of web, core'],
    ['team=Web', 'team is one of web, core'],
    ['team=web&team=core', 'team is one of web, core'],
    ['team=web&service=moon', 'service is one of app'],
    ['team=web&service=app&service=app', 'service is one of app'],
    ['team=web&change=hotfix', 'change is one of feature, fix, rollback'],
    ['team=web&risk=medium', 'risk is one of low, high'],
    // Of two answers the harmless one must not be taken.
    ['team=web&risk=high&risk=low', 'risk is one of low, high'],
  ])('"%s" is answered with what would be right', async (query, error) => {
    expect(await ask(query)).toEqual({ status: 400, body: { error } });
  });
  it('may leave a part empty, as a pipeline does', async () => {
    const body = await answerTo('team=web&service=&change=&risk=');
    expect(body).toMatchObject({ change: 'feature', risk: 'low' });
    expect(body).not.toHaveProperty('service');
  });
  it('needs the bearer token where one is configured', async () => {
    const { fetch } = await listen({ config: { http: { host: '127.0.0.1', port: 0, token: 'tok' } } });
    expect((await fetch('/gate?team=web')).status).toBe(401);
    expect((await fetch('/gate?team=web', { authorization: 'Bearer tok' })).status).toBe(200);
  });
  it('about the demo is answered with a notice that it is one', async () => {
    expect(await answerTo('team=web', { config: { isDemo: true } })).toMatchObject({
      notice: 'Demo: a simulated organisation. Nothing here is real.',
    });
    expect(await answerTo('team=web')).not.toHaveProperty('notice');
  });
});
