import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { simulate } from '../../exporter/demo/simulate.ts';
import { worldRecords } from '../../exporter/demo/world-records.ts';
import type { PullRequest } from '../../exporter/records/index.ts';

const endsAt = Date.parse('2026-06-19T13:00:00Z'); // a Friday
const weekMs = 7 * 86_400_000;
const world = simulate({ seed: 1, engineers: 40, endsAt });
const { pullRequests, deployments, incidents, commits } = world;
const text = (of: object): string =>
  JSON.stringify(of, (_, value: unknown) => (value instanceof Map ? [...value] : value));
const production = deployments.filter(
  ({ environment, statuses }) => environment === 'production' && statuses.some(({ state }) => state === 'success'),
);
const within = (at: number | null, from: number, to: number): boolean => at !== null && from <= at && at < to;
const age = (weeks: number): number => endsAt - weeks * weekMs;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe('the simulated organisation', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(text(simulate({ seed: 1, engineers: 40, endsAt }))).toBe(text(world));
    expect(text(simulate({ seed: 2, engineers: 40, endsAt }))).not.toBe(text(world));
  });

  it('has as many teams as are asked for, of nearly one size', () => {
    const { githubTeams } = simulate({ seed: 1, engineers: 50, teams: 4, endsAt, days: 30 });
    expect(githubTeams.map(({ members }) => members.length)).toEqual([13, 13, 12, 12]);
    const ofEight = simulate({ seed: 1, engineers: 44, endsAt, days: 30 });
    expect(ofEight.githubTeams.map(({ members }) => members.length)).toEqual([8, 8, 7, 7, 7, 7]);
  });

  it('grows with the number of engineers', () => {
    const larger = simulate({ seed: 1, engineers: 80, endsAt, days: 60 });
    expect(larger.githubTeams).toHaveLength(10);
    expect(larger.githubTeams.flatMap(({ members }) => members)).toHaveLength(80);
    // 9 feature teams: three groups, each with a monolith and three services.
    expect(larger.repositories).toHaveLength(12);
  });

  it('has a configuration without a problem, with the five teams of the pack', () => {
    const env = {
      GITHUB_URL: 'http://127.0.0.1:1',
      PAGERDUTY_URL: 'http://127.0.0.1:2',
      PROMETHEUS_URL: 'http://127.0.0.1:3',
      PROMETHEUS_TOKEN: 'd',
      GITHUB_TOKEN: 'a',
      PAGERDUTY_TOKEN: 'b',
      PIPELINE_SECRET: 'c',
    };
    const config = loadConfig(world.configuration, { env, readFile: () => '' }, { isDemo: true });
    expect(config.teams.map(({ id }) => id)).toEqual([
      'platform',
      'analytics',
      'ingestion',
      'integrations',
      'accounts',
    ]);
    expect(config.services).toHaveLength(7);
  });

  it('gives every record an id of its own', () => {
    const ids = worldRecords(world).map(({ kind, id }) => `${kind} ${id}`);
    expect(new Set(ids).size).toBe(ids.length);
    const inner = [
      ...pullRequests.flatMap(({ reviews }) => reviews.map(({ id }) => id)),
      ...incidents.flatMap(({ entries }) => entries.map(({ id }) => id)),
    ];
    expect(new Set(inner).size).toBe(inner.length);
  });

  it('puts parents before children, and knows every commit that it names', () => {
    const seen = new Set<string>();
    for (const { repository, oid, parents } of commits) {
      expect(parents.every((parent) => seen.has(`${repository}@${parent}`))).toBe(true);
      seen.add(`${repository}@${oid}`);
    }
    expect(deployments.filter(({ repository, commit }) => !seen.has(`${repository}@${commit}`))).toEqual([]);
    const picked = commits.filter(({ cherryPickOf }) => cherryPickOf !== null);
    expect(picked.every(({ repository, cherryPickOf }) => seen.has(`${repository}@${cherryPickOf}`))).toBe(true);
  });

  it('reaches every merge from the head of the default branch', () => {
    for (const { id } of world.repositories) {
      const parents = new Map(
        commits.filter(({ repository }) => repository === id).map((commit) => [commit.oid, commit.parents]),
      );
      const reached = new Set([world.heads.get(id)!]);
      for (const oid of reached) for (const parent of parents.get(oid)!) reached.add(parent);
      const merged = pullRequests.filter(({ repository, mergeCommit }) => repository === id && mergeCommit !== null);
      expect(merged.length).toBeGreaterThan(20);
      expect(merged.filter(({ mergeCommit }) => !reached.has(mergeCommit!))).toEqual([]);
    }
  });

  it('knows nothing after its end, and updates after everything else of a pull request', () => {
    const instants = (value: unknown): number[] =>
      typeof value === 'number'
        ? [value]
        : value !== null && typeof value === 'object'
          ? Object.values(value).flatMap(instants)
          : [];
    // Whoever looks at threads does so at the end.
    const withoutLooks = pullRequests.map((one) => ({ ...one, threadsSeen: [] }));
    const known = instants([withoutLooks, deployments, incidents, commits]);
    // Everything of the size of an instant is one.
    expect(known.every((number) => number < endsAt)).toBe(true);
    for (const one of pullRequests) {
      const times = [
        one.createdAt,
        one.closedAt ?? 0,
        ...one.reviews.map(({ submittedAt }) => submittedAt),
        ...one.events.map(({ at }) => at),
      ];
      expect(one.updatedAt).toBeGreaterThanOrEqual(Math.max(...times));
      if (one.mergedAt !== null) expect(one.mergedAt).toBeGreaterThanOrEqual(one.createdAt);
    }
  });

  it('orders events and log entries, and lets each follow what can stand before it', () => {
    for (const { events } of pullRequests) {
      expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
      const drafts = events
        .filter(({ type }) => type.includes('draft') || type === 'ready_for_review')
        .map(({ type }) => type);
      expect(drafts.some((type, index) => type === drafts[index + 1])).toBe(false);
      const closes = events.filter(({ type }) => type === 'closed' || type === 'reopened').map(({ type }) => type);
      expect(closes.some((type, index) => type === closes[index + 1])).toBe(false);
    }
    for (const { entries, createdAt } of incidents) {
      expect(entries[0]).toMatchObject({ type: 'trigger', at: createdAt });
      expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort((a, b) => a - b));
    }
  });

  it('names no person: every login is visibly made up', () => {
    const bots = /^((dependency|review|deploy)-bot|coding-agent)\[bot\]$/;
    const made = /^(eng|pm)-[a-z]+(-\d+)*-\d\d$/;
    const actors = [
      ...pullRequests.flatMap(({ author, assignees, reviews }) => [
        author,
        ...assignees,
        ...reviews.map((review) => review.author),
      ]),
      ...deployments.map(({ creator }) => creator),
    ].filter((actor) => actor !== null);
    expect(actors.filter(({ login }) => !made.test(login) && !bots.test(login))).toEqual([]);
    expect(world.pagerdutyUsers.filter(({ email }) => !/^eng-[a-z]+-\d\d@example\.com$/.test(email))).toEqual([]);
  });
});

