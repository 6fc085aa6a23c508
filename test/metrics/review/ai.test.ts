import { describe, expect, it } from 'vitest';
import type { Config } from '../../../exporter/config/config.ts';
import { aiAssistedPullRequestsRatio } from '../../../exporter/metrics/review/ai-assisted-pull-requests-ratio.ts';
import { aiViolations } from '../../../exporter/metrics/review/ai-violations.ts';
import type { PullRequest } from '../../../exporter/records/index.ts';
import type { DeploymentOf, PullRequestOf } from '../../history/organisation.ts';
import { at, bot, day, Organisation, pullRequestOf, review, user } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

const agents: Partial<Config> = { people: { bots: [], agents: ['coder'], nonEngineers: [] } };
const agent = bot('coder[bot]');

/** A pull request by ann of web, merged on Tuesday at noon. */
function merged(given: Partial<PullRequestOf> = {}, more: Partial<Config> = agents): Organisation {
  const organisation = new Organisation(more);
  organisation.pullRequest({ number: 1, mergedAt: at(1, 12), ...given });
  return organisation;
}
const rules = ['unreviewed', 'agent_merge', 'agent_deploy', 'sensitive', 'undeclared'] as const;
/** The rules that are broken, of web. */
const broken = (organisation: Organisation, asOf = at(20), team = 'web') =>
  rules.flatMap((label) => {
    const count = measured(organisation, aiViolations, asOf, { label, team });
    return count === 0 ? [] : [count === 1 ? label : `${label}: ${count}`];
  });

describe('the help of AI', () => {
  const assisted = (given: Partial<PullRequestOf>) => share(merged(given), aiAssistedPullRequestsRatio, at(20));
  it.each([
    ['a label', { labels: ['ai-assisted'] }],
    ['a label in whatever case', { labels: ['AI-Assisted'] }],
    ['a line after quoted code', { body: '```\nnpm test\n```\nAI-assisted: tests' }],
    ['a line that begins like a denial', { body: 'AI-assisted: notes and tests' }],
    ['a line', { body: 'Faster.\n\nAI-assisted: test generation' }],
    ['a line in bold', { body: '**AI-assisted:** yes' }],
    ['a trailer', { body: 'assisted-by: a model' }],
    ['a ticked box', { body: '- [x] AI-assisted' }],
    ['a ticked box with more words', { body: '* [X] AI-generated: the tests' }],
    ['a coding agent that opened it', { author: agent }],
  ])('is declared by %s', (_, given) => {
    expect(assisted(given)).toBe('1/1');
  });
  it.each([
    ['nothing', {}],
    ['another label', { labels: ['ai'] }],
    ['a box that nobody ticked', { body: '- [ ] AI-assisted' }],
    ['a line of a template', { body: 'AI-assisted:' }],
    ['a comment of a template', { body: '<!-- AI-assisted: what for? -->' }],
    ['a denial', { body: 'AI-assisted: no\nAI-generated: n/a\n- [x] AI-assisted: none' }],
    ['a denial in other words', { body: 'AI-assisted: Nope.\nAI-generated: nil' }],
    ['quoted code', { body: '```\nAI-assisted: tests\n```\n~~~\n- [x] AI-assisted' }],
    ['the words in a sentence', { body: 'This is not AI-assisted: I wrote it' }],
    ['commits of an agent alone', { agentsInCommits: ['coder'] }],
  ])('is not declared by %s', (_, given) => {
    expect(assisted(given)).toBe('0/1');
  });
  it('is no question to other bots', () => {
    expect(assisted({ author: bot('renovate'), labels: ['ai-assisted'] })).toBe('no_facts');
  });
});

describe('unreviewed', () => {
  const declared = { labels: ['ai-assisted'] };
  it.each([
    ['declared', declared],
    ["an agent's own", { author: agent, assignees: [user('ann')] }],
    ["a bot's that declares it", { author: bot('renovate'), ...declared }],
  ])('is what is %s and merged without an approval', (_, given) => {
    const own = { ...given, files: [{ path: 'src/a.ts', additions: 1, deletions: 0 }] };
    expect(measured(merged(own), aiViolations, at(20), { label: 'unreviewed', team: 'all' })).toBe(1);
    const approved = merged({ ...own, reviews: [review(at(1, 11, 59))] });
    expect(measured(approved, aiViolations, at(20), { label: 'unreviewed', team: 'all' })).toBe(0);
  });
  it('is undone by an approval that stands at the merge only', () => {
    expect(broken(merged({ ...declared, reviews: [review(at(1, 11, 59))] }))).toEqual([]);
    expect(broken(merged({ ...declared, reviews: [review(at(1, 12))] }))).toEqual(['unreviewed']);
    expect(broken(merged({ ...declared, reviews: [review(at(1), { state: 'commented' })] }))).toEqual(['unreviewed']);
    expect(broken(merged({ ...declared, reviews: [review(at(1), { author: bot('x') })] }))).toEqual(['unreviewed']);
    expect(broken(merged())).toEqual([]);
  });
  it("is an agent's own that only the person assigned to it approved", () => {
    const own = { author: agent, assignees: [user('bob')] };
    const all = (given: Partial<PullRequestOf>) =>
      measured(merged(given), aiViolations, at(20), { label: 'unreviewed', team: 'all' });
    expect(all({ ...own, reviews: [review(at(1))] })).toBe(1);
    expect(all({ ...own, reviews: [review(at(1), { author: user('ann') })] })).toBe(0);
  });
  it('is placed at the merge, strictly before the instant asked for', () => {
    expect([broken(merged(declared), at(1, 12)), broken(merged(declared), at(1, 12) + 1)]).toEqual([
      [],
      ['unreviewed'],
    ]);
    expect(broken(merged(declared), at(1, 12) + 28 * day)).toEqual(['unreviewed']);
    expect(broken(merged(declared), at(1, 12) + 28 * day + 1)).toEqual([]);
    expect(broken(merged({ ...declared, baseBranch: 'side' }))).toEqual([]);
  });
});

