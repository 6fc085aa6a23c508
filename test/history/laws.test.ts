import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Held, History } from '../../exporter/history/history.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import { isOpenAt, isWithin } from '../../exporter/history/spans.ts';
import type {
  Deployment,
  DomainRecord,
  Incident,
  IncidentEntry,
  Instant,
  WorkItemEvent,
} from '../../exporter/records/index.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import {
  at,
  bot,
  configuration,
  deploymentOf,
  hour,
  incidentOf,
  pullRequestOf,
  service,
  user,
  workItemOf,
} from './organisation.ts';

const config = configuration({
  services: [
    service('app', { owner: 'web', paths: ['a/'], pagerdutyServices: ['PD-APP', 'PD-BOTH'] }),
    service('api', { owner: 'core', paths: ['b/'], pagerdutyServices: ['PD-BOTH'] }),
  ],
  surveys: {
    folder: 'none',
    schedule: '* * * * *',
    questions: ['on_call_burden'],
    waves: [
      { audience: 'engineering', id: 'q1', closesAt: at(1), invited: 9 },
      { audience: 'product', id: 'q1', closesAt: at(2), invited: 9 },
      { audience: 'engineering', id: 'q2', closesAt: at(4), invited: 9 },
    ],
  },
});

// Few instants and few names, so that everything collides with everything.
const instant = fc.integer({ min: 0, max: 40 }).map((steps) => at(0) + steps * 4 * hour);
const oid = fc.integer({ min: 0, max: 9 }).map((n) => `c${n}`);

const commit = fc
  .record({
    n: fc.integer({ min: 0, max: 9 }),
    parents: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
    pick: fc.option(fc.integer({ min: 1, max: 9 })),
    isGone: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  .map(({ n, parents, pick, isGone }): DomainRecord => ({
    kind: 'commit',
    id: `acme/app@c${n}`,
    repository: 'acme/app',
    oid: `c${n}`,
    // Parents are older: no cycles.
    parents: [...new Set(parents.map((back) => n - back))].filter((p) => p >= 0).map((p) => `c${p}`),
    cherryPickOf: pick === null || pick === n ? null : `c${pick}`,
    isGone,
  }));

const pullRequest = fc
  .record({
    number: fc.integer({ min: 1, max: 6 }),
    mergedAt: fc.option(instant, { freq: 9 }),
    mergeCommit: fc.option(oid, { freq: 9 }),
    path: fc.constantFrom('a/x', 'b/x', 'c/x'),
    how: fc.constantFrom(
      {},
      { body: 'Reverts #1' },
      { headBranch: 'revert-2-x' },
      { labels: ['hotfix'] },
      { title: 'Revert "Change 3"' },
    ),
    baseBranch: fc.constantFrom('main', 'main', 'main', 'old'),
    login: fc.constantFrom('ann', 'cat', 'eve'),
    blob: fc.constantFrom(null, 'blob1', 'blob2'),
    oids: fc.uniqueArray(oid, { maxLength: 2 }),
  })
  .map(({ number, mergedAt, mergeCommit, path, how, baseBranch, login, blob, oids }): DomainRecord =>
    pullRequestOf({
      number,
      createdAt: at(0),
      mergedAt,
      mergeCommit: mergedAt === null ? null : mergeCommit,
      files: [{ path, additions: 1, deletions: 1 }],
      author: user(login),
      baseBranch,
      codeOwnersBlob: mergedAt === null ? null : blob,
      commits: oids.map((one) => ({ oid: one, authoredAt: at(0), isMerge: false })),
      ...how,
    }),
  );

const deployment = fc
  .record({
    n: fc.integer({ min: 1, max: 8 }),
    startedAt: instant,
    took: fc.integer({ min: 0, max: 12 }),
    state: fc.constantFrom('success', 'success', 'success', 'failure') as fc.Arbitrary<'success' | 'failure'>,
    commit: fc.option(oid, { freq: 9 }),
    ref: fc.constantFrom('main', 'main', 'hotfix/x'),
    environment: fc.constantFrom('production', 'production', 'staging'),
  })
  .map(({ n, startedAt, took, state, ...more }): DomainRecord =>
    deploymentOf(`d${n}`, {
      startedAt,
      statuses: [{ state, at: startedAt + took * hour }],
      creator: user('eve'),
      ...more,
    }),
  );

const incident = fc
  .record({
    n: fc.integer({ min: 1, max: 4 }),
    createdAt: instant,
    turns: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 3 }),
    priority: fc.constantFrom('P1', 'P2', 'P3'),
    pagerduty: fc.constantFrom('PD-APP', 'PD-BOTH'),
    merged: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 1 }),
  })
  .map(({ n, createdAt, turns, priority, pagerduty, merged }): DomainRecord => {
    let instantOf = createdAt;
    const entries = turns.map((hours, index): IncidentEntry => {
      instantOf += hours * hour;
      return {
        id: `e${index}`,
        type: index % 2 === 0 ? 'resolve' : 'reopen',
        at: instantOf,
        user: null,
        channel: null,
      };
    });
    const mergedAt = merged === null ? null : createdAt + merged * hour;
    return incidentOf(`I${n}`, {
      createdAt,
      entries,
      priority,
      service: pagerduty,
      mergedAt,
      title: `Trouble ${n % 2}x${'y'.repeat(n % 2)}`,
    });
  });

