import { createAppAuth } from '@octokit/auth-app';
import { graphql, GraphqlResponseError } from '@octokit/graphql';
import { request } from '@octokit/request';
import type { Config } from '../../config/config.ts';
import { Unanswered, withPatience } from '../patience.ts';
import { SourceError } from '../source.ts';
import type { SourceContext } from '../source.ts';

const attempts = 6;
const firstBackoffMs = 1_000;
const secondaryLimitMs = 60_000;
const secondMs = 1_000;
const largestPage = 100;

/** Asked for, and not to be had with this token; whether it exists at all is often not told. */
export class RefusedError extends SourceError {}

/** What is to be done about a failed request. `refused`: the token may not, or there is nothing. */
type Verdict =
  | { readonly kind: 'final' | 'refused' | 'retry' | 'shrink'; readonly message: string }
  | { readonly kind: 'wait'; readonly ms: number | null; readonly message: string };

export interface Answer<T> {
  readonly data: T;
  /** Errors of parts of the answer; the other parts are there. */
  readonly problems: readonly string[];
  /** Where in the answer those errors are: `alias.field.0.field`. */
  readonly refused: readonly string[];
}

interface RateLimited {
  readonly rateLimit?: { readonly cost: number; readonly remaining: number; readonly resetAt: string } | null;
}
type Variables = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string | number | undefined>>;

/**
 * GitHub's APIs under one discipline: one request at a time, a timeout each, errors judged by the body before the status, pages
 * that shrink when GitHub's ten seconds are over, pauses as long as it asks for.
 */
export class GitHubClient {
  readonly #context: SourceContext;
  readonly #graphql: typeof graphql;
  readonly #request: typeof request;

  constructor({ auth, baseUrl }: NonNullable<Config['github']>, context: SourceContext) {
    this.#context = context;
    const plain = request.defaults({ baseUrl });
    const options =
      'token' in auth
        ? { baseUrl, headers: { authorization: `token ${auth.token}` } }
        : {
            baseUrl,
            request: {
              hook: createAppAuth({
                appId: auth.appId,
                installationId: auth.installationId,
                privateKey: auth.privateKey,
                request: plain,
              }).hook,
            },
          };
    this.#graphql = graphql.defaults(options);
    this.#request = request.defaults(options);
  }

  /**
   * Runs a query. `shape` names it for its page size, which `variables` is given. Rejects with SourceError; what GitHub could answer in part
   * is answered in part.
   */
  async query<T extends object>(
    shape: string,
    document: string,
    variables: (pageSize: number) => Variables,
    signal: AbortSignal,
    most = largestPage,
  ): Promise<Answer<T>> {
    return this.#persist(shape, signal, async (attemptSignal) => {
      const size = this.#pageSize(shape, most);
      try {
        const data = await this.#graphql<T>(document, {
          ...variables(size),
          request: { fetch: this.#fetch(attemptSignal) },
        });
        this.#grow(shape, size, most);
        return this.#answered(data, [], []);
      } catch (error) {
        // Parts that it may not show, or that are gone, must not lose the rest.
        if (error instanceof GraphqlResponseError && isPartial(error))
          return this.#answered(error.data as T, messagesOf(error), pathsOf(error));
        throw error;
      }
    });
  }

  /** A REST request, for what GraphQL does not have. */
  async rest<T>(route: string, parameters: Variables, signal: AbortSignal): Promise<T> {
    return this.#persist(route, signal, async (attemptSignal) => {
      const { data } = await this.#request(route, { ...parameters, request: { fetch: this.#fetch(attemptSignal) } });
      if (typeof data !== 'object') throw new SyntaxError('the answer is not JSON');
      this.#context.meter.budget(1, null);
      this.#context.meter.request('ok');
      return data as T;
    });
  }

  #answered<T extends object>(data: T, problems: readonly string[], refused: readonly string[]): Answer<T> {
    // Where limits are off (an own server) there is no rate limit: unlimited.
    const { rateLimit } = data as RateLimited;
    this.#context.meter.budget(rateLimit?.cost ?? 0, rateLimit?.remaining ?? null);
    this.#context.meter.request(problems.length > 0 ? 'partial' : 'ok');
    return { data, problems, refused };
  }

  async #persist<T>(operation: string, signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { meter, sleep, now, patienceMs } = this.#context;
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      try {
        return await withPatience(patienceMs, signal, run);
      } catch (cause) {
        if (signal.aborted) throw cause;
        const verdict = judge(cause, now());
        if (verdict.kind === 'final' || verdict.kind === 'refused' || attempt === attempts) {
          meter.request('failed');
          const Failure = verdict.kind === 'refused' ? RefusedError : SourceError;
          throw new Failure('github', operation, verdict.message, { cause: new Error(verdict.message) });
        }
        meter.request(verdict.kind === 'wait' ? 'rate_limited' : 'retried');
        if (verdict.kind === 'shrink') this.#shrink(operation);
        const doubled = 2 ** (attempt - 1);
        await sleep(
          verdict.kind === 'wait' ? (verdict.ms ?? secondaryLimitMs * doubled) : firstBackoffMs * doubled,
          signal,
        );
      }
    }
  }

  #fetch(signal: AbortSignal): typeof fetch {
    return (input, init) => fetch(input, { ...init, signal });
  }

  #pageSize(shape: string, most: number): number {
    const size = this.#context.store.state(sizeKey(shape));
    return typeof size === 'number' ? Math.min(size, most) : most;
  }

  #shrink(shape: string): void {
    const size = this.#context.store.state(sizeKey(shape));
    const halved = Math.max(1, Math.floor((typeof size === 'number' ? size : largestPage) / 2));
    this.#context.store.write({ state: [{ key: sizeKey(shape), value: halved }] });
  }

  #grow(shape: string, size: number, most: number): void {
    if (size < most) this.#context.store.write({ state: [{ key: sizeKey(shape), value: size + 1 }] });
  }
}

