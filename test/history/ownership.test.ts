import { describe, expect, it } from 'vitest';
import { Organisation, at, bot, configuration, pullRequestOf, service, team, user } from './organisation.ts';
import type { ChangedFile } from '../../exporter/records/index.ts';
import type { PullRequestOf } from './organisation.ts';

const files = (...paths: string[]): ChangedFile[] => paths.map((path) => ({ path, additions: 1, deletions: 0 }));

describe('the team of a pull request', () => {
  const owners = '/web/ @acme/web\n/core/ @acme/core @acme/web\n/eve/ @eve\n/none/';

  function teamOf(given: Partial<PullRequestOf>, more = {}): string | null {
    const org = new Organisation(more);
    org.codeOwners('blob', owners);
    const record = org.pullRequest({ number: 1, mergedAt: at(1), codeOwnersBlob: 'blob', ...given });
    return org.history().teamOf(record);
  }

  it("is its author's, whatever it touches", () => {
    expect(teamOf({ author: user('CAT'), files: files('web/a') })).toBe('core');
  });

  it('of an author in several is the one of them that owns most changed paths, in a tie the first', () => {
    const both = { teams: ['core', 'web'].map((id) => team(id, { members: [{ github: 'ann' }] })) };
    expect(teamOf({ files: files('web/a', 'web/b', 'core/a') }, both)).toBe('web'); // web 3 (core/ too), core 1
    expect(teamOf({ files: files('core/a') }, both)).toBe('core'); // 1 : 1
    expect(teamOf({ files: files('none/a') }, both)).toBe('core'); // owned by neither
  });

  it('of an author in none is the owner of most changed paths, without generated ones; else nobody', () => {
    const by = { author: user('eve') };
    const nobody = { services: [service('app')] };
    expect(teamOf({ ...by, files: files('web/a') })).toBe('web');
    expect(teamOf({ ...by, files: files('web/dist/a', 'x/package-lock.json', 'none/a') }, nobody)).toBeNull();
    expect(teamOf({ ...by, author: null, files: files('x') }, nobody)).toBeNull();
    expect(teamOf({ ...by, files: files('x') })).toBe('web'); // the owner of the service of the repository
  });

  it('is that of the time when it was ready: from the first instant of a membership up to its end', () => {
    const members = [{ github: 'eve', fromAt: at(2), untilAt: at(4) }];
    const more = { services: [], teams: [team('web', { members })] };
    const readyAt = (ready: number): string | null =>
      teamOf(
        {
          author: user('eve'),
          createdAt: at(0),
          mergedAt: at(5),
          events: [{ type: 'ready_for_review', at: ready }],
          files: [],
        },
        more,
      );
    expect([at(2) - 1, at(2), at(4) - 1, at(4)].map(readyAt)).toEqual([null, 'web', 'web', null]);
  });

  it('of a coding agent is that of the person who assigned it', () => {
    const more = { people: { bots: [], agents: ['robo'], nonEngineers: [] }, services: [] };
    expect(teamOf({ author: bot('robo[bot]'), assignees: [user('cat')], files: [] }, more)).toBe('core');
  });

  it('follows a membership that GitHub tells later', () => {
    const org = new Organisation({ services: [] });
    const open = org.pullRequest({ number: 1, createdAt: at(3), author: user('eve') });
    const old = org.pullRequest({ number: 2, mergedAt: at(1), author: user('eve') });
    expect(org.history().teamOf(open)).toBeNull();
    org.put({ kind: 'membership', id: 'm', githubTeam: 'acme/core', login: 'Eve', fromAt: at(2), untilAt: null });
    expect([open, old].map((one) => org.history().teamOf(one))).toEqual(['core', null]);
  });
});

