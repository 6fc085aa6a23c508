import { describe, expect, it } from 'vitest';
import type { ServiceDeployment } from '../../exporter/history/history.ts';
import { isOpenAt } from '../../exporter/history/spans.ts';
import { Organisation, at, day, hour, minute, service } from './organisation.ts';

const failedAsOf = (view: ServiceDeployment, asOf: number): boolean => isOpenAt(view.failed, asOf);
const signalsOf = (view: ServiceDeployment): string[] => view.failures.map(({ signal }) => signal);

/** Deploys commits in this order, a day apart from day 1 on, at noon. */
function deployed(organisation: Organisation, ...commits: string[]): string[] {
  return commits.map((commit, index) => organisation.deployment({ commit, finishedAt: at(index + 1, 12) }));
}

describe('rollbacks', () => {
  it('takes V1, V2, V3, V1 for a failed V2 and a rollback to V1', () => {
    const org = new Organisation();
    for (const oid of ['v1', 'v2', 'v3']) org.commit(oid);
    const [first, second, third, fourth] = deployed(org, 'v1', 'v2', 'v3', 'v1');
    expect(org.look(second!).failures).toEqual([{ signal: 'rollback', holds: [{ from: at(4, 12), to: Infinity }] }]);
    expect(org.look(fourth!).remedies).toEqual([{ kind: 'rollback', of: second }]);
    expect(org.look(second!).rolledBackAt).toBe(at(4, 12));
    expect(org.look(second!).recoveries).toEqual([{ at: at(4, 12), known: { from: at(4, 12), to: Infinity } }]);
    for (const id of [first, third, fourth]) expect(org.look(id!).failed).toEqual([]);
    expect(failedAsOf(org.look(second!), at(4, 12))).toBe(false);
    expect(failedAsOf(org.look(second!), at(4, 12) + 1)).toBe(true);
  });

  it('takes the same commit again for nothing', () => {
    const org = new Organisation();
    org.commit('v1');
    const [, second] = deployed(org, 'v1', 'v1');
    expect(org.look(second!).remedies).toEqual([]);
    expect(org.look(second!).isSomethingNew).toBe(false);
  });

  it('takes the second B of A, B, A, B for a re-release', () => {
    const org = new Organisation();
    for (const oid of ['a', 'b']) org.commit(oid);
    const [, b, a, again] = deployed(org, 'a', 'b', 'a', 'b');
    expect(org.look(a!).remedies).toEqual([{ kind: 'rollback', of: b }]);
    expect(org.look(again!).remedies).toEqual([]);
    expect(org.look(a!).failed).toEqual([]);
  });

  it('takes a strict ancestor that was never deployed for one, unless it started before the preceding one finished', () => {
    for (const late of [0, 1]) {
      const org = new Organisation();
      for (const oid of ['a', 'b', 'c']) org.commit(oid);
      org.deployment({ commit: 'a', finishedAt: at(1) });
      const c = org.deployment({ commit: 'c', finishedAt: at(2) });
      const b = org.deployment({ commit: 'b', finishedAt: at(3), startedAt: at(2) - late });
      // Started at the very instant: not before it.
      expect(org.look(b).remedies).toEqual(late === 0 ? [{ kind: 'rollback', of: c }] : []);
    }
  });

  it('counts a rollback within 14 days, and later ones as rework only', () => {
    for (const late of [0, 1]) {
      const org = new Organisation();
      for (const oid of ['a', 'b']) org.commit(oid);
      org.deployment({ commit: 'a', finishedAt: at(0) });
      const b = org.deployment({ commit: 'b', finishedAt: at(1) });
      const back = org.deployment({ commit: 'a', finishedAt: at(15) + late });
      expect(signalsOf(org.look(b))).toEqual(late === 0 ? ['rollback'] : []);
      expect(org.look(back).remedies).toEqual([{ kind: 'rollback', of: b }]);
      expect(org.look(b).rolledBackAt).toBe(late === 0 ? at(15) : null);
    }
  });
});

