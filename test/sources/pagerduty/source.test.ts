import { afterEach, describe, expect, it } from 'vitest';
import { pagerDutyToken, startPagerDutyServer } from '../../../exporter/demo/pagerduty-server/server.ts';
import type { DemoServer, World } from '../../../exporter/demo/world.ts';
import type { Incident, OnCall } from '../../../exporter/records/index.ts';
import { createPagerDutySource } from '../../../exporter/sources/pagerduty/source.ts';
import { sourceState } from '../../../exporter/sources/source.ts';
import { configuration } from '../../history/organisation.ts';
import { entry, incident } from '../../metrics/incident-fixture.ts';
import { never, testContext } from '../context.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const day = 86_400_000;
let server: DemoServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** An incident with all that a poll can read of it, `days` before now. */
function story(id: string, days: number, more: Partial<Incident> = {}): Incident {
  const when = (minutes: number): string => new Date(now - days * day + minutes * 60_000).toISOString();
  const entries = [
    entry('trigger', when(0)),
    entry('notify', when(1), { user: 'U1', channel: 'push' }),
    entry('acknowledge', when(5), { user: 'U1' }),
    entry('resolve', when(60), { user: 'U1' }),
  ];
  return incident(when(0), entries, { id, number: Number(id.slice(1)), ...more });
}
const onCall = (fromDays: number, toDays: number, user = 'U1'): OnCall => ({
  kind: 'on_call',
  id: `EP1/1/${user}/${now - fromDays * day}`,
  escalationPolicy: 'EP1',
  level: 1,
  user,
  fromAt: now - fromDays * day,
  toAt: now - toDays * day,
});
const world = (more: Partial<World>): World =>
  ({
    incidents: [],
    onCalls: [],
    pagerdutyServices: [
      {
        kind: 'pagerduty_service',
        id: 'PD1',
        name: 'shop',
        url: 'https://x/PD1',
        createdAt: now - 400 * day,
        escalationPolicy: 'EP1',
      },
    ],
    escalationPolicies: [{ kind: 'escalation_policy', id: 'EP1', name: 'shop', teams: ['T1'], levels: 2 }],
    pagerdutyUsers: [{ kind: 'pagerduty_user', id: 'U1', email: 'u1@example.com' }],
    priorities: { kind: 'priorities', id: 'account', names: ['P1', 'P2', 'P3'] },
    ...more,
  }) as World;

async function sourceOf(given: World, token = pagerDutyToken) {
  server = await startPagerDutyServer(given, { now: () => test.clock.at });
  const test = testContext(now);
  const config = configuration({ pagerduty: { token, baseUrl: server.url, schedule: '* * * * *', priorities: null } });
  return { ...test, source: createPagerDutySource(config, test.context) };
}