describe('modules', () => {
  it('are the teams of the last matching line, else of the service with the longest path', () => {
    const services = [
      service('rest', { owner: 'core' }),
      service('api', { owner: 'web', paths: ['api/'] }),
      service('deep', { owner: null, paths: ['api/deep/'] }),
    ];
    const org = new Organisation({ services });
    org.codeOwners('blob', '/lib/ @acme/web @acme/core @acme/other @ann\n/lib/free/');
    const module = (path: string): readonly string[] => org.history().moduleOf('acme/app', path, 'blob');
    expect(module('lib/a')).toEqual(['web', 'core']);
    expect(module('lib/free/a')).toEqual([]);
    expect(module('api/a')).toEqual(['web']);
    expect(module('api/deep/a')).toEqual([]);
    expect(module('x')).toEqual(['core']);
  });

  it('may be approved by the owners: a login, the members of a team at that time', () => {
    const org = new Organisation();
    org.codeOwners('blob', '/a @Ann\n/b @acme/core\n/c @acme/ops');
    org.put({ kind: 'membership', id: 'm', githubTeam: 'acme/ops', login: 'Olga', fromAt: at(1), untilAt: at(2) });
    const approvers = (path: string, when: number): string[] => [...org.history().approversOf([path], 'blob', when)];
    expect([...org.history().approversOf(['b', 'a', 'b', 'd'], 'blob', at(1))]).toEqual(['cat', 'dan', 'ann']);
    expect(approvers('a', at(0))).toEqual(['ann']);
    expect(approvers('b', at(0))).toEqual(['cat', 'dan']);
    expect([at(1) - 1, at(1), at(2) - 1, at(2)].map((when) => approvers('c', when))).toEqual([
      [],
      ['olga'],
      ['olga'],
      [],
    ]);
    expect(approvers('d', at(0))).toEqual([]);
  });

  it('come from the file at the merge commit, for open ones from the head of the default branch', () => {
    const org = new Organisation();
    org.codeOwners('head', '* @acme/web');
    const open = org.pullRequest({ number: 1 });
    const merged = org.pullRequest({ number: 2, mergedAt: at(1), codeOwnersBlob: 'then' });
    expect([open, merged].map((one) => org.history().codeOwnersOf(one))).toEqual(['head', 'then']);
  });
});

describe('people', () => {
  it('are human unless GitHub or the configuration says bot; a deleted account is human', () => {
    const people = { bots: ['CI-user', 'other[bot]'], agents: ['robo'], nonEngineers: ['Pam'] };
    const history = new Organisation({ people }).history();
    const humans = [null, user('ann'), user('ci-USER'), user('x[bot]'), bot('y'), user('other'), user('robo')];
    expect(humans.map((actor) => history.isHuman(actor))).toEqual([true, true, false, false, false, false, false]);
    expect(history.isAgent(bot('robo[bot]'))).toBe(true);
    expect(history.isNonEngineer(user('pam'))).toBe(true);
    expect(history.isNonEngineer(null)).toBe(false);
  });

  it('answer pages for the teams of their PagerDuty id, their e-mail and their login', () => {
    const teams = [
      team('web', { members: [{ github: 'ann', pagerduty: 'Ann@acme.example' }] }),
      team('core', { members: [{ pagerduty: 'P2' }] }),
    ];
    const org = new Organisation({ teams });
    org.put({ kind: 'pagerduty_user', id: 'P1', email: 'ann@acme.example' });
    org.put({ kind: 'membership', id: 'm', githubTeam: 'acme/core', login: 'ann', fromAt: at(1), untilAt: null });
    const history = org.history();
    expect(history.teamsOfPagerDutyUser('P1', at(0))).toEqual(['web']);
    expect(history.teamsOfPagerDutyUser('P1', at(1))).toEqual(['web', 'core']);
    expect(history.teamsOfPagerDutyUser('P2', at(0))).toEqual(['core']);
    expect(history.teamsOfPagerDutyUser('P3', at(0))).toEqual([]);
  });

  it('are numbers once hidden, the same one each time', () => {
    const history = new Organisation().history();
    expect(history.hide('x')).toBe(history.hide('x'));
    expect(history.hide('x')).not.toBe(history.hide('y'));
  });

  it('have a team of their own even in a pull request that the store does not hold', () => {
    const org = new Organisation({ teams: configuration().teams });
    expect(org.history().teamOf(pullRequestOf({ number: 9, author: user('dan') }))).toBe('core');
  });
});
