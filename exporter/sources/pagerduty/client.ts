import { createRequire } from 'node:module';
import type { api as Api } from '@pagerduty/pdjs';
import type { Config } from '../../config/config.ts';
import { withPatience } from '../patience.ts';
import { SourceError } from '../source.ts';
import type { SourceContext } from '../source.ts';

// A CommonJS package whose exports Node cannot see by name.
const { api } = createRequire(import.meta.url)('@pagerduty/pdjs') as { readonly api: typeof Api };

export type Query = Readonly<Record<string, string | readonly string[]>>;

const attempts = 5;
const firstBackoffMs = 1_000;
/**
 * On a 429 the library repeats three times by itself, after 20 s each, whatever the server says. That cannot be switched off; without the
 * waiting its repeats are over at once, and ours wait as long as the server asks.
 */
const itsOwnWaitMs = 0;
const secondMs = 1_000;
export const pageSize = 100;
/** Beyond it PagerDuty answers 400. */
export const offsetCap = 10_000;

/** What became of a request that brought no data. */
class Refused extends Error {
  readonly status: number;
  readonly waitMs: number | null;
  constructor(status: number, message: string, waitMs: number | null = null) {
    super(message);
    this.status = status;
    this.waitMs = waitMs;
  }
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }
}

/** One page a call, one call at a time, retried with doubling pauses; never the library's own paging, which truncates silently. */
export class PagerDutyClient {
  readonly #token: string;
  readonly #baseUrl: string;
  readonly #context: SourceContext;

  constructor({ token, baseUrl }: NonNullable<Config['pagerduty']>, context: SourceContext) {
    this.#token = token;
    this.#baseUrl = baseUrl;
    this.#context = context;
  }

  /** The body of an answer. Rejects with SourceError; `status` of its cause tells a refusal. */
  async get(path: string, query: Query, signal: AbortSignal): Promise<Record<string, unknown>> {
    const { meter, sleep, patienceMs } = this.#context;
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      try {
        const data = await withPatience(patienceMs, signal, (within) => this.#attempt(path, query, within));
        meter.request('ok');
        return data;
      } catch (cause) {
        if (signal.aborted) throw cause;
        const refused = cause instanceof Refused ? cause : new Refused(0, (cause as Error).message);
        if (refused.isFinal || attempt === attempts) {
          meter.request('failed');
          throw new SourceError('pagerduty', `GET ${path}`, refused.message, { cause: refused });
        }
        meter.request(refused.status === 429 ? 'rate_limited' : 'retried');
        await sleep(refused.waitMs ?? firstBackoffMs * 2 ** (attempt - 1), signal);
      }
    }
  }

  async #attempt(path: string, query: Query, signal: AbortSignal): Promise<Record<string, unknown>> {
    this.#context.meter.budget(1, null);
    const queryParameters = Object.fromEntries(
      Object.entries(query).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
    );
    const answer = await api({
      method: 'GET',
      url: this.#baseUrl + path,
      token: this.#token,
      queryParameters,
      requestTimeout: 0,
      retryTimeout: itsOwnWaitMs,
      signal,
    }).catch((rejected: unknown) => rejected as { readonly status?: number; readonly message?: string });
    if (
      'data' in answer &&
      answer.status >= 200 &&
      answer.status < 300 &&
      typeof answer.data === 'object' &&
      answer.data !== null
    ) {
      return answer.data as Record<string, unknown>;
    }
    throw refusalOf(
      answer as {
        readonly status?: number;
        readonly message?: string;
        readonly response?: Response;
        readonly headers?: Headers;
      },
    );
  }

  /** All rows of a list, page after page. Rejects where the offset cap would cut it: ask for less time. */
  async list(
    path: string,
    key: string,
    query: Query,
    signal: AbortSignal,
  ): Promise<readonly Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    for (let offset = 0; ; offset += pageSize) {
      if (offset + pageSize > offsetCap) throw new TooMany(path);
      const body = await this.get(path, { ...query, limit: String(pageSize), offset: String(offset) }, signal);
      if (!Array.isArray(body[key])) throw new SourceError('pagerduty', `GET ${path}`, `the answer has no ${key}`);
      rows.push(...(body[key] as Record<string, unknown>[]));
      if (body['more'] !== true) return rows;
    }
  }
}

/** A list is longer than PagerDuty gives away. */
export class TooMany extends SourceError {
  constructor(path: string) {
    super('pagerduty', `GET ${path}`, `more than ${offsetCap} rows`);
  }
}

export const statusOf = (error: unknown): number | null =>
  error instanceof Error && error.cause instanceof Refused ? error.cause.status : null;

function refusalOf(answer: {
  readonly status?: number;
  readonly message?: string;
  readonly response?: Response;
  readonly headers?: Headers;
}): Refused {
  const status = answer.status ?? 0;
  if (status === 0) return new Refused(0, `no answer (${answer.message ?? 'unknown'})`);
  if (status >= 200 && status < 300) return new Refused(0, 'the answer is not JSON');
  const reset = Number((answer.response?.headers ?? answer.headers)?.get('ratelimit-reset') ?? Number.NaN);
  const message =
    status === 401
      ? 'the token is not accepted (401)'
      : status === 403
        ? 'the token may not read this (403)'
        : `answered ${status}`;
  return new Refused(status, message, status === 429 && Number.isFinite(reset) ? Math.max(1, reset) * secondMs : null);
}
