import { describe, expect, it } from 'vitest';
import { Organisation, at, bot, hour, minute, rules, service, user } from './organisation.ts';

const carriedBy = (org: Organisation, id: string): unknown => {
  const { contents } = org.look(id);
  return contents.known ? contents.pullRequests : contents.why;
};

describe('contents', () => {
  it('are what is reachable from this deployment and from no earlier one', () => {
    const org = new Organisation();
    org.commit('base');
    const first = org.deployment({ commit: 'base', finishedAt: at(1) });
    for (const number of [1, 2, 3]) org.pullRequest({ number, mergedAt: at(2, number) });
    const second = org.deployment({ commit: 'm2', finishedAt: at(3) });
    const third = org.deployment({ commit: 'm3', finishedAt: at(4) });
    expect([first, second, third].map((id) => carriedBy(org, id))).toEqual([
      'first_deployment',
      ['acme/app#1', 'acme/app#2'],
      ['acme/app#3'],
    ]);
    expect(
      org
        .history()
        .deploymentsOf('acme/app#2')
        .map(({ id }) => id),
    ).toEqual([second]);
    expect(org.history().firstContainedAt('acme/app#3')).toBe(at(4));
  });

  it('follow the order of finishing; at the same instant the later start, then the larger id is later', () => {
    const carriers = (one: object, two: object): unknown => {
      const org = new Organisation();
      org.commit('base');
      org.deployment({ id: 'd0', commit: 'base', finishedAt: at(1) });
      org.pullRequest({ number: 1, mergedAt: at(2) });
      org.deployment({ id: 'd9', commit: 'm1', finishedAt: at(3), ...one });
      org.deployment({ id: 'd10', commit: 'm1', finishedAt: at(3), ...two });
      return org
        .history()
        .deploymentsOf('acme/app#1')
        .map(({ recordId }) => recordId);
    };
    expect(carriers({}, {})).toEqual(['d9']); // 10 is larger than 9
    expect(carriers({ startedAt: at(2, 3) }, { startedAt: at(2, 2) })).toEqual(['d10']);
    expect(carriers({ finishedAt: at(3) + 1 }, {})).toEqual(['d10']);
  });

  it('are unknown where the commit is gone, not told, not read, or follows no known one', () => {
    const org = new Organisation();
    org.commit('gone', [], { isGone: true });
    org.commit('a', []);
    org.commit('hole', ['not-read']);
    const ids = ['gone', 'gone', 'a', 'gone', null, 'never-read', 'hole', 'a'].map((commit, index) =>
      org.deployment({ commit, finishedAt: at(index) }),
    );
    expect(ids.map((id) => carriedBy(org, id))).toEqual([
      'first_deployment',
      'commit_gone',
      'no_earlier_known',
      'commit_gone',
      'commit_unknown',
      'commit_unknown',
      'commit_unknown',
      [],
    ]);
    expect(ids.map((id) => org.look(id).isSomethingNew)).toEqual([true, false, true, false, true, true, true, false]);
    org.commit('not-read', []); // and now it is read
    expect(carriedBy(org, ids[6]!)).toEqual([]);
  });

  it('count a pull request of unknown contents as contained, but as carried by none', () => {
    const org = new Organisation();
    org.pullRequest({ number: 1, mergedAt: at(1) });
    org.deployment({ commit: 'm1', finishedAt: at(2) });
    expect(org.history().deploymentsOf('acme/app#1')).toEqual([]);
    expect(org.history().firstContainedAt('acme/app#1')).toBe(at(2));
  });

  it('hold what was merged by a push once all its commits are there', () => {
    const org = new Organisation();
    for (const oid of ['base', 'p1', 'p2']) org.commit(oid);
    const commits = ['p1', 'p2'].map((oid) => ({ oid, authoredAt: at(1), isMerge: false }));
    org.pullRequest({ number: 1, mergedAt: at(2), mergeCommit: null, commits });
    const ids = ['base', 'p1', 'p2'].map((commit, index) => org.deployment({ commit, finishedAt: at(3 + index) }));
    expect(ids.map((id) => carriedBy(org, id))).toEqual(['first_deployment', [], ['acme/app#1']]);
  });

  it('hold a cherry-picked pull request once: with the pick', () => {
    const org = new Organisation();
    org.commit('base');
    org.deployment({ commit: 'base', finishedAt: at(1) });
    org.pullRequest({ number: 1, mergedAt: at(2) });
    org.commit('pick', ['base'], { cherryPickOf: 'm1' });
    const release = org.deployment({ commit: 'pick', finishedAt: at(3) });
    const main = org.deployment({ commit: 'm1', finishedAt: at(4) });
    expect([release, main].map((id) => carriedBy(org, id))).toEqual([['acme/app#1'], []]);
  });

  it('leave out pull requests into other branches', () => {
    const org = new Organisation();
    org.commit('base');
    org.deployment({ commit: 'base', finishedAt: at(1) });
    org.pullRequest({ number: 1, mergedAt: at(2), baseBranch: 'topic' });
    expect(carriedBy(org, org.deployment({ commit: 'm1', finishedAt: at(3) }))).toEqual([]);
  });

  it('are split by paths between the services of one repository; what lies under none belongs to each', () => {
    const services = [service('api', { paths: ['api/'] }), service('ui', { paths: ['ui'] }), service('all')];
    const org = new Organisation({ services });
    org.commit('base');
    org.deployment({ id: 'd0', commit: 'base', finishedAt: at(1) });
    ['api/x', 'ui/x', 'README.md'].forEach((path, index) =>
      org.pullRequest({ number: index + 1, mergedAt: at(2, index), files: [{ path, additions: 1, deletions: 0 }] }),
    );
    org.deployment({ id: 'd1', commit: 'm3', finishedAt: at(3) });
    expect(carriedBy(org, 'd1/api')).toEqual(['acme/app#1', 'acme/app#3']);
    expect(carriedBy(org, 'd1/ui')).toEqual(['acme/app#2', 'acme/app#3']);
    expect(carriedBy(org, 'd1/all')).toEqual(['acme/app#1', 'acme/app#2', 'acme/app#3']);
    expect(
      org
        .history()
        .deploymentsOf('acme/app#3')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['d1/all', 'd1/api', 'd1/ui']);
  });
});

