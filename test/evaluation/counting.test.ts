import { describe, expect, it } from 'vitest';
import {
  counterFamilies,
  countersOver,
  Counting,
  deploymentCounter,
  incidentCounter,
} from '../../exporter/evaluation/counting.ts';
import { at, hour, Organisation } from '../history/organisation.ts';
import type { DeploymentOf } from '../history/organisation.ts';

/** Counts as of each instant in turn, as the exporter does. */
function counted(organisation: Organisation, instants: readonly number[]) {
  const counting = new Counting(organisation.store);
  const roots = ['service_deployment', 'incident'] as const;
  for (const asOf of instants) {
    const history = organisation.history();
    const all = roots.flatMap((kind) => [...history.roots(kind)].map(({ id }) => ({ kind, id })));
    counting.count(all, history, asOf);
  }
  return (counter: string, asOf: number) =>
    organisation.store.counts(counter, asOf).map(({ labels, count }) => ({ ...labels, count }));
}
function deployed(given: DeploymentOf): Organisation {
  const organisation = new Organisation();
  organisation.commit('c1');
  organisation.deployment({ commit: 'c1', startedAt: at(0), ...given });
  return organisation;
}
const end = (state: 'failure' | 'inactive', when: number) => ({ statuses: [{ state, at: when }] });

describe('deployment_events_total', () => {
  it('counts a success when it succeeds', () => {
    const counts = counted(deployed({ finishedAt: at(0, 1) }), [at(0, 1) + 1]);
    expect(counts(deploymentCounter, at(0, 1))).toEqual([]);
    expect(counts(deploymentCounter, at(0, 1) + 1)).toEqual([
      { deployed_service: 'app', outcome: 'succeeded', count: 1 },
    ]);
  });
  it('counts nothing before the instant has passed', () => {
    expect(counted(deployed({ finishedAt: at(0, 1) }), [at(0, 1)])(deploymentCounter, at(9))).toEqual([]);
  });
  it.each([
    ['failed', end('failure', at(0, 2))],
    ['cancelled', end('inactive', at(0, 2))],
  ])('counts what %s 24 h after its start: it might have succeeded', (outcome, given) => {
    const counts = counted(deployed(given), [at(0, 3), at(1), at(1) + 1]);
    expect(counts(deploymentCounter, at(1))).toEqual([]);
    expect(counts(deploymentCounter, at(1) + 1)).toEqual([{ deployed_service: 'app', outcome, count: 1 }]);
  });
  it('counts what is still running then when it ends', () => {
    const counts = counted(deployed(end('failure', at(2))), [at(1) + 1, at(2) + 1]);
    expect(counts(deploymentCounter, at(2))).toEqual([]);
    expect(counts(deploymentCounter, at(2) + 1)).toEqual([{ deployed_service: 'app', outcome: 'failed', count: 1 }]);
  });
  it('never takes back: a success learnt of later changes nothing', () => {
    const organisation = deployed(end('failure', at(0, 2)));
    const counts = counted(organisation, [at(1) + 1]);
    const before = organisation.store.get('deployment', 'd1')!;
    organisation.put({ ...before, statuses: [...before.statuses, { state: 'success', at: at(0, 5) }] });
    counted(organisation, [at(3)]);
    expect(counts(deploymentCounter, at(3))).toEqual([{ deployed_service: 'app', outcome: 'failed', count: 1 }]);
  });
  it('counts once, however often it is looked at, and after a restart', () => {
    const organisation = deployed({ finishedAt: at(0, 1) });
    counted(organisation, [at(1), at(2), at(3)]);
    expect(counted(organisation, [at(4)])(deploymentCounter, at(5))).toEqual([
      { deployed_service: 'app', outcome: 'succeeded', count: 1 },
    ]);
  });
});

describe('incident_events_total', () => {
  it('counts an incident for its team with the priority that it had then', () => {
    const organisation = new Organisation();
    const id = organisation.incident({ createdAt: at(0), priority: 'P3' });
    counted(organisation, [at(0) + 1]);
    organisation.put({ ...organisation.store.get('incident', id)!, priority: 'P1' });
    const counts = counted(organisation, [at(0) + hour]);
    expect(counts(incidentCounter, at(1))).toEqual([{ team: 'web', priority: 'P3', count: 1 }]);
  });
  it('counts what nobody owns as unattributed', () => {
    const organisation = new Organisation();
    organisation.incident({ createdAt: at(0), service: 'PD-NOBODY' });
    expect(counted(organisation, [at(1)])(incidentCounter, at(1))).toEqual([
      { team: 'unattributed', priority: 'P1', count: 1 },
    ]);
  });
});

describe('the counters over a span', () => {
  it('say at each instant what was counted before it, whatever was asked before', () => {
    const organisation = new Organisation();
    const labels = { team: 'web', priority: 'P1' };
    const event = (id: string, when: number, team = 'web') => ({
      counter: incidentCounter,
      id,
      labels: { ...labels, team },
      at: when,
    });
    organisation.store.write({
      counted: [event('1', at(0)), event('2', at(1)), event('3', at(1), 'core'), event('4', at(3)), event('5', at(9))],
    });
    const told = countersOver(organisation.store, { from: at(1), to: at(4) });
    const sums = (asOf: number) => told(asOf)[1]!.samples.map(({ labels: { team }, value }) => `${team} ${value}`);
    // Before day 1: the first; from the millisecond after it two more; the last is beyond the span.
    expect([at(1), at(1) + 1, at(2), at(4)].map(sums)).toEqual([
      ['web 1'],
      ['web 2', 'core 1'],
      ['web 2', 'core 1'],
      ['web 3', 'core 1'],
    ]);
    const once = counterFamilies(organisation.store, at(4))[1]!;
    expect(told(at(4))[1]).toEqual({ ...once, samples: [...once.samples].reverse() });
  });
});
