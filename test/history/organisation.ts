import type { Config, Service, Team, WorkingTime } from '../../exporter/config/config.ts';
import { toWorkItems, workItems } from '../../exporter/config/work-items-schema.ts';
import {
  aiLabels,
  aiNotes,
  codeFiles,
  descriptionSections,
  sensitivePaths,
  testFiles,
} from '../../exporter/config/standard-rules.ts';
import { defaultLimits } from '../../exporter/policy/limits.ts';
import type { History, RootRef, ServiceDeployment } from '../../exporter/history/history.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import type {
  Actor,
  Commit,
  Deployment,
  DomainRecord,
  Incident,
  IncidentEntry,
  Instant,
  PullRequest,
  Review,
  WorkItem,
  WorkItemEvent,
} from '../../exporter/records/index.ts';
import { dueIn } from '../../exporter/records/work-item-words.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import type { Store } from '../../exporter/store/store.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** An instant, counted from Monday 2026-01-05 00:00 UTC. `at(1, 9, 30)` is Tuesday 09:30. */
export const at = (days: number, hours = 0, minutes = 0): Instant =>
  Date.UTC(2026, 0, 5) + days * day + hours * hour + minutes * minute;

export const user = (login: string): Actor => ({ login, type: 'User' });
export const bot = (login: string): Actor => ({ login, type: 'Bot' });

const weekdays = [{ from: 9 * 60, to: 17 * 60 }] as const;
export const utcOfficeHours: WorkingTime = {
  zone: 'UTC',
  hours: { 1: weekdays, 2: weekdays, 3: weekdays, 4: weekdays, 5: weekdays },
  holidays: [],
};

export const team = (id: string, more: Partial<Team> = {}): Team => ({
  id,
  name: id,
  workingTime: utcOfficeHours,
  members: [],
  githubTeams: [`acme/${id}`],
  pagerdutyServices: [],
  escalationPolicies: [],
  fridayReleases: false,
  workInProgressLimit: null,
  slackChannel: null,
  ...more,
});

export const service = (id: string, more: Partial<Service> = {}): Service => ({
  id,
  owner: null,
  repository: 'acme/app',
  paths: [],
  deployments: { from: 'github_deployments', environment: 'production', workflow: null },
  pagerdutyServices: [],
  ...more,
});

/** Labels of work items as they are where nothing is said: `retro-action`, `in progress`, `P1`, `domain:security`, `team:web`. */
export const standardLabels = toWorkItems(workItems.parse({}), ['acme/app']);

/** Teams `web` (ann, bob) and `core` (cat, dan); service `app` (PagerDuty `PD-APP`) of web, in `acme/app`, default branch `main`. */
export function configuration(more: Partial<Config> = {}): Config {
  return {
    organisation: { name: 'Acme', workingTime: utcOfficeHours },
    teams: [
      team('web', {
        members: [
          { github: 'ann', pagerduty: 'PD-ANN' },
          { github: 'bob', pagerduty: 'PD-BOB' },
        ],
      }),
      team('core', {
        members: [
          { github: 'cat', pagerduty: 'PD-CAT' },
          { github: 'dan', pagerduty: 'PD-DAN' },
        ],
      }),
    ],
    platformTeam: 'platform',
    services: [service('app', { owner: 'web', pagerdutyServices: ['PD-APP'] })],
    syncDays: 180,
    stalenessMs: 2 * hour,
    github: {
      auth: { token: 'none' },
      baseUrl: 'http://127.0.0.1',
      repositories: ['acme/app'],
      schedule: '* * * * *',
      baseBranches: [],
      probes: { everyMs: day, runbooks: ['**/runbooks/**/*.md', 'docs/runbook*.md'] },
    },
    workItems: standardLabels,
    pagerduty: { token: 'none', baseUrl: 'http://127.0.0.1', schedule: '* * * * *', priorities: null },
    prometheus: null,
    pipeline: { secret: 'none', completeFromAt: null },
    surveys: null,
    people: { bots: [], agents: [], nonEngineers: [] },
    rules: {
      hotfixLabels: ['hotfix'],
      hotfixBranchPrefixes: ['hotfix/'],
      flagLabels: ['feature-flag'],
      ticketPattern: '\\b[A-Z][A-Z0-9]+-[0-9]+\\b',
      generatedFiles: ['package-lock.json', '*.min.js', 'vendor/', 'dist/'],
      testFiles,
      codeFiles,
      descriptionSections,
      aiLabels,
      aiNotes,
      sensitivePaths,
      goldenPathWorkflows: [],
      failureWindowMs: day,
      remedyWindowMs: 14 * day,
      failedRunsCount: false,
      countedPriorities: ['P1', 'P2'],
    },
    http: { host: '127.0.0.1', port: 0, token: null },
    store: { path: ':memory:' },
    limits: defaultLimits,
    targets: { dueAt: null, baselines: {} },
    waivers: [],
    maturity: {
      targets: { level: 3, dimensions: {}, teams: {} },
      floor: 3,
      stage: 'established',
      evidence: [],
      waivers: [],
      assessments: null,
      scaling: [],
    },
    rollout: null,
    gate: { whenUnknown: 'allow' },
    alerting: {
      exporterUrl: 'http://clockspeed.example',
      dashboardsUrl: 'http://grafana.example',
      runbooksUrl: 'http://runbooks.example',
      slack: null,
      pagerduty: null,
      watchdogUrl: null,
    },
    digest: null,
    policy: {},
    isDemo: false,
    ...more,
  };
}