describe('reverts', () => {
  it('fails the deployment that first carried what is reverted', () => {
    const org = new Organisation();
    org.commit('base');
    org.deployment({ commit: 'base', finishedAt: at(1) });
    org.pullRequest({ number: 1, mergedAt: at(2) });
    const one = org.deployment({ commit: 'm1', finishedAt: at(2, 1) });
    org.pullRequest({ number: 2, mergedAt: at(3) });
    const two = org.deployment({ commit: 'm2', finishedAt: at(3, 1) });
    org.pullRequest({ number: 3, mergedAt: at(4), body: 'Reverts acme/app#1' });
    const three = org.deployment({ commit: 'm3', finishedAt: at(4, 1) });
    expect(org.look(one).failures).toEqual([{ signal: 'revert', holds: [{ from: at(4, 1), to: Infinity }] }]);
    expect(org.look(two).failed).toEqual([]);
    expect(org.look(three).remedies).toEqual([{ kind: 'revert', of: one }]);
  });

  it.each([
    ['the branch', { headBranch: 'revert-1-branch-1' }],
    ['the title', { title: 'Revert "Change 1"' }],
    [
      'the reference before branch and title',
      { body: 'Reverts #1', headBranch: 'revert-9-x', title: 'Revert "Other"' },
    ],
  ])('finds what is reverted by %s', (_, how) => {
    const org = new Organisation();
    org.commit('base');
    org.deployment({ commit: 'base', finishedAt: at(1) });
    org.pullRequest({ number: 1, mergedAt: at(2) });
    const one = org.deployment({ commit: 'm1', finishedAt: at(2, 1) });
    org.pullRequest({ number: 3, mergedAt: at(4), ...how });
    org.deployment({ commit: 'm3', finishedAt: at(4, 1) });
    expect(signalsOf(org.look(one))).toEqual(['revert']);
  });

  it('takes a revert of a revert for no signal, however it is named', () => {
    for (const how of [{ body: 'Reverts #2' }, { title: 'Reapply "Change 1"', headBranch: 'revert-2-revert-1-x' }]) {
      const org = new Organisation();
      org.commit('base');
      org.deployment({ commit: 'base', finishedAt: at(1) });
      org.pullRequest({ number: 1, mergedAt: at(2) });
      org.deployment({ commit: 'm1', finishedAt: at(2, 1) });
      org.pullRequest({ number: 2, mergedAt: at(3), body: 'Reverts #1' });
      const revert = org.deployment({ commit: 'm2', finishedAt: at(3, 1) });
      org.pullRequest({ number: 3, mergedAt: at(4), ...how });
      const again = org.deployment({ commit: 'm3', finishedAt: at(4, 1) });
      expect(org.look(revert).failed).toEqual([]);
      expect(org.look(again).remedies).toEqual([]);
    }
  });

  it('takes what one deployment carries and reverts for neither failure nor rework', () => {
    const org = new Organisation();
    org.commit('base');
    const base = org.deployment({ commit: 'base', finishedAt: at(1) });
    org.pullRequest({ number: 1, mergedAt: at(2) });
    org.pullRequest({ number: 2, mergedAt: at(3), body: 'Reverts #1', labels: ['hotfix'] });
    const both = org.deployment({ commit: 'm2', finishedAt: at(1, 1) });
    expect(org.look(both).contents).toEqual({ known: true, pullRequests: ['acme/app#1', 'acme/app#2'] });
    expect(org.look(both).remedies).toEqual([]);
    expect(org.look(base).failed).toEqual([]);
  });
});