const membership = fc
  .record({
    login: fc.constantFrom('eve', 'ann'),
    slug: fc.constantFrom('web', 'core'),
    fromAt: instant,
    until: fc.option(instant),
  })
  .map(({ login, slug, fromAt, until }): DomainRecord => ({
    kind: 'membership',
    id: `acme/${slug}/${login}`,
    githubTeam: `acme/${slug}`,
    login,
    fromAt,
    untilAt: until,
  }));

const label = fc.constantFrom(
  'retro',
  'retro-action',
  'blocked',
  'P1',
  'P2',
  'domain:security',
  'team:web',
  'team:core',
  'in progress',
);
const somebody = fc.constantFrom(user('eve'), user('ann'), bot('coder'), null);
const itemEvent = fc
  .record({ at: instant, turn: fc.integer({ min: 0, max: 7 }), label, assignee: somebody })
  .map(({ at: instantOf, turn, label: name, assignee }): WorkItemEvent => {
    if (turn < 2) return { type: turn === 0 ? 'labeled' : 'unlabeled', at: instantOf, label: name };
    if (turn < 4) return { type: turn === 2 ? 'assigned' : 'unassigned', at: instantOf, assignee };
    if (turn < 6) return { type: turn === 4 ? 'closed' : 'reopened', at: instantOf };
    const type = turn === 6 ? 'milestoned' : 'demilestoned';
    return { type, at: instantOf, milestone: name, dueOn: name.startsWith('P') ? `2026-01-0${name[1]}` : null };
  });
const itemEvents = fc.array(itemEvent, { maxLength: 8 }).map((events) => events.sort((a, b) => a.at - b.at));
const workItem = fc
  .record({
    number: fc.integer({ min: 1, max: 5 }),
    events: itemEvents,
    parent: fc.option(fc.integer({ min: 1, max: 5 })),
    body: fc.constantFrom(
      '',
      'Due: 2026-01-07',
      'see /incidents/I1',
      '/incidents/I2',
      '- [ ] #2\nDue: 2026-01-06',
      '* #3\n/incidents/I1',
    ),
    labels: fc.uniqueArray(label, { maxLength: 2 }),
  })
  .map(({ number, events, parent, body, labels }): DomainRecord =>
    workItemOf({ number, events, body, labels, parent: parent === null ? null : `acme/app#${parent}` }),
  );

const file = fc
  .record({ blob: fc.constantFrom('blob1', 'blob2'), text: fc.constantFrom('a/ @acme/core', '* @eve', 'c/ @acme/web') })
  .map(({ blob, text }): DomainRecord => ({ kind: 'code_owners', id: blob, text }));

const repository = fc
  .record({ blob: fc.constantFrom(null, 'blob1', 'blob2'), branch: fc.constantFrom('main', 'main', 'old') })
  .map(({ blob, branch }): DomainRecord => ({
    kind: 'repository',
    id: 'acme/app',
    url: 'x',
    defaultBranch: branch,
    codeOwnersBlob: blob,
  }));

