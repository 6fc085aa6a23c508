import { prefix } from '../exposition/families.ts';
import type { Family } from '../exposition/registry.ts';
import type { History, RootRef, ServiceDeployment } from '../history/history.ts';
import { deploymentCountedAfterMs } from '../policy/limits.ts';
import type { Span } from '../records/index.ts';
import { canonicalJson } from '../store/canonical.ts';
import type { CountedEvent, Store } from '../store/store.ts';

export const deploymentCounter = 'deployment_events';
export const incidentCounter = 'incident_events';

const counters = [
  {
    name: 'deployment_events_total',
    help: 'Deployments of a service, by how they ended; counted once, when succeeded, or else 24 h after the start, and never taken back.',
    labelNames: ['deployed_service', 'outcome'],
    counter: deploymentCounter,
  },
  {
    name: 'incident_events_total',
    help: 'PagerDuty incidents created, by owning team and priority; counted once and never taken back.',
    labelNames: ['team', 'priority'],
    counter: incidentCounter,
  },
] as const;

type Counts = ReturnType<Store['counts']>;

const familiesFrom = (countsOf: (counter: string) => Counts): readonly Family[] =>
  counters.map(({ name, help, labelNames, counter }) => ({
    name: prefix + name,
    help,
    type: 'counter',
    labelNames,
    samples: countsOf(counter).map(({ labels, count }) => ({ labels, value: count })),
  }));

/** The counters, from what was counted before an instant. */
export const counterFamilies = (store: Store, asOf: number): readonly Family[] =>
  familiesFrom((counter) => store.counts(counter, asOf));

/** The same for instants of a span, to be asked for in their order: what is counted between two is added to what was before. */
export function countersOver(store: Store, { from, to }: Span): (asOf: number) => readonly Family[] {
  const tallies = new Map(counters.map(({ counter }) => [counter as string, tally(store, counter, from, to)]));
  return (asOf) => familiesFrom((counter) => tallies.get(counter)!(asOf));
}

function tally(store: Store, counter: string, from: number, to: number): (asOf: number) => Counts {
  const sums = new Map(store.counts(counter, from).map((sum) => [canonicalJson(sum.labels), { ...sum }]));
  const events = store.counted(counter, from, to);
  let next = 0;
  return (asOf) => {
    for (; next < events.length && events[next]!.at < asOf; next += 1) {
      const { labels } = events[next]!;
      const key = canonicalJson(labels);
      const sum = sums.get(key) ?? { labels, count: 0 };
      sum.count += 1;
      sums.set(key, sum);
    }
    return [...sums.values()];
  };
}

/** How a deployment is counted, and from when on; undefined while it is open. */
export function countedOutcome(
  deployment: ServiceDeployment,
): { readonly at: number; readonly outcome: 'succeeded' | 'failed' | 'cancelled' } | undefined {
  const { startedAt, finishedAt, firstFailureAt, firstInactiveAt } = deployment;
  const dueAt = startedAt + deploymentCountedAfterMs;
  if (finishedAt !== null && finishedAt <= dueAt) return { at: finishedAt, outcome: 'succeeded' };
  const ends = [
    { at: firstFailureAt, outcome: 'failed' as const },
    { at: firstInactiveAt, outcome: 'cancelled' as const },
  ].filter((end) => end.at !== null);
  const ended = ends.find(({ at }) => at! <= dueAt);
  if (ended) return { at: dueAt, outcome: ended.outcome };
  // Still running then: it is counted when it ends.
  const late = [...ends, { at: finishedAt, outcome: 'succeeded' as const }].filter((end) => end.at !== null);
  const first = late.sort((a, b) => a.at! - b.at!)[0];
  return first && { at: first.at!, outcome: first.outcome };
}

/** Writes each event into the store's ledger when its time has come, once; what is written is never taken back. */
export class Counting {
  readonly #store: Store;
  /** Deployments whose outcome is not due yet. */
  #open = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
  }

  count(changed: Iterable<RootRef>, history: History, asOf: number): void {
    const deployments = new Set(this.#open);
    const counted: CountedEvent[] = [];
    for (const { kind, id } of changed) {
      if (kind === 'service_deployment') deployments.add(id);
      if (kind === 'incident') counted.push(...incidentEvents(id, history, asOf));
    }
    this.#open = new Set();
    for (const id of deployments) {
      const deployment = history.root('service_deployment', id);
      const counts = deployment && countedOutcome(deployment);
      if (!deployment) continue;
      if (!counts || counts.at >= asOf) this.#open.add(id);
      else
        counted.push({
          counter: deploymentCounter,
          id,
          labels: { deployed_service: deployment.service, outcome: counts.outcome },
          at: counts.at,
        });
    }
    if (counted.length > 0) this.#store.write({ counted });
  }
}

function incidentEvents(id: string, history: History, asOf: number): readonly CountedEvent[] {
  const [incident, view] = [history.root('incident', id), history.incident(id)];
  if (!incident || !view || incident.createdAt >= asOf) return [];
  const teams = view.teams.length > 0 ? view.teams : ['unattributed'];
  return teams.map((team) => ({
    counter: incidentCounter,
    id: `${id}/${team}`,
    labels: { team, priority: view.priority },
    at: incident.createdAt,
  }));
}