describe('hotfixes', () => {
  it.each([
    ['a label', { labels: ['hotfix'] }, {}],
    ['a label in whatever case', { labels: ['HotFix'] }, {}],
    ['a branch', { headBranch: 'hotfix/now' }, {}],
    ['a label of one into another branch', { labels: ['hotfix'], baseBranch: 'release/1' }, {}],
    ['the deployed ref', {}, { ref: 'refs/heads/hotfix/now' }],
  ])('fails the preceding deployment by %s, if that finished less than the failure window before', (_, pull, ref) => {
    for (const [gap, of] of [
      [day - 1, true],
      [day, false],
    ] as const) {
      const org = new Organisation();
      org.commit('base');
      org.deployment({ commit: 'base', finishedAt: at(1) });
      org.pullRequest({ number: 1, mergedAt: at(2) });
      const one = org.deployment({ commit: 'm1', finishedAt: at(3) });
      org.pullRequest({ number: 2, mergedAt: at(3), ...pull });
      const fix = org.deployment({ commit: 'm2', finishedAt: at(3) + gap, ...ref });
      expect(org.look(fix).remedies).toEqual([{ kind: 'hotfix', of: of ? one : null }]);
      expect(signalsOf(org.look(one))).toEqual(of ? ['hotfix'] : []);
    }
  });
});

describe('incidents', () => {
  function twoDeployments(): { org: Organisation; one: string; two: string } {
    const org = new Organisation();
    for (const oid of ['a', 'b']) org.commit(oid);
    const one = org.deployment({ commit: 'a', startedAt: at(1), finishedAt: at(1, 1) });
    const two = org.deployment({ commit: 'b', startedAt: at(5), finishedAt: at(5, 1) });
    return { org, one, two };
  }

  it('belong to the deployment with the latest start, inside its failure window', () => {
    const { org, one, two } = twoDeployments();
    const last = org.incident({ createdAt: at(6, 1) - 1 });
    org.incident({ createdAt: at(6, 1) });
    expect(org.look(two).incidents).toEqual([{ id: last, holds: { from: at(6, 1) - 1, to: Infinity } }]);
    expect(org.look(one).incidents).toEqual([]);
  });

  it('come before the failure as of an hour, and after it as of any instant past their start', () => {
    const { org, two } = twoDeployments();
    org.incident({ createdAt: at(5, 21) });
    const view = org.look(two);
    expect(failedAsOf(view, at(5, 2))).toBe(false);
    expect(failedAsOf(view, at(5, 21))).toBe(false);
    expect(failedAsOf(view, at(5, 21) + 1)).toBe(true);
  });

  it('belong to the one before while the latest has not succeeded yet', () => {
    const { org, one, two } = twoDeployments();
    const other = org.deployment({ commit: 'b', startedAt: at(1, 2), finishedAt: at(1, 8) });
    org.incident({ createdAt: at(1, 4), id: 'x' });
    expect(org.look(one).failed).toEqual([{ from: at(1, 4), to: at(1, 8) }]);
    expect(org.look(other).failed).toEqual([{ from: at(1, 8), to: Infinity }]);
    expect(org.look(two).failed).toEqual([]);
  });

  it('start at the start of a deployment, not a moment before', () => {
    for (const early of [0, 1]) {
      const { org, two } = twoDeployments();
      org.incident({ createdAt: at(5) - early });
      expect(org.look(two).failed).toEqual(early === 0 ? [{ from: at(5, 1), to: Infinity }] : []);
    }
  });

  it('of other priorities fail nothing', () => {
    const { org, two } = twoDeployments();
    org.incident({ createdAt: at(5, 2), priority: 'P3' });
    org.incident({ createdAt: at(5, 2), priority: null });
    expect(org.look(two).failed).toEqual([]);
    org.incident({ createdAt: at(5, 2), priority: 'p2' });
    expect(signalsOf(org.look(two))).toEqual(['incident']);
  });

  it('fail one deployment even when they span two: 1 of 20, not 2', () => {
    const org = new Organisation();
    const ids = Array.from({ length: 20 }, (_, index) => {
      org.commit(`c${index}`);
      return org.deployment({ commit: `c${index}`, finishedAt: at(index, 12) });
    });
    org.incident({ createdAt: at(5, 20), resolvedAt: at(6, 20) });
    expect(ids.filter((id) => org.look(id).failed.length > 0)).toEqual([ids[5]]);
  });

  it('make 2 of 3 deployments failed where two have one each', () => {
    const org = new Organisation();
    for (const oid of ['a', 'b', 'c']) org.commit(oid);
    const ids = ['a', 'b', 'c'].map((commit, index) => org.deployment({ commit, finishedAt: at(index, 12) }));
    org.incident({ createdAt: at(0, 13), resolvedAt: at(0, 14) });
    org.incident({ createdAt: at(2, 13) });
    expect(ids.map((id) => org.look(id).failed.length)).toEqual([1, 0, 1]);
  });

  it('belong to one deployment of all services that they are mapped to', () => {
    const services = ['a', 'b'].map((id) => service(id, { repository: `acme/${id}`, pagerdutyServices: ['PD-APP'] }));
    const org = new Organisation({ services });
    org.commit('x', [], { repository: 'acme/a' });
    org.commit('y', [], { repository: 'acme/b' });
    org.deployment({ id: 'd1', commit: 'x', repository: 'acme/a', finishedAt: at(1, 12) });
    org.deployment({ id: 'd2', commit: 'y', repository: 'acme/b', finishedAt: at(1, 13) });
    org.incident({ createdAt: at(1, 14) });
    expect(org.look('d1/a').failed).toEqual([]);
    expect(signalsOf(org.look('d2/b'))).toEqual(['incident']);
  });

  it('once merged fail nothing', () => {
    const { org, two } = twoDeployments();
    org.incident({ createdAt: at(5, 2), mergedAt: at(5, 3) });
    expect(org.look(two).failed).toEqual([{ from: at(5, 2), to: at(5, 3) }]);
  });
});