const survey = fc
  .record({
    audience: fc.constantFrom('engineering', 'product'),
    wave: fc.constantFrom('q1', 'q2', 'unknown'),
    scores: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ audience, wave, scores }): DomainRecord => ({
    kind: 'survey_wave',
    id: `${audience}/${wave}`,
    audience,
    wave,
    file: 'a.csv',
    respondents: scores.length,
    answers: [{ team: 'web', question: 'on_call_burden', scores }],
  }));

const surveyFile = fc
  .record({ id: fc.constantFrom('a.csv', 'b.csv'), line: fc.integer({ min: 0, max: 3 }) })
  .map(({ id, line }): DomainRecord => ({
    kind: 'survey_file',
    id,
    fingerprint: String(line),
    problems: line === 0 ? [] : [{ line, reason: 'score is missing' }],
    refusedAt: line === 0 ? null : at(line),
    isEarlierKept: false,
  }));

const record = fc.oneof(
  { weight: 6, arbitrary: commit },
  { weight: 5, arbitrary: pullRequest },
  { weight: 6, arbitrary: deployment },
  { weight: 4, arbitrary: incident },
  { weight: 3, arbitrary: workItem },
  { weight: 1, arbitrary: membership },
  { weight: 1, arbitrary: file },
  { weight: 2, arbitrary: repository },
  { weight: 2, arbitrary: survey },
  { weight: 1, arbitrary: surveyFile },
);

/** Ten commits in a line, on main: so that most contents are known. */
const line: readonly DomainRecord[] = [
  { kind: 'repository', id: 'acme/app', url: 'x', defaultBranch: 'main', codeOwnersBlob: null },
  ...Array.from({ length: 10 }, (_, n): DomainRecord => ({
    kind: 'commit',
    id: `acme/app@c${n}`,
    repository: 'acme/app',
    oid: `c${n}`,
    parents: n === 0 ? [] : [`c${n - 1}`],
    cherryPickOf: null,
    isGone: false,
  })),
];

/** Deployments to and fro on that line, with incidents in between: many remedies, many incidents taken over. */
const busy = fc
  .tuple(
    fc.array(deployment, { minLength: 8, maxLength: 16 }),
    fc.array(incident, { minLength: 2, maxLength: 8 }),
    fc.array(pullRequest, { maxLength: 8 }),
  )
  .map(([deployments, incidents, pulls]): DomainRecord[] => [
    ...deployments.map((one) => ({ ...(one as Deployment), environment: 'production' })),
    ...incidents.map((one) => ({ ...(one as Incident), priority: 'P1' })),
    ...pulls.map((one) => ({ ...one, baseBranch: 'main' }) as DomainRecord),
  ]);

/** What history says of every root, by root. */
function dump(history: History): Map<string, string> {
  const all = new Map<string, unknown>();
  for (const pull of history.roots('pull_request'))
    all.set(`pull_request ${pull.id}`, [
      pull,
      history.teamOf(pull),
      history.isCountedBase(pull),
      history.codeOwnersOf(pull),
      history.servicesOf(pull),
      history.moduleOf(pull.repository, pull.files![0]!.path, history.codeOwnersOf(pull)),
      history.firstContainedAt(pull.id),
      history.deploymentsOf(pull.id).map(({ id, finishedAt }) => [id, finishedAt]),
    ]);
  // Numbers of runs differ with the order in which they came.
  for (const view of history.roots('service_deployment'))
    all.set(`service_deployment ${view.id}`, { ...view, runNumber: 0 });
  for (const one of history.roots('work_item'))
    all.set(`work_item ${one.id}`, [
      history.workItem(one.id),
      history.workItem(one.id)!.incidents.map((id) => history.incident(id)?.open),
      history.workItem(one.id)!.children.map((id) => history.workItem(id)!.due),
    ]);
  for (const { id } of config.teams) all.set(`team ${id}`, history.workItems('retro', id));
  for (const one of history.roots('incident'))
    all.set(`incident ${one.id}`, [
      one,
      history.incident(one.id),
      history.workItemsNaming(one.id).map((id) => history.workItem(id)!.open),
    ]);
  for (const { id } of config.services)
    all.set(
      `service ${id}`,
      history.serviceDeployments(id).map((view) => ({ ...view, runNumber: 0 })),
    );
  all.set('surveys surveys', [history.surveyWaves(), history.refusedSurveyFiles()]);
  const text = (_: string, value: unknown): unknown => (value === Infinity ? 'never' : value);
  return new Map([...all].map(([id, value]) => [id, JSON.stringify(value, text)]));
}