const sizeKey = (shape: string): string => `github/page_size/${shape}`;

const messagesOf = (error: GraphqlResponseError<unknown>): readonly string[] =>
  (error.errors ?? []).map(({ message }) => message);

const pathsOf = (error: GraphqlResponseError<unknown>): readonly string[] =>
  (error.errors ?? []).map(({ path }) => (path ?? []).join('.'));

function isRefusal({ errors }: GraphqlResponseError<unknown>): boolean {
  const kinds = (errors ?? []).map(({ type }) => type);
  return (
    kinds.length > 0 &&
    kinds.every((kind) => kind === 'FORBIDDEN' || kind === 'NOT_FOUND' || kind === 'INSUFFICIENT_SCOPES')
  );
}

/** Refusals of single parts, with the others there. */
const isPartial = (error: GraphqlResponseError<unknown>): boolean =>
  error.data !== null && error.data !== undefined && isRefusal(error);

function judge(error: unknown, nowAt: number): Verdict {
  if (error instanceof GraphqlResponseError) {
    const message = messagesOf(error).join('; ');
    return isRefusal(error) ? { kind: 'refused', message } : judgeErrors(message, error.headers as Headers, nowAt);
  }
  if (error instanceof Unanswered) return { kind: 'shrink', message: error.message };
  const { status, message, response } = error as {
    readonly status?: number;
    readonly message: string;
    readonly response?: { readonly headers: Headers; readonly data?: unknown };
  };
  const headers = response?.headers ?? {};
  if (status === 401) return { kind: 'final', message: 'the token is not accepted (401)' };
  if (status === 429 || (status === 403 && /rate limit/i.test(`${message} ${JSON.stringify(response?.data ?? '')}`)))
    return wait(headers, nowAt);
  if (status === 403) return { kind: 'refused', message: 'the token may not read this (403)' };
  if (status === 404) return { kind: 'refused', message: 'there is no such thing, or the token may not see it (404)' };
  if (status === 502 || status === 504) return { kind: 'shrink', message: `answered ${status}` };
  return {
    kind: 'retry',
    message: status === undefined || status < 400 ? 'the answer is not JSON, or broke off' : `answered ${status}`,
  };
}

function judgeErrors(message: string, headers: Headers, nowAt: number): Verdict {
  if (/something went wrong|timed? ?out|timeout/i.test(message))
    return { kind: 'shrink', message: 'GitHub took too long for the query' };
  if (/rate limit/i.test(message)) return wait(headers, nowAt);
  return { kind: 'final', message };
}

/** The primary limit says when it is over; the secondary may say how long to wait, else a minute, doubling. */
function wait(headers: Headers, nowAt: number): Verdict {
  const message = 'the rate limit is reached';
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(after)) return { kind: 'wait', ms: after * secondMs, message };
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (String(headers['x-ratelimit-remaining']) === '0' && Number.isFinite(reset))
    return { kind: 'wait', ms: Math.max(secondMs, reset * secondMs - nowAt), message };
  return { kind: 'wait', ms: null, message };
}