describe('remedies that take an incident over', () => {
  /** A (day 1), B (day 2), C (day 3, noon); incident 2 h after C, then back to A. */
  function rolledBack(incident: { resolvedAt?: number }, rollbackAt: number): { org: Organisation; ids: string[] } {
    const org = new Organisation();
    for (const oid of ['a', 'b', 'c']) org.commit(oid);
    const ids = deployed(org, 'a', 'b', 'c');
    org.incident({ id: 'x', createdAt: at(3, 14), ...incident });
    ids.push(org.deployment({ commit: 'a', finishedAt: rollbackAt }));
    return { org, ids };
  }

  it('move it to the deployment that they name, with both signals, when they finish', () => {
    const { org, ids } = rolledBack({ resolvedAt: at(3, 18) }, at(3, 16));
    expect(org.look(ids[2]!).failed).toEqual([{ from: at(3, 14), to: at(3, 16) }]);
    expect(org.look(ids[1]!).failures).toEqual([
      { signal: 'incident', holds: [{ from: at(3, 16), to: Infinity }] },
      { signal: 'rollback', holds: [{ from: at(3, 16), to: Infinity }] },
    ]);
    // min(the rollback at 16:00, the resolve at 18:00)
    expect(org.look(ids[1]!).recoveries).toEqual([{ at: at(3, 16), known: { from: at(3, 16), to: Infinity } }]);
    expect(org.look(ids[2]!).recoveries).toEqual([]);
  });

  it('do so within the failure window of its start, and later only while it is open', () => {
    const moves = (resolvedAt: number | undefined, rollbackAt: number): boolean => {
      const { org, ids } = rolledBack(resolvedAt === undefined ? {} : { resolvedAt }, rollbackAt);
      return org.look(ids[1]!).failures.some(({ signal }) => signal === 'incident');
    };
    expect(moves(at(3, 15), at(4, 14) - 1)).toBe(true);
    expect(moves(at(3, 15), at(4, 14))).toBe(false);
    expect(moves(at(4, 20), at(4, 20))).toBe(true);
    expect(moves(at(4, 20), at(4, 20) + 1)).toBe(false);
    expect(moves(undefined, at(9))).toBe(true);
  });

  it('leave it alone where the deployment that they name started after it', () => {
    const org = new Organisation();
    for (const oid of ['a', 'b']) org.commit(oid);
    const a = org.deployment({ commit: 'a', finishedAt: at(1) });
    org.incident({ createdAt: at(1, 1) });
    const b = org.deployment({ commit: 'b', startedAt: at(1, 1) + minute, finishedAt: at(1, 2) });
    org.deployment({ commit: 'a', finishedAt: at(1, 3) });
    expect(signalsOf(org.look(a))).toEqual(['incident']);
    expect(signalsOf(org.look(b))).toEqual(['rollback']);
  });

  it('prefer a revert to a rollback, also one that comes later', () => {
    const org = new Organisation();
    org.commit('base');
    org.deployment({ commit: 'base', finishedAt: at(1) });
    org.pullRequest({ number: 1, mergedAt: at(2) });
    const one = org.deployment({ commit: 'm1', finishedAt: at(2) });
    org.pullRequest({ number: 2, mergedAt: at(3) });
    const two = org.deployment({ commit: 'm2', finishedAt: at(3) });
    org.incident({ createdAt: at(3, 1) });
    org.deployment({ commit: 'm1', finishedAt: at(3, 2) }); // rolls two back
    org.pullRequest({ number: 3, mergedAt: at(3, 3), body: 'Reverts #1' });
    org.deployment({ commit: 'm3', finishedAt: at(3, 4) }); // contains m2 again, takes 1 back
    const held = (id: string): unknown => org.look(id).incidents.map(({ holds }) => holds);
    expect(held(two)).toEqual([{ from: at(3, 1), to: at(3, 4) }]);
    expect(held(one)).toEqual([{ from: at(3, 4), to: Infinity }]);
    expect(signalsOf(org.look(two))).toEqual(['incident', 'rollback']);
  });
});