describe('the story', () => {
  const trainsOf = (repository: string, fromWeeks: number, toWeeks: number): number =>
    production.filter((one) => one.repository === repository && within(one.startedAt, age(fromWeeks), age(toWeeks)))
      .length /
    (fromWeeks - toWeeks);

  it('starts at two deployments a week and ends above one a business day', () => {
    // Trains on Tuesday and Thursday, and what repairs them.
    expect(trainsOf('acme/core', 26, 13)).toBeGreaterThan(1.8);
    expect(trainsOf('acme/core', 26, 13)).toBeLessThan(3);
    // The monolith goes out for four teams; the gateway for the platform team. 5 business days a week.
    expect(trainsOf('acme/core', 4, 0)).toBeGreaterThan(5);
    expect(trainsOf('acme/gateway', 4, 0)).toBeGreaterThan(5);
  });

  it('has two P1s a month before the last month, and at most one in it', () => {
    const p1 = (fromWeeks: number, toWeeks: number): number =>
      incidents.filter(
        ({ priority, createdAt }) => priority === 'P1' && within(createdAt, age(fromWeeks), age(toWeeks)),
      ).length;
    // Six four-week months, five of them with two.
    expect(p1(24, 4)).toBe(10);
    expect(p1(4, 0)).toBe(1);
  });

  it('reviews after days at first and after hours at last, but for the relapse of the eighth week', () => {
    const firstReviewMs = (fromWeeks: number, toWeeks: number): number => {
      const seen = pullRequests.filter(
        ({ createdAt, author }) => author?.type !== 'Bot' && within(createdAt, age(fromWeeks), age(toWeeks)),
      );
      return median(
        seen.flatMap(({ createdAt, reviews, author }) => {
          const first = reviews.find(
            (review) => review.author?.type === 'User' && review.author.login !== author?.login,
          );
          return first ? [first.submittedAt - createdAt] : [];
        }),
      );
    };
    expect(firstReviewMs(26, 13)).toBeGreaterThan(2 * 86_400_000);
    expect(firstReviewMs(3, 0)).toBeLessThan(8 * 3_600_000);
    // The eighth of 13 weeks began 6 weeks before the end.
    expect(firstReviewMs(6, 5)).toBeGreaterThan(firstReviewMs(4, 3));
  });
});

