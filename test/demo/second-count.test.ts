import { beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { simulate } from '../../exporter/demo/simulate.ts';
import { worldRecords } from '../../exporter/demo/world-records.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { createEngine } from '../../exporter/metrics/engine.ts';
import type { PullRequest } from '../../exporter/records/index.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';

/**
 * The same numbers, counted a second time straight from the simulation by code that shares nothing with history and metrics:
 * contents by a walk of the graph from each deployment, statistics by sorting.
 */
const endsAt = Date.parse('2026-06-19T13:00:00Z');
const fromAt = endsAt - 28 * 86_400_000;
const world = simulate({ seed: 7, engineers: 40, endsAt });
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
const teams = config.teams.map(({ id }) => id);
const engine = createEngine(catalogue);

beforeAll(() => {
  const store = createMemoryStore();
  const read = { completeFromAt: world.startsAt, watermarkAt: endsAt, lastSuccessAt: endsAt, progress: 1 };
  const state = (['github', 'pagerduty', 'pipeline'] as const).map((name) => ({
    key: sourceStateKey(name),
    value: read,
  }));
  store.write({ records: worldRecords(world), state });
  const joined = createHistory(config, store);
  engine.replace(joined.update().changed, joined.history);
});

/** What the engine says for the 28 days before the end; null where it is absent. */
function engineSays(metric: string, team: string, label = '', stat?: 'p50'): number | null {
  const series = { metric, team, label, window: '28d' as const, ...(stat && { stat }) };
  const value = engine.at(series, { from: fromAt, to: endsAt, asOf: endsAt });
  return 'value' in value ? value.value : null;
}

const isIn = (at: number | null | undefined): boolean => typeof at === 'number' && fromAt <= at && at < endsAt;

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Every author here is in one team, which his login names; bots are in none. */
const teamByLogin = (login: string): string | undefined =>
  login === 'coding-agent[bot]' ? 'platform' : /^eng-(.+)-\d\d$/.exec(login)?.[1];
/** Coding agents are counted like people. */
const isCounted = ({ author }: PullRequest): boolean =>
  author?.type === 'User' || author?.login === 'coding-agent[bot]';
const isGenerated = (path: string): boolean => /(^|\/)(Gemfile\.lock|go\.sum)$|(^|\/)vendor\//.test(path);

const parents = new Map(world.commits.map((commit) => [commit.id, commit]));

/** Commits reachable from one, with those that they were picked from. */
function reach(repository: string, oid: string): ReadonlySet<string> {
  const reached = new Set([oid]);
  for (const one of reached)
    for (const parent of parents.get(`${repository}@${one}`)?.parents ?? []) reached.add(parent);
  return reached;
}

const finishOf = (one: (typeof world.deployments)[number]): number | undefined =>
  one.statuses.find(({ state }) => state === 'success')?.at;

const successes = world.deployments
  .filter((one) => one.environment === 'production' && finishOf(one) !== undefined)
  .sort((a, b) => finishOf(a)! - finishOf(b)!);

const nativeRepository = (service: string): string => config.services.find(({ id }) => id === service)!.repository;

/** First deployment's end by pull request, over every service that it touches; only those with known contents. */
function deployedAt(): ReadonlyMap<PullRequest, number> {
  const ends = new Map<PullRequest, number>();
  for (const { id: repository } of world.repositories) {
    const services = config.services.filter((service) => service.repository === repository);
    const merged = world.pullRequests.filter((one) => one.repository === repository && one.mergedAt !== null);
    const carried = new Set<PullRequest>();
    for (const [index, deployment] of successes.filter((one) => one.repository === repository).entries()) {
      const reached = reach(repository, deployment.commit!);
      const picks = new Set([...reached].map((oid) => parents.get(`${repository}@${oid}`)!.cherryPickOf));
      for (const one of merged) {
        const oids = one.mergeCommit === null ? one.commits.map(({ oid }) => oid) : [one.mergeCommit];
        if (carried.has(one) || !(oids.every((oid) => reached.has(oid)) || oids.some((oid) => picks.has(oid))))
          continue;
        carried.add(one);
        // Every file here is under a service's paths or under those of none, which all services share: somebody deploys it.
        if (index > 0 && services.length > 0) ends.set(one, finishOf(deployment)!);
      }
    }
  }
  return ends;
}

describe('counted a second time', () => {
  it.each(config.services.map(({ id }) => id))('deployments of %s', (service) => {
    const expected = successes.filter(
      (one) => one.repository === nativeRepository(service) && isIn(finishOf(one)),
    ).length;
    expect(expected).toBeGreaterThan(5);
    expect(engineSays('deployments', 'all', service)).toBe(expected);
  });

  it("pull requests merged, all and by the author's team", () => {
    const merged = world.pullRequests.filter(({ mergedAt }) => isIn(mergedAt));
    expect(engineSays('pull_requests_merged', 'all')).toBe(merged.length);
    const byPeople = (team: string): number =>
      merged.filter((one) => isCounted(one) && teamByLogin(one.author!.login) === team).length;
    // Bots' changes go to the team that owns most of what they touch: together everything has one team.
    const ofTeams = teams.map((team) => engineSays('pull_requests_merged', team)!);
    expect(ofTeams.every((count, index) => count >= byPeople(teams[index]!))).toBe(true);
    expect(engineSays('pull_requests_merged', 'integrations')).toBeGreaterThan(5);
  });

  it.each(['P1', 'P2', 'P3', 'P4', 'P5', 'none'])('incidents of priority %s', (priority) => {
    const counted = world.incidents.filter(
      (one) => (one.priority ?? 'none') === priority && isIn(one.createdAt) && one.mergedAt === null,
    );
    expect(engineSays('incidents', 'all', priority)).toBe(counted.length);
  });

  it.each([...teams, 'all'])('the median size of what %s merged', (team) => {
    const merged = world.pullRequests.filter((one) => isIn(one.mergedAt) && isCounted(one));
    const own = merged.filter(({ author }) => team === 'all' || teamByLogin(author!.login) === team);
    const lines = own.map(({ files }) =>
      files!.filter(({ path }) => !isGenerated(path)).reduce((sum, file) => sum + file.additions + file.deletions, 0),
    );
    expect(own.length).toBeGreaterThan(5);
    expect(engineSays('pull_request_size_lines', team, '', 'p50')).toBe(middle(lines));
  });

  it.each([...teams, 'all'])('the median lead time of %s', (team) => {
    const dayMs = 86_400_000;
    const leads = [...deployedAt()].flatMap(([one, at]) => {
      if (!isIn(at)) return [];
      const isOwn = team === 'all' || teamOf(one) === team;
      if (!isOwn) return [];
      const ready = one.events.find(({ type }) => type === 'ready_for_review' || type === 'convert_to_draft');
      const readyAt = ready?.type === 'ready_for_review' ? ready.at : one.createdAt;
      const firsts = one.commits.filter(
        ({ isMerge, authoredAt }) => !isMerge && authoredAt >= one.createdAt - 90 * dayMs && authoredAt <= readyAt,
      );
      const startAt = firsts.length > 0 ? Math.min(...firsts.map(({ authoredAt }) => authoredAt)) : one.createdAt;
      return [(at - startAt) / 1_000];
    });
    expect(leads.length).toBeGreaterThan(5);
    expect(engineSays('lead_time_seconds', team, '', 'p50')).toBeCloseTo(middle(leads)!, 6);
  });
});

/** A bot's changes here lie in `vendor/`, which does not vote: nobody's, or whose file is. */
const teamOf = (one: PullRequest): string | undefined => (isCounted(one) ? teamByLogin(one.author!.login) : undefined);