/** `rules({ failedRunsCount: true })`: the default configuration with other rules. */
export const rules = (more: Partial<Config['rules']>): Partial<Config> => ({
  rules: { ...configuration().rules, ...more },
});

export type PullRequestOf = Partial<Omit<PullRequest, 'kind' | 'id'>> & { readonly number: number };
export type DeploymentOf = Partial<Omit<Deployment, 'kind'>> & { readonly finishedAt?: Instant };
export type WorkItemOf = Partial<Omit<WorkItem, 'kind' | 'id'>> & { readonly number: number };
export type IncidentOf = Partial<Omit<Incident, 'kind'>> & {
  readonly createdAt: Instant;
  /** Adds a resolve entry. */
  readonly resolvedAt?: Instant;
};

/** A pull request by ann, ready from creation (1 h before its merge), 10 lines of `src/a.ts`, into main. */
export function pullRequestOf(given: PullRequestOf): PullRequest {
  const repository = given.repository ?? 'acme/app';
  const mergedAt = given.mergedAt ?? null;
  const createdAt = given.createdAt ?? (mergedAt ?? at(0)) - hour;
  return {
    kind: 'pull_request',
    id: `${repository}#${given.number}`,
    repository,
    url: `https://github.example/${repository}/pull/${given.number}`,
    title: `Change ${given.number}`,
    body: '',
    author: user('ann'),
    assignees: [],
    createdAt,
    updatedAt: mergedAt ?? createdAt,
    mergedAt,
    closedAt: mergedAt,
    isDraft: false,
    baseBranch: 'main',
    headBranch: `branch-${given.number}`,
    mergeCommit: mergedAt === null ? null : `m${given.number}`,
    additions: 7,
    deletions: 3,
    labels: [],
    commits: [],
    files: [{ path: 'src/a.ts', additions: 7, deletions: 3 }],
    reviews: [],
    events: [],
    reviewRequests: [],
    closes: [],
    mergedBy: mergedAt === null ? null : user('ann'),
    agentsInCommits: [],
    requiredChecks: [],
    codeOwnersBlob: null,
    ...given,
  };
}

let reviews = 0;
/** An approval by bob. */
export const review = (submittedAt: Instant, more: Partial<Review> = {}): Review => ({
  id: `R${String(++reviews).padStart(6, '0')}`,
  author: user('bob'),
  submittedAt,
  state: 'approved',
  dismissedAt: null,
  stateBefore: null,
  ...more,
});

/** A succeeded GitHub deployment of `commit` to production that took 10 minutes. */
export function deploymentOf(id: string, { finishedAt, ...given }: DeploymentOf): Deployment {
  const success = finishedAt === undefined ? [] : [{ state: 'success' as const, at: finishedAt }];
  return {
    kind: 'deployment',
    id,
    source: 'github_deployments',
    run: id,
    repository: 'acme/app',
    environment: 'production',
    services: null,
    workflow: null,
    commit: null,
    ref: 'main',
    url: null,
    startedAt: finishedAt === undefined ? null : finishedAt - 10 * minute,
    statuses: success,
    trigger: null,
    creator: null,
    ...given,
  };
}

/** A P1 of PagerDuty service `PD-APP`, open unless `resolvedAt` or a resolve entry is given. */
export function incidentOf(id: string, { resolvedAt, ...given }: IncidentOf): Incident {
  const entry = (type: IncidentEntry['type'], instant: Instant): IncidentEntry => ({
    id: `${id}-${type}-${instant}`,
    type,
    at: instant,
    user: null,
    channel: null,
  });
  const resolve = resolvedAt === undefined ? [] : [entry('resolve', resolvedAt)];
  return {
    kind: 'incident',
    id,
    url: `https://pagerduty.example/${id}`,
    number: 1,
    title: `Trouble ${id}`,
    incidentKey: null,
    service: 'PD-APP',
    priority: 'P1',
    status: resolvedAt === undefined ? 'triggered' : 'resolved',
    mergedAt: null,
    entries: [entry('trigger', given.createdAt), ...resolve],
    ...given,
  };
}

/**
 * An issue, opened Monday 00:00. Its labels and assignees are what its events leave; those that are given without events it was
 * opened with, as the body's due date.
 */