describe('service deployments', () => {
  it('end at the first success, however the record goes on', () => {
    const org = new Organisation();
    const states = [
      ['failure', 1],
      ['success', 2],
      ['inactive', 3],
      ['success', 4],
    ] as const;
    const statuses = states.map(([state, hours]) => ({ state, at: at(1, hours) }));
    const id = org.deployment({ commit: 'x', startedAt: at(1), statuses });
    expect(org.look(id)).toMatchObject({ finishedAt: at(1, 2), firstFailureAt: at(1, 1), firstInactiveAt: null });
  });

  it('start at the first success where nobody tells', () => {
    const org = new Organisation();
    expect(org.look(org.deployment({ startedAt: null, finishedAt: at(1) })).startedAt).toBe(at(1));
  });

  it('of other environments, workflows and running ones are none', () => {
    const org = new Organisation();
    org.deployment({ finishedAt: at(1), environment: 'staging' });
    org.deployment({ finishedAt: at(1), source: 'github_actions' });
    org.deployment({ finishedAt: at(1), repository: 'acme/other' });
    org.deployment({ startedAt: null, statuses: [] });
    expect(org.history().serviceDeployments('app')).toEqual([]);
  });

  it('make several of one run, one a service', () => {
    const webhook = { from: 'webhook', environment: 'production', workflow: null } as const;
    const services = ['a', 'b', 'c'].map((id) => service(id, { deployments: webhook }));
    const org = new Organisation({ services });
    org.deployment({ id: 'd', source: 'webhook', services: ['a', 'c'], finishedAt: at(1) });
    const views = [...org.history().roots('service_deployment')];
    expect(views.map(({ id }) => id)).toEqual(['d/a', 'd/c']);
    expect(views[0]!.runNumber).toBe(views[1]!.runNumber);
  });

  it.each([
    [{ trigger: 'push' }, true],
    [{ trigger: 'workflow', creator: user('ann') }, true],
    [{ trigger: 'dispatch', creator: bot('ci') }, false],
    [{ trigger: 'rerun' }, false],
    [{ creator: bot('ci') }, true],
    [{ creator: user('ann') }, false],
    [{ creator: null }, null],
  ] as const)('%o are automated: %s', (how, isAutomated) => {
    const org = new Organisation();
    expect(org.look(org.deployment({ finishedAt: at(1), ...how })).isAutomated).toBe(isAutomated);
  });

  it('belong to the teams of their contents and to the owner; whoever triggered one is in his teams of that time', () => {
    const org = new Organisation();
    org.commit('base');
    org.deployment({ commit: 'base', finishedAt: at(1) });
    org.pullRequest({ number: 1, mergedAt: at(2), author: user('cat') });
    const view = org.look(org.deployment({ commit: 'm1', finishedAt: at(3), creator: user('dan') }));
    expect(view.teams).toEqual(['web', 'core']);
    expect(view.triggeredBy).toEqual({ teams: ['core'] });
  });

  it('fail by the pipeline only where configured, until they succeed', () => {
    const statuses = [
      { state: 'error', at: at(1, 1) },
      { state: 'success', at: at(1, 2) },
    ] as const;
    for (const failedRunsCount of [false, true]) {
      const org = new Organisation(rules({ failedRunsCount }));
      const view = org.look(org.deployment({ startedAt: at(1), statuses }));
      const holds = [{ from: at(1, 1), to: at(1, 2) }];
      expect(view.failures).toEqual(failedRunsCount ? [{ signal: 'pipeline', holds }] : []);
      expect(view.failed).toEqual([]);
    }
  });
});

describe('merged changes of a team', () => {
  it('wait until a deployment contains them', () => {
    const org = new Organisation();
    org.commit('base');
    org.pullRequest({ number: 1, mergedAt: at(1) });
    org.pullRequest({ number: 2, mergedAt: at(2) });
    org.pullRequest({ number: 3, mergedAt: at(1), author: user('cat') });
    org.pullRequest({ number: 4, createdAt: at(1) });
    org.deployment({ commit: 'm1', finishedAt: at(1, 1) + minute });
    expect(org.history().mergedChangesOf('web')).toEqual([
      { id: 'acme/app#1', mergedAt: at(1), containedAt: at(1) + hour + minute },
      { id: 'acme/app#2', mergedAt: at(2), containedAt: null },
    ]);
  });
});
