import type { Config, Service } from '../config/config.ts';
import type { Deployment, DeploymentState, Instant } from '../records/index.ts';
import type { People } from './people.ts';

/** What is kept of a deployment record, as the deployment of one service. */
export interface Run {
  /** `record id/service id` */
  readonly id: string;
  readonly recordId: string;
  readonly service: string;
  readonly runNumber: number;
  readonly commit: string | null;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly firstFailureAt: Instant | null;
  readonly firstInactiveAt: Instant | null;
  readonly isAutomated: boolean | null;
  readonly isByAgent: boolean | null;
  /** Login of the account that triggered it. */
  readonly triggeredBy: string | null;
  readonly isHotfixRef: boolean;
}

/** A run that succeeded. */
export type SucceededRun = Run & { readonly finishedAt: Instant };

const collator = new Intl.Collator('en', { numeric: true });

/** Larger ids by the numbers in them: run 10 comes after run 9. */
const compareIds = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** In the order of finishing; equal instants: the later start is later, then the larger id. */
export const byFinish = (a: SucceededRun, b: SucceededRun): number =>
  a.finishedAt - b.finishedAt || a.startedAt - b.startedAt || compareIds(a.id, b.id);

const endOf = (run: Run): Instant => run.finishedAt ?? run.firstFailureAt ?? run.firstInactiveAt ?? run.startedAt;
/** Like `byFinish`, with those that never succeeded where they ended. */
export const byEnd = (a: Run, b: Run): number =>
  endOf(a) - endOf(b) || a.startedAt - b.startedAt || compareIds(a.id, b.id);

const same = (a: string, b: string | null): boolean => a.toLowerCase() === b?.toLowerCase();

function standsFor(record: Deployment, service: Service): boolean {
  const { from, environment, workflow } = service.deployments;
  if (record.source !== from || record.environment !== environment) return false;
  if (record.services !== null) return record.services.includes(service.id);
  if (!same(service.repository, record.repository)) return false;
  return from !== 'github_actions' || workflow === null || workflow === record.workflow;
}

/** The configured services whose deployment to their counted environment this record is. */
export const servicesOfDeployment = (record: Deployment, services: readonly Service[]): readonly Service[] =>
  services.filter((service) => standsFor(record, service));

function firstAt(record: Deployment, ...states: DeploymentState[]): Instant | null {
  const instants = record.statuses.filter(({ state }) => states.includes(state)).map(({ at }) => at);
  return instants.length === 0 ? null : Math.min(...instants);
}

const automated: ReadonlySet<string> = new Set(['push', 'merge_group', 'schedule', 'tag', 'workflow']);

function isAutomated(record: Deployment, people: People): boolean | null {
  if (record.trigger !== null) return automated.has(record.trigger);
  if (record.source !== 'github_deployments' || record.creator === null) return null;
  return !people.isHuman(record.creator);
}

const branchOf = (ref: string | null): string => (ref ?? '').replace(/^refs\/(heads|tags)\//, '');

/** A record as a service's deployment; null while nothing tells when it was: it is in no metric. */
export function runOf(
  record: Deployment,
  service: Service,
  runNumber: number,
  people: People,
  { hotfixBranchPrefixes }: Config['rules'],
): Run | null {
  const finishedAt = firstAt(record, 'success');
  const before = (at: Instant | null): Instant | null => (at !== null && at < (finishedAt ?? Infinity) ? at : null);
  const firstFailureAt = before(firstAt(record, 'failure', 'error'));
  const firstInactiveAt = before(firstAt(record, 'inactive', 'cancelled'));
  const startedAt = record.startedAt ?? finishedAt ?? firstFailureAt ?? firstInactiveAt;
  if (startedAt === null) return null;
  return {
    id: `${record.id}/${service.id}`,
    recordId: record.id,
    service: service.id,
    runNumber,
    commit: record.commit,
    startedAt,
    finishedAt,
    firstFailureAt,
    firstInactiveAt,
    isAutomated: isAutomated(record, people),
    isByAgent: record.creator && people.isAgent(record.creator),
    triggeredBy: record.creator?.login ?? null,
    isHotfixRef: hotfixBranchPrefixes.some((prefix) => branchOf(record.ref).startsWith(prefix)),
  };
}