const fresh = (records: readonly DomainRecord[]): History => {
  const store = createMemoryStore();
  store.write({ records });
  const { history, update } = createHistory(config, store);
  update();
  return history;
};

describe('history', () => {
  it('stands the same whether it was told in one go or piece by piece, and names every root that changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(record, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 }),
        (batches) => {
          const store = createMemoryStore();
          const { history, update } = createHistory(config, store);
          let before = dump(history);
          for (const batch of batches) {
            store.write({ records: batch });
            const named = new Set(update().changed.map(({ kind, id }) => `${kind} ${id}`));
            const after = dump(history);
            for (const id of new Set([...before.keys(), ...after.keys()]))
              if (before.get(id) !== after.get(id))
                expect(named, `${id}: ${before.get(id)} → ${after.get(id)}`).toContain(id);
            before = after;
          }
          const latest = new Map(batches.flat().map((one) => [`${one.kind} ${one.id}`, one]));
          expect(new Map([...before].sort())).toEqual(new Map([...dump(fresh([...latest.values()]))].sort()));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('carries each pull request once a service, and all that its deployments reach', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), (records) => {
        const history = fresh(records);
        for (const { id } of config.services) {
          const views = history.serviceDeployments(id).filter(({ finishedAt }) => finishedAt !== null);
          const carried = views.flatMap(({ contents }) => (contents.known ? contents.pullRequests : []));
          expect(new Set(carried).size).toBe(carried.length);
          for (const one of carried) expect(history.deploymentsOf(one).some((view) => view.service === id)).toBe(true);
        }
        for (const pull of history.roots('pull_request')) {
          const reached = reachedServices(pull, history, records);
          expect(history.firstContainedAt(pull.id) !== null).toBe(reached.length > 0);
          for (const view of history.deploymentsOf(pull.id)) expect(view.contents).toMatchObject({ known: true });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never sees the future: without what happened from an instant on, it says the same as of that instant', () => {
    fc.assert(
      fc.property(busy, instant, fc.integer({ min: -1, max: 1 }), (some, near, shift) => {
        const asOf = near + shift;
        const records = [...line, ...some];
        const latest = [...new Map(records.map((one) => [`${one.kind} ${one.id}`, one])).values()];
        const whole = asOfText(fresh(latest), asOf);
        const cut = asOfText(fresh(latest.flatMap((one) => before(one, asOf))), asOf);
        expect(cut).toEqual(whole);
      }),
      { numRuns: 600 },
    );
  });
});

/** As GitHub tells it: nothing ends that has not begun, and every account is known. */
function possible(events: readonly WorkItemEvent[]): readonly WorkItemEvent[] {
  const on = new Set<string>(['open']);
  const turn = (key: string, isOn: boolean): boolean => {
    if (on.has(key) === isOn) return false;
    if (isOn) on.add(key);
    else on.delete(key);
    return true;
  };
  return events.filter((event) => {
    if ('label' in event) return turn(event.label, event.type === 'labeled');
    if ('assignee' in event) return event.assignee !== null && turn(event.assignee.login, event.type === 'assigned');
    if ('milestone' in event) return turn('milestone', event.type === 'milestoned');
    return event.type === 'commented' || turn('open', event.type === 'reopened');
  });
}

describe('a work item as of an instant', () => {
  it('is what it was then: without what happened from the instant on, it is the same', () => {
    fc.assert(
      fc.property(itemEvents.map(possible), instant, fc.integer({ min: -1, max: 1 }), (events, near, shift) => {
        const asOf = near + shift;
        const stand = (known: readonly WorkItemEvent[]): unknown => {
          const view = fresh([
            workItemOf({ number: 1, createdAt: at(-1), body: 'Due: 2026-01-07', events: known }),
          ]).workItem('acme/app#1')!;
          const valueOf = <V>(held: readonly Held<V>[]) =>
            held.filter(({ span }) => isWithin(span, asOf)).map(({ value }) => value);
          return [
            isOpenAt(view.open, asOf),
            isOpenAt(view.blocked, asOf),
            isOpenAt(view.inProgress, asOf),
            isOpenAt(view.owned, asOf),
            valueOf(view.priorities),
            valueOf(view.domains),
            valueOf(view.due),
            view.deferredAt.filter((one) => one < asOf),
            view.updatedAt.filter((one) => one < asOf),
          ];
        };
        expect(stand(events.filter((event) => event.at < asOf))).toEqual(stand(events));
      }),
      { numRuns: 400 },
    );
  });
});

/** Plain search, without any index: services with a succeeded deployment from which all carrying commits are reached. */
function reachedServices(pull: DomainRecord, history: History, records: readonly DomainRecord[]): readonly string[] {
  if (pull.kind !== 'pull_request' || pull.mergedAt === null) return [];
  const commits = new Map(records.filter((one) => one.kind === 'commit').map((one) => [one.oid, one]));
  const reach = (start: string): Set<string> => {
    const seen = new Set<string>();
    const visit = (one: string): void => {
      if (seen.has(one)) return;
      seen.add(one);
      commits.get(one)?.parents.forEach(visit);
    };
    visit(start);
    const picks = (one: string, chain: Set<string>): void => {
      const source = commits.get(one)?.cherryPickOf;
      if (source && !chain.has(source)) picks(source, chain.add(source));
    };
    const picked = new Set<string>();
    for (const one of seen) picks(one, picked);
    return new Set([...seen, ...picked]);
  };
  const wanted = pull.mergeCommit === null ? pull.commits.map((one) => one.oid) : [pull.mergeCommit];
  if (wanted.length === 0) return [];
  return history.servicesOf(pull).filter((id) => {
    const deployed = history
      .serviceDeployments(id)
      .filter(({ finishedAt, commit: oidOf }) => finishedAt !== null && oidOf !== null);
    const reached = new Set(deployed.flatMap((view) => [...reach(view.commit!)]));
    return wanted.every((one) => reached.has(one));
  });
}

/** A record as it was before an instant; pull requests, commits and files are joined as they are now. */
function before(one: DomainRecord, asOf: Instant): DomainRecord[] {
  if (one.kind === 'deployment') return beforeOfDeployment(one, asOf);
  return one.kind === 'incident' ? beforeOfIncident(one, asOf) : [one];
}
const beforeOfDeployment = (one: Deployment, asOf: Instant): DomainRecord[] =>
  one.startedAt! >= asOf ? [] : [{ ...one, statuses: one.statuses.filter((status) => status.at < asOf) }];
const beforeOfIncident = (one: Incident, asOf: Instant): DomainRecord[] =>
  one.createdAt >= asOf
    ? []
    : [
        {
          ...one,
          entries: one.entries.filter((entry) => entry.at < asOf),
          mergedAt: one.mergedAt !== null && one.mergedAt < asOf ? one.mergedAt : null,
        },
      ];

/** Everything that has a history, as of an instant. */
function asOfText(history: History, asOf: Instant): unknown {
  const views = [...history.roots('service_deployment')].filter(
    (view) => view.finishedAt !== null && view.finishedAt < asOf,
  );
  const deployments = views.map((view) => [
    view.id,
    view.contents,
    view.isSomethingNew,
    view.remedies,
    view.failures.filter(({ holds }) => isOpenAt(holds, asOf)).map(({ signal }) => signal),
    isOpenAt(view.failed, asOf),
    view.recoveries.filter(({ known }) => isWithin(known, asOf)).map((recovery) => recovery.at),
    view.rolledBackAt !== null && view.rolledBackAt < asOf ? view.rolledBackAt : null,
    view.incidents.filter(({ holds }) => isWithin(holds, asOf)).map(({ id }) => id),
  ]);
  const incidents = [...history.roots('incident')].filter((one) => one.createdAt < asOf);
  return [deployments, incidents.map(({ id }) => [id, isOpenAt(history.incident(id)!.open, asOf)])];
}