describe('what only people do', () => {
  const file = (path: string) => ({ files: [{ path, additions: 1, deletions: 0 }] });
  const approved = { reviews: [review(at(1), { author: user('bob') })] };
  it('is to merge', () => {
    expect(broken(merged({ mergedBy: agent }))).toEqual(['agent_merge']);
    expect(broken(merged({ mergedBy: user('Coder') }))).toEqual(['agent_merge']);
    expect(broken(merged({ mergedBy: bot('renovate') }))).toEqual([]);
    expect(broken(merged({ mergedBy: null }))).toEqual([]);
  });
  it('is to write what is sensitive', () => {
    const sensitive = (given: Partial<PullRequestOf>) =>
      measured(merged({ ...approved, ...given }), aiViolations, at(20), { label: 'sensitive', team: 'all' });
    expect(sensitive({ author: agent, ...file('app/auth/login.rb') })).toBe(1);
    expect(sensitive({ author: agent, ...file('app/author/page.rb') })).toBe(0);
    expect(sensitive({ author: agent, ...file('vendor/auth/login.rb') })).toBe(0);
    expect(sensitive({ author: user('ann'), agentsInCommits: ['coder'], ...file('app/auth/login.rb') })).toBe(0);
  });
  it('is to declare what an agent helped with', () => {
    const hidden = { agentsInCommits: ['coder'], ...approved };
    expect(broken(merged(hidden))).toEqual(['undeclared']);
    expect(broken(merged({ ...hidden, labels: ['ai-generated'] }))).toEqual([]);
    expect(broken(merged({ ...hidden, reviews: [] }))).toEqual(['unreviewed', 'undeclared']);
    const own = merged({ ...hidden, author: agent });
    expect(measured(own, aiViolations, at(20), { label: 'undeclared', team: 'all' })).toBe(0);
  });
  it('is to deploy', () => {
    const deployed = (given: DeploymentOf) => {
      const organisation = merged();
      organisation.deployment({ commit: 'm1', finishedAt: at(2), ...given });
      return organisation;
    };
    expect(broken(deployed({ creator: agent }))).toEqual(['agent_deploy']);
    expect(broken(deployed({ creator: agent }), at(2))).toEqual([]);
    expect(broken(deployed({ creator: agent, trigger: 'push' }), at(2) + 1)).toEqual(['agent_deploy']);
    expect(broken(deployed({ creator: bot('deployer') }))).toEqual([]);
    expect(broken(deployed({ creator: user('ann') }))).toEqual([]);
    const both = deployed({ creator: agent });
    both.pullRequest({ number: 2, mergedAt: at(2), mergedBy: agent });
    expect(broken(both)).toEqual(['agent_merge', 'agent_deploy']);
    const failed = { creator: agent, statuses: [{ state: 'failure' as const, at: at(2) }], startedAt: at(1, 23) };
    expect(broken(deployed(failed))).toEqual([]);
    expect(leftOut(deployed({}), aiViolations, at(20), { label: 'agent_deploy' })).toEqual(['d1/app: trigger_unknown']);
  });
});

describe('what cannot be known', () => {
  it('is absent without configured agents, but for what people declare', () => {
    const none = merged({ labels: ['ai-assisted'], mergedBy: agent }, {});
    expect(rules.map((label) => measured(none, aiViolations, at(20), { label }))).toEqual([
      1,
      'not_configured',
      'not_configured',
      'not_configured',
      'not_configured',
    ]);
  });
  it('is who merged a pull request that was read before that was asked for: it is left out and says so', () => {
    const organisation = new Organisation(agents);
    const isNew = (key: string) => key === 'mergedBy' || key === 'agentsInCommits';
    const all = Object.entries(pullRequestOf({ number: 1, mergedAt: at(1, 12) }));
    const former = Object.fromEntries(all.filter(([key]) => !isNew(key))) as unknown as PullRequest;
    organisation.put(former);
    expect(broken(organisation)).toEqual([]);
    expect(leftOut(organisation, aiViolations, at(20), { label: 'agent_merge' })).toEqual([
      'acme/app#1: not_asked_then',
    ]);
  });
  it('is what an agent changed while its files have not been read', () => {
    const organisation = merged({ author: agent, files: null });
    expect(leftOut(organisation, aiViolations, at(20), { label: 'sensitive', team: 'all' })).toEqual([
      'acme/app#1: files_unknown',
    ]);
  });
});