export function workItemOf(given: WorkItemOf): WorkItem {
  const repository = given.repository ?? 'acme/app';
  const createdAt = given.createdAt ?? at(0);
  const events = given.events ?? [];
  const lastOf = (...types: readonly WorkItemEvent['type'][]) => events.findLast(({ type }) => types.includes(type));
  const closing = lastOf('closed', 'reopened');
  const labels = new Set<string>();
  const assignees = new Map<string, Actor>();
  for (const event of events) {
    if (event.type === 'labeled') labels.add(event.label);
    if (event.type === 'unlabeled') labels.delete(event.label);
    if (event.type === 'assigned' && event.assignee) assignees.set(event.assignee.login, event.assignee);
    if (event.type === 'unassigned' && event.assignee) assignees.delete(event.assignee.login);
  }
  return {
    kind: 'work_item',
    id: `${repository}#${given.number}`,
    repository,
    url: `https://github.example/${repository}/issues/${given.number}`,
    title: `Item ${given.number}`,
    body: '',
    createdAt,
    updatedAt: Math.max(createdAt, ...events.map((event) => event.at)),
    closedAt: closing?.type === 'closed' ? closing.at : null,
    milestone: null,
    dues: [{ at: createdAt, on: dueIn(given.body ?? '') }],
    parent: null,
    ...given,
    labels: [...(given.labels ?? []), ...labels],
    assignees: [...(given.assignees ?? []), ...assignees.values()],
    events,
  };
}

/**
 * A small organisation in a memory store. Each call writes one record; `history()` is brought up to date when asked for.
 * Merged pull requests without `mergeCommit` get `mN`, put on top of their repository's latest commit.
 */
export class Organisation {
  readonly config: Config;
  readonly store: Store;
  readonly #built: ReturnType<typeof createHistory>;
  readonly #heads = new Map<string, string>();
  #count = 0;
  /** What the last update named. */
  changed: readonly RootRef[] = [];

  constructor(more: Partial<Config> = {}, store: Store = createMemoryStore()) {
    this.config = configuration(more);
    this.store = store;
    this.#built = createHistory(this.config, store);
    for (const id of new Set(['acme/app', ...this.config.services.map(({ repository }) => repository)]))
      this.repository(id);
  }

  history(): History {
    this.changed = this.#built.update().changed;
    return this.#built.history;
  }

  put<R extends DomainRecord>(record: R): R {
    this.store.write({ records: [record] });
    return record;
  }

  /** Everything that the sources vouch for: complete in [from, to). */
  read(from: Instant, to: Instant): void {
    const value = { completeFromAt: from, watermarkAt: to, lastSuccessAt: to, progress: 1 };
    const queries = (this.config.prometheus?.queries ?? []).map(({ key }) => `source/prometheus/${key}`);
    const keys = [
      'source/github',
      'source/pagerduty',
      'source/pipeline',
      'source/surveys',
      'work_items/github',
      ...queries,
    ];
    this.store.write({ state: keys.map((key) => ({ key, value })) });
  }

  repository(id: string, codeOwnersBlob: string | null = null): void {
    this.put({ kind: 'repository', id, url: `https://github.example/${id}`, defaultBranch: 'main', codeOwnersBlob });
  }

  /** CODEOWNERS at the head of the default branch. */
  codeOwners(blob: string, text: string, repository = 'acme/app'): void {
    this.put({ kind: 'code_owners', id: blob, text });
    this.repository(repository, blob);
  }

  /** On top of the latest commit unless parents are given. */
  commit(oid: string, parents?: readonly string[], more: Partial<Commit> = {}): string {
    const repository = more.repository ?? 'acme/app';
    const head = this.#heads.get(repository);
    this.put({
      kind: 'commit',
      id: `${repository}@${oid}`,
      repository,
      oid,
      parents: parents ?? (head === undefined ? [] : [head]),
      cherryPickOf: null,
      isGone: false,
      ...more,
    });
    this.#heads.set(repository, oid);
    return oid;
  }

  pullRequest(given: PullRequestOf): PullRequest {
    const record = this.put(pullRequestOf(given));
    if (record.mergeCommit !== null && given.mergeCommit === undefined)
      this.commit(record.mergeCommit, undefined, { repository: record.repository });
    return record;
  }

  /** Answers with the id of the service deployment, `dN/app` for one service in `acme/app`. */
  deployment(given: DeploymentOf): string {
    const { id } = this.put(deploymentOf(given.id ?? `d${++this.#count}`, given));
    return `${id}/${given.services?.[0] ?? 'app'}`;
  }

  incident(given: IncidentOf): string {
    return this.put(incidentOf(given.id ?? `i${++this.#count}`, given)).id;
  }

  /** Answers with its id, `acme/app#N`. */
  workItem(given: WorkItemOf): string {
    return this.put(workItemOf(given)).id;
  }

  /** The facts of a service deployment, up to date. */
  look(id: string): ServiceDeployment {
    const view = this.history().root('service_deployment', id);
    if (!view) throw new Error(`no service deployment ${id}`);
    return view;
  }
}