describe('recoveries', () => {
  it('come with the last resolve of all incidents, and go while one is open again', () => {
    const org = new Organisation();
    org.commit('a');
    const a = org.deployment({ commit: 'a', finishedAt: at(1) });
    org.incident({ createdAt: at(1, 1), resolvedAt: at(1, 3) });
    org.incident({ createdAt: at(1, 2), resolvedAt: at(1, 5) });
    expect(org.look(a).recoveries).toEqual([{ at: at(1, 5), known: { from: at(1, 5), to: Infinity } }]);
    org.incident({ createdAt: at(1, 8), resolvedAt: at(1, 9) });
    expect(org.look(a).recoveries).toEqual([
      { at: at(1, 5), known: { from: at(1, 5), to: at(1, 8) } },
      { at: at(1, 9), known: { from: at(1, 9), to: Infinity } },
    ]);
  });

  it('do not count a remedy that failed itself', () => {
    const org = new Organisation();
    for (const oid of ['a', 'b']) org.commit(oid);
    org.deployment({ commit: 'a', finishedAt: at(1) });
    const b = org.deployment({ commit: 'b', finishedAt: at(2) });
    const back = org.deployment({ commit: 'a', finishedAt: at(2, 4) });
    org.incident({ createdAt: at(2, 10), resolvedAt: at(2, 11) });
    expect(org.look(back).failed).toEqual([{ from: at(2, 10), to: Infinity }]);
    expect(org.look(b).recoveries).toEqual([{ at: at(2, 4), known: { from: at(2, 4), to: at(2, 10) } }]);
  });

  it('stay with a resolve that was followed by a reopening only after more than 24 h', () => {
    for (const [gap, recoveries] of [
      [24 * hour, 2],
      [24 * hour + 1, 1],
    ] as const) {
      const org = new Organisation();
      org.commit('a');
      const a = org.deployment({ commit: 'a', finishedAt: at(1) });
      const again = at(1, 2) + gap;
      const entry = (type: 'resolve' | 'reopen', instant: number): object => ({
        id: `${type}${instant}`,
        type,
        at: instant,
        user: null,
        channel: null,
      });
      const entries = [entry('resolve', at(1, 2)), entry('reopen', again), entry('resolve', again + hour)];
      org.incident({ createdAt: at(1, 1), entries: entries as never });
      expect(org.look(a).recoveries.map((one) => one.at)).toEqual([at(1, 2), again + hour].slice(0, recoveries));
    }
  });
});
