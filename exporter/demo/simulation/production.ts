import type { Actor, Deployment, Instant, Trigger } from '../../records/index.ts';
import { codingAgent } from './coding-agent.ts';
import { workflow } from './organisation.ts';
import type { DemoRepository } from './organisation.ts';
import { bot, person } from './pull-requests.ts';
import { minuteMs } from './working-time.ts';

export type Deployed = 'success' | 'failure' | 'cancelled' | 'error';

/** What may differ from an ordinary run on the default branch. */
interface Particulars {
  readonly environment?: string;
  readonly run?: number;
  readonly attempt?: number;
  readonly ref?: string;
}

/** Where one repository is deployed to, and every run as its origin records it. */
export class Production {
  /** Commits in the order in which they went out. */
  readonly successes: string[] = [];
  readonly #repository: DemoRepository;
  readonly #deployments: Deployment[] = [];

  constructor(repository: DemoRepository) {
    this.#repository = repository;
  }

  /** As known before an instant. */
  before(endsAt: Instant): Deployment[] {
    return this.#deployments.map((one) => ({ ...one, statuses: one.statuses.filter(({ at }) => at < endsAt) }));
  }

  /** Its number. */
  deploy(at: Instant, commit: string, state: Deployed, isManual: boolean, more: Particulars = {}): number {
    const { id: repository, from, services } = this.#repository;
    const number = more.run ?? this.#deployments.length + 1;
    const attempt = more.attempt ?? 1;
    const id = this.#idOf(number, attempt);
    const known: Trigger = attempt > 1 ? 'rerun' : isManual ? 'dispatch' : 'push';
    const creator: Actor = isManual ? person('eng-platform-01') : number % 23 === 5 ? codingAgent : bot('deploy-bot');
    const deployment: Deployment = {
      kind: 'deployment',
      id,
      source: from,
      run: id,
      repository,
      environment: more.environment ?? 'production',
      services: from === 'webhook' ? services.map((service) => service.id) : null,
      workflow: from === 'github_actions' ? workflow : null,
      commit,
      ref: more.ref ?? 'main',
      url: `https://github.com/${repository}/${from === 'github_actions' ? `actions/runs/${number}` : 'deployments'}`,
      startedAt: at,
      statuses: [{ state: resultOf(state, from), at: at + (6 + (number % 7)) * minuteMs }],
      trigger: from === 'github_deployments' ? null : known,
      creator: from === 'webhook' ? null : creator,
    };
    this.#retire(deployment);
    this.#deployments.push(deployment);
    return number;
  }

  #idOf(number: number, attempt: number): string {
    const { id: repository, from } = this.#repository;
    const ids = {
      github_deployments: `github:${repository}:deployment:${this.#deployments.length + 1}`,
      github_actions: `actions:${repository}:${number}:${attempt}`,
      webhook: `webhook:${repository.slice(5)}-${number}${attempt > 1 ? '-again' : ''}`,
    };
    return ids[from];
  }

  /** GitHub marks the one before inactive when the next has succeeded. */
  #retire({ source, environment, statuses }: Deployment): void {
    const status = statuses[0]!;
    if (source !== 'github_deployments' || status.state !== 'success') return;
    const before = this.#deployments.findLastIndex(
      (one) => one.environment === environment && one.statuses.length === 1 && one.statuses[0]!.state === 'success',
    );
    const one = this.#deployments[before];
    if (one)
      this.#deployments[before] = { ...one, statuses: [...one.statuses, { state: 'inactive', at: status.at + 1_000 }] };
  }
}

/** Each origin has words of its own for what did not end well. */
function resultOf(state: Deployed, from: DemoRepository['from']): Deployment['statuses'][number]['state'] {
  const isDeployment = from === 'github_deployments';
  if (state === 'cancelled' && isDeployment) return 'inactive';
  return state === 'error' && !isDeployment ? 'failure' : state;
}
