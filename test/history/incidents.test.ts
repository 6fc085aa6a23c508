import { describe, expect, it } from 'vitest';
import { priorityOf } from '../../exporter/history/incidents.ts';
import type { IncidentEntry } from '../../exporter/records/index.ts';
import { Organisation, at, service, team } from './organisation.ts';

const entry = (type: IncidentEntry['type'], instant: number): IncidentEntry => ({
  id: `${type}${instant}`,
  type,
  at: instant,
  user: null,
  channel: null,
});

describe('incidents', () => {
  it('are open from creation to each resolve, and again from a trigger; a merge ends them', () => {
    const org = new Organisation();
    const turns = [
      entry('trigger', at(1)),
      entry('resolve', at(2)),
      entry('reopen', at(3)),
      entry('acknowledge', at(4)),
    ];
    const id = org.incident({ createdAt: at(1), entries: turns });
    const merged = org.incident({ createdAt: at(1), entries: turns, mergedAt: at(5) });
    expect(org.history().incident(id)?.open).toEqual([
      { from: at(1), to: at(2) },
      { from: at(3), to: Infinity },
    ]);
    expect(org.history().incident(merged)?.open.at(-1)).toEqual({ from: at(3), to: at(5) });
    expect(org.history().incident(merged)?.isMerged).toBe(true);
  });

  it('have one of our priorities by the mapping, by their own name without one, else none', () => {
    const mapping = { P1: ['SEV-1', 'Critical'], P2: ['SEV-2'] };
    expect(['sev-1', 'Critical', 'SEV-2', 'P1', null].map((name) => priorityOf(name, mapping))).toEqual([
      'P1',
      'P1',
      'P2',
      'none',
      'none',
    ]);
    expect(['P1', 'p5', 'P6', ''].map((name) => priorityOf(name, null))).toEqual(['P1', 'P5', 'none', 'none']);
  });

  it('belong to each team that lists their PagerDuty service, else to the owner of the service mapped to it', () => {
    const teams = [team('web', { pagerdutyServices: ['X'] }), team('core', { pagerdutyServices: ['X'] })];
    const org = new Organisation({
      teams,
      services: [service('app', { owner: 'web', pagerdutyServices: ['X', 'Y'] })],
    });
    const ids = ['X', 'Y', 'Z'].map((one) => org.incident({ createdAt: at(1), service: one }));
    const history = org.history();
    expect(ids.map((id) => history.incident(id)?.teams)).toEqual([['web', 'core'], ['web'], []]);
    expect(history.incidentsOfTeam('web')).toEqual([ids[0], ids[1]]);
  });

  it('recur within 90 days: the same service and the same key, or the same title without digits', () => {
    const org = new Organisation();
    org.incident({ id: 'a', createdAt: at(0), title: 'Disk 91% full on db-3' });
    org.incident({ id: 'b', createdAt: at(90), title: 'Disk 7% full on db-12' });
    org.incident({ id: 'c', createdAt: at(90) + 1, title: 'Disk 8% full on db-1' });
    org.incident({ id: 'd', createdAt: at(91), title: 'Disk 9% full on db-1', service: 'PD-OTHER' });
    org.incident({ id: 'e', createdAt: at(92), title: 'One', incidentKey: 'k' });
    org.incident({ id: 'f', createdAt: at(93), title: 'Two', incidentKey: 'k' });
    const recurs = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => org.history().incident(id)?.recursAfter);
    expect(recurs).toEqual([[], ['a'], ['b'], [], [], ['e']]);
  });

  it('name those that recur after them when they change', () => {
    const org = new Organisation();
    org.incident({ id: 'b', createdAt: at(20), title: 'Disk' });
    org.incident({ id: 'z', createdAt: at(20), title: 'Net' });
    org.history();
    org.incident({ id: 'a', createdAt: at(10), title: 'Disk' });
    org.history();
    const ids = org.changed.filter(({ kind }) => kind === 'incident').map(({ id }) => id);
    expect(ids.sort()).toEqual(['a', 'b']);
  });

  it('have priorities where the account has some or a mapping is given', () => {
    const org = new Organisation();
    org.read(at(0), at(1));
    expect(org.history().hasPriorities).toBe(false);
    org.put({ kind: 'priorities', id: 'account', names: [] });
    expect(org.history().hasPriorities).toBe(false);
    expect(org.history().signal('priorities')).toBe('not_configured');
    org.put({ kind: 'priorities', id: 'account', names: ['P1'] });
    expect(org.history().hasPriorities).toBe(true);
    expect(org.history().signal('priorities')).toEqual({ completeFromAt: at(0), watermarkAt: at(1) });
  });
});

describe('on call', () => {
  const rota = (org: Organisation, user: string, from: number, to: number, level = 1, policy = 'EP'): void => {
    const id = `${policy}/${level}/${user}/${from}`;
    org.put({ kind: 'on_call', id, escalationPolicy: policy, level, user, fromAt: from, toAt: to });
  };

  it('joins what one person carries without a break, at level 1', () => {
    const org = new Organisation();
    rota(org, 'PD-ANN', at(1), at(2));
    rota(org, 'PD-ANN', at(2), at(3));
    rota(org, 'PD-BOB', at(2), at(4));
    rota(org, 'PD-CAT', at(0), at(9), 2);
    rota(org, 'PD-ANN', at(2), at(5), 1, 'EP2');
    expect(org.history().onCall('EP')).toEqual([
      { user: 'PD-ANN', span: { from: at(1), to: at(3) } },
      { user: 'PD-BOB', span: { from: at(2), to: at(4) } },
    ]);
    expect(org.history().onCallOfTeam('web')).toEqual([
      { user: 'PD-ANN', span: { from: at(1), to: at(5) } },
      { user: 'PD-BOB', span: { from: at(2), to: at(4) } },
    ]);
    expect(org.history().onCallOfTeam('core')).toEqual([]);
  });

  it('covers a service while whoever carries the pager is a member', () => {
    const teams = [team('web', { members: [{ pagerduty: 'P1', fromAt: at(2), untilAt: at(4) }] }), team('core')];
    const org = new Organisation({ teams });
    rota(org, 'P1', at(1), at(3));
    rota(org, 'P1', at(3), at(6));
    rota(org, 'P9', at(0), at(9));
    expect(org.history().coverage('EP', ['core', 'web'])).toEqual([{ from: at(2), to: at(4) }]);
    expect(org.history().coverage('EP', ['core'])).toEqual([]);
  });
});

describe('signals', () => {
  it('begin with the latest and end with the earliest of their sources, and are not configured without one', () => {
    const webhook = { from: 'webhook', environment: 'production', workflow: null } as const;
    const org = new Organisation({ services: [service('a'), service('b', { deployments: webhook })], pagerduty: null });
    const state = (name: string, from: number | null, to: number): void =>
      org.store.write({ state: [{ key: `source/${name}`, value: { completeFromAt: from, watermarkAt: to } }] });
    state('github', at(1), at(9));
    expect(org.history().signal('deployments')).toEqual({ completeFromAt: null, watermarkAt: null });
    state('pipeline', at(2), at(8));
    expect(org.history().signal('deployments')).toEqual({ completeFromAt: at(2), watermarkAt: at(8) });
    expect(org.history().signal('pull_requests')).toEqual({ completeFromAt: at(1), watermarkAt: at(9) });
    expect(org.history().signal('incidents')).toBe('not_configured');
  });
});