describe('every kind of fact happens', () => {
  const kinds: Readonly<Record<string, (one: PullRequest) => boolean>> = {
    'a merge by push': (one) => one.mergedAt !== null && one.mergeCommit === null,
    'a draft again': ({ events }) => events.some(({ type }) => type === 'convert_to_draft'),
    'a dismissed approval': ({ reviews }) => reviews.some(({ stateBefore }) => stateBefore === 'approved'),
    'changes requested': ({ reviews }) => reviews.some(({ state }) => state === 'changes_requested'),
    'a review by a deleted account': ({ reviews }) => reviews.some(({ author }) => author === null),
    'a review by a bot': ({ reviews }) => reviews.some(({ author }) => author?.type === 'Bot'),
    'a review by a non-engineer': ({ reviews }) => reviews.some(({ author }) => author?.login.startsWith('pm-')),
    'a comment of its own author': ({ reviews, author }) =>
      reviews.some((review) => review.author !== null && review.author.login === author?.login),
    'a bot as author': ({ author }) => author?.type === 'Bot',
    'a hotfix by label': ({ labels }) => labels.includes('hotfix'),
    'a hotfix by branch': ({ headBranch }) => headBranch.startsWith('hotfix/'),
    'a flag': ({ labels }) => labels.includes('feature-flag'),
    'a closed issue': ({ closes }) => closes.length > 0,
    'a ticket': ({ body }) => /\bCLK-\d+\b/.test(body),
    'a description with every section': ({ body }) => (body.match(/^## .*\n[A-Z]/gm) ?? []).length === 4,
    'a template left empty': ({ body }) => (body.match(/^## .*\n<!--/gm) ?? []).length === 4,
    'a declared help of AI': ({ body }) => body.includes('AI-assisted: '),
    'a hidden help of AI': ({ agentsInCommits, author }) => agentsInCommits!.length > 0 && author?.type === 'User',
    'a coding agent as author': ({ author }) => author?.login === 'coding-agent[bot]',
    'a merge by a coding agent': ({ mergedBy }) => mergedBy?.type === 'Bot',
    'a debate without an end': ({ threadsSeen }) => threadsSeen?.at(-1)?.isUnresolved === true,
    'a check that failed': ({ requiredChecks }) => requiredChecks!.some(({ passedAt }) => passedAt === null),
    'a check that passed too late': ({ requiredChecks, mergedAt }) =>
      requiredChecks!.some(({ startedAt, passedAt }) => startedAt! < mergedAt! && passedAt! > mergedAt!),
    'a check that ran again after the merge': ({ requiredChecks, mergedAt }) =>
      requiredChecks!.some(({ startedAt }) => startedAt! > mergedAt!),
    'a merge without a required check': ({ requiredChecks, mergedAt }) =>
      mergedAt !== null && requiredChecks!.length === 0,
    'a test': ({ files }) => files!.some(({ path }) => /_test\.(rb|go)$/.test(path)),
    'a lock file': ({ files }) => files!.some(({ path }) => path.endsWith('Gemfile.lock') || path === 'go.sum'),
    'a revert': ({ body, headBranch }) => /^Reverts acme\/\S+#\d+$/.test(body) && /^revert-\d+-/.test(headBranch),
    'a revert of a revert': ({ title }) => title.startsWith('Reapply "') || title.startsWith('Revert "Revert "'),
    'a closing without merge': (one) => one.closedAt !== null && one.mergedAt === null,
    'a reopening': ({ events }) => events.some(({ type }) => type === 'reopened'),
    'an open draft': (one) => one.closedAt === null && one.isDraft,
    '150 reviews': ({ reviews }) => reviews.length === 150,
    'more than 100 commits': ({ commits }) => commits.length > 100,
    'more than 100 files': ({ files }) => files!.length > 100,
    'a guest from another team': ({ repository, author }) =>
      repository === 'acme/core' && (author?.login.startsWith('eng-platform-') ?? false),
  };
  it.each(Object.entries(kinds))('among pull requests: %s', (_, is) => {
    expect(pullRequests.filter(is).length).toBeGreaterThan(0);
  });

  it('among deployments: three origins, each end, a second attempt, staging, a rollback, one under way', () => {
    expect(new Set(deployments.map(({ source }) => source)).size).toBe(3);
    const states = new Set(deployments.flatMap(({ statuses }) => statuses.map(({ state }) => state)));
    expect([...states].sort()).toEqual(['cancelled', 'error', 'failure', 'inactive', 'success']);
    expect(deployments.some(({ trigger }) => trigger === 'rerun')).toBe(true);
    expect(deployments.some(({ environment }) => environment === 'staging')).toBe(true);
    expect(deployments.filter(({ statuses }) => statuses.length === 0)).not.toEqual([]);
    expect(commits.some(({ cherryPickOf }) => cherryPickOf !== null)).toBe(true);
    const isBack = production.some((one, index) => {
      const before = production.slice(0, index).filter(({ repository }) => repository === one.repository);
      return before.at(-1)?.commit !== one.commit && before.some(({ commit }) => commit === one.commit);
    });
    expect(isBack).toBe(true);
  });

  it('among incidents: every priority and none, every entry, every channel, an open one, a merged one, an unowned one', () => {
    expect(new Set(incidents.map(({ priority }) => priority))).toEqual(new Set(['P1', 'P2', 'P3', 'P4', 'P5', null]));
    const entries = incidents.flatMap((incident) => incident.entries);
    expect(new Set(entries.map(({ type }) => type)).size).toBe(9);
    expect(new Set(entries.map(({ channel }) => channel)).size).toBe(5);
    expect(incidents.some(({ status }) => status !== 'resolved')).toBe(true);
    expect(incidents.some(({ mergedAt }) => mergedAt !== null)).toBe(true);
    // The newest of all is a minor one, and nobody has answered it yet.
    expect(incidents.at(-1)).toMatchObject({ priority: 'P4', status: 'triggered', createdAt: endsAt - 4 * 60_000 });
    const owned = world.configuration;
    expect(incidents.some(({ service }) => !owned.includes(service))).toBe(true);
    expect(new Set(incidents.map(({ incidentKey }) => incidentKey)).size).toBeLessThan(incidents.length);
  });

  it('among CODEOWNERS: versions that say more and more', () => {
    expect(world.codeOwners.length).toBeGreaterThan(4);
    expect(
      new Set(
        pullRequests.filter(({ repository }) => repository === 'acme/core').map(({ codeOwnersBlob }) => codeOwnersBlob),
      ).size,
    ).toBe(4);
  });
});