describe('the PagerDuty source', () => {
  it('stores incidents with their logs, and what they refer to, as they are', async () => {
    const given = world({
      incidents: [
        story('Q1', 170),
        story('Q2', 3, { mergedAt: now - 3 * day + 3_600_000 }),
        story('Q3', 1, { priority: null }),
      ],
      onCalls: [onCall(20, 10)],
    });
    const { source, store } = await sourceOf(given);
    await source.poll(never);
    for (const expected of given.incidents) expect(store.get('incident', expected.id)).toEqual(expected);
    expect(store.get('on_call', given.onCalls[0]!.id)).toEqual(given.onCalls[0]);
    expect(store.get('pagerduty_service', 'PD1')).toEqual(given.pagerdutyServices[0]);
    expect(store.get('escalation_policy', 'EP1')).toEqual(given.escalationPolicies[0]);
    expect(store.get('priorities', 'account')).toEqual(given.priorities);
    // Probed on the way, without a call more: nothing is mapped to the service.
    expect(store.get('probe', 'services_mapped PD1')?.findings).toMatchObject([{ at: now, result: 'unmet' }]);
    expect(store.get('probe', 'escalation_two_levels EP1')?.url).toMatch(/escalation_policies\/EP1$/);
    expect(sourceState(store, 'pagerduty')).toEqual({
      completeFromAt: now - 180 * day,
      watermarkAt: now,
      lastSuccessAt: now,
      progress: 1,
    });
  });

  it('reads what began before its first day and is open still, with its whole log', async () => {
    const open = story('Q9', 300);
    const given = world({ incidents: [{ ...open, status: 'triggered', entries: open.entries.slice(0, 2) }] });
    const { source, store } = await sourceOf(given);
    await source.poll(never);
    expect(store.get('incident', 'Q9')).toEqual(given.incidents[0]);
  });

  it('asks at most 120 calls per 1,000 incidents with their pages and acknowledgements', async () => {
    // 10 entries each.
    const many = Array.from({ length: 300 }, (_, i) => {
      const one = story(`Q${i}`, 1 + (i * 178) / 300);
      const pages = Array.from({ length: 6 }, (_, k) =>
        entry('notify', new Date(one.createdAt + k * 1_000).toISOString(), { user: 'U1', channel: 'sms' }),
      );
      return { ...one, entries: [...one.entries, ...pages].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)) };
    });
    const { source, store } = await sourceOf(world({ incidents: many }));
    await source.poll(never);
    expect(store.count('incident')).toBe(300);
    // 30 pages of entries, and what does not grow with incidents: 7 slices × (1 last page + 1 on-call), 6 lists.
    expect(server!.spent.requests).toBeLessThanOrEqual(30 + 7 * 2 + 6);
  });

  it('asks two calls where nothing has changed', async () => {
    const { source, clock } = await sourceOf(world({ incidents: [story('Q1', 5)] }));
    await source.poll(never);
    const before = server!.spent.requests;
    clock.at += 300_000;
    await source.poll(never);
    expect(server!.spent.requests - before).toBe(2);
  });

  it('sees a resolve and a lower priority later, and keeps the highest priority', async () => {
    const incidents = [story('Q1', 0.1, { priority: 'P1', status: 'acknowledged' })];
    const resolve = incidents[0]!.entries[3]!;
    incidents[0] = { ...incidents[0]!, entries: incidents[0]!.entries.slice(0, 3) };
    const { source, store, clock } = await sourceOf(world({ incidents }));
    await source.poll(never);
    await server!.close();
    server = await startPagerDutyServer(
      world({
        incidents: [
          {
            ...incidents[0]!,
            priority: 'P3',
            status: 'resolved',
            entries: [...incidents[0]!.entries, { ...resolve, at: now + 60_000 }],
          },
        ],
      }),
      { now: () => clock.at },
    );
    clock.at = now + 120_000;
    const test = testContext(clock.at, store);
    await createPagerDutySource(
      configuration({
        pagerduty: { token: pagerDutyToken, baseUrl: server.url, schedule: '* * * * *', priorities: null },
      }),
      test.context,
    ).poll(never);
    expect(store.get('incident', 'Q1')).toMatchObject({ priority: 'P1', status: 'resolved' });
    expect(store.get('incident', 'Q1')?.entries.map(({ type }) => type)).toEqual([
      'trigger',
      'notify',
      'acknowledge',
      'resolve',
    ]);
    void source;
  });

  it('lets an on-call stretch go on under its id from poll to poll', async () => {
    const { source, store, clock } = await sourceOf(world({ onCalls: [onCall(2, -5)] }));
    await source.poll(never);
    clock.at = now + day;
    await source.poll(never);
    expect([...store.changed('on_call', 0)].map(({ record }) => [record.fromAt, record.toAt])).toEqual([
      [now - 2 * day, now + day],
    ]);
  });

  it.each(['http_502', 'html', 'truncated', 'http_429'] as const)(
    'survives %s: tries again and misses nothing',
    async (fault) => {
      const { source, store, slept } = await sourceOf(world({ incidents: [story('Q1', 5)] }));
      server!.fail(fault, 2);
      await source.poll(never);
      expect(store.count('incident')).toBe(1);
      // The library repeats a 429 by itself, at once.
      if (fault !== 'http_429') expect(slept).toEqual([1_000, 2_000]);
    },
  );

  it('survives that nobody answers: gives up in time, tries again and misses nothing', async () => {
    const { source, store, slept, context, clock } = await sourceOf(world({ incidents: [story('Q1', 5)] }));
    Object.assign(context, { patienceMs: 250 });
    server!.fail('hang', 2);
    await source.poll(never);
    expect(store.count('incident')).toBe(1);
    expect(slept).toEqual([1_000, 2_000]);
    clock.at = now + day;
    server!.fail('hang', 50);
    await expect(source.poll(never)).rejects.toThrow(/^pagerduty: GET .*: no answer in 0.25 s/);
  });

  it('waits as long as the server asks', async () => {
    const { source, slept } = await sourceOf(world({}));
    server!.fail('http_429_with_reset', 4);
    await source.poll(never);
    expect(slept).toEqual([7_000]);
  });

  it('gives up with a clear error, keeps what it has, and goes on where it stopped', async () => {
    const { source, store } = await sourceOf(world({ incidents: [story('Q1', 170), story('Q2', 5)] }));
    // 5 lists, then the first slice (2 calls) succeed; the second slice fails.
    for (let i = 0; i < 7; i += 1) server!.fail('partial');
    server!.fail('http_502', 5);
    await expect(source.poll(never)).rejects.toThrow('pagerduty: GET /log_entries: answered 502');
    expect(store.has('incident', 'Q1')).toBe(true);
    expect(sourceState(store, 'pagerduty').completeFromAt).toBeNull();
    await source.poll(never);
    expect(store.has('incident', 'Q2')).toBe(true);
    expect(sourceState(store, 'pagerduty').progress).toBe(1);
  });

  it('names the token that is not accepted, and never shows it', async () => {
    const { source } = await sourceOf(world({}), 'wrong-secret');
    await expect(source.poll(never)).rejects.toThrow('the token is not accepted (401)');
    const checks = await source.checkAccess(never);
    expect(checks.every(({ ok }) => !ok)).toBe(true);
    expect(JSON.stringify(checks)).not.toContain('wrong-secret');
  });
});
