import type { Config } from '../../config/config.ts';
import { Unanswered, withPatience } from '../patience.ts';
import type { SourceContext } from '../source.ts';

const attempts = 3;
const firstBackoffMs = 1_000;
/** Enough to say what is wrong; a query may be quoted in it. */
const longestMessage = 300;

/** Why there is no answer. No secret is in it. */
export class Refused extends Error {
  /** 0: nothing came, or nothing that could be read. */
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
  /** Another attempt would end alike. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }
  /** Other questions would end alike. */
  get isOfAll(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 403;
  }
}

export interface Answered {
  readonly data: unknown;
  /** What may be missing or mistaken in it. */
  readonly warnings: readonly string[];
}

/** Asks the HTTP API of Prometheus, or of what speaks it: one question at a time, retried with doubling pauses. */
export class PrometheusClient {
  readonly #url: string;
  readonly #auth: string | null;
  readonly #secret: string | null;
  readonly #context: SourceContext;

  constructor({ url, auth }: NonNullable<Config['prometheus']>, context: SourceContext) {
    this.#url = url;
    this.#auth =
      auth && ('token' in auth ? `Bearer ${auth.token}` : `Basic ${base64(`${auth.user}:${auth.password}`)}`);
    this.#secret = auth && ('token' in auth ? auth.token : auth.password);
    this.#context = context;
  }

  /** Rejects with Refused, or with the signal's reason. `path`: `query` or `query_range`. */
  async ask(path: string, parameters: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answered> {
    const { meter, sleep, patienceMs } = this.#context;
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      try {
        const answered = await withPatience(patienceMs, signal, (within) => this.#attempt(path, parameters, within));
        meter.request(answered.warnings.length === 0 ? 'ok' : 'partial');
        return answered;
      } catch (cause) {
        if (signal.aborted) throw cause;
        const refused = cause instanceof Refused ? cause : new Refused(0, reasonOf(cause as Error));
        if (refused.isFinal || attempt === attempts) {
          meter.request('failed');
          throw refused;
        }
        meter.request(refused.status === 429 ? 'rate_limited' : 'retried');
        await sleep(firstBackoffMs * 2 ** (attempt - 1), signal);
      }
    }
  }

  async #attempt(path: string, parameters: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answered> {
    this.#context.meter.budget(1, null);
    const response = await fetch(`${this.#url}/api/v1/${path}`, {
      method: 'POST',
      headers: this.#auth === null ? {} : { authorization: this.#auth },
      // Where Thanos may answer in part it would leave out series, and what is left out looks as if it were not there.
      body: new URLSearchParams({ ...parameters, partial_response: 'false' }),
      signal,
    });
    const body = parsed(await response.text());
    if (response.ok && body?.['status'] === 'success')
      return { data: body['data'], warnings: texts(body['warnings']).map((text) => this.#shown(text)) };
    throw new Refused(response.ok ? 0 : response.status, this.#shown(messageOf(response, body)));
  }

  /** Whatever it answers: a secret that it repeats goes no further. */
  #shown(message: string): string {
    return (this.#secret === null ? message : message.replaceAll(this.#secret, '[secret]')).slice(0, longestMessage);
  }
}

const reasonOf = (error: Error): string =>
  error instanceof Unanswered ? error.message : `no answer (${error.message})`;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

type Body = Readonly<Record<string, unknown>>;

function parsed(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Body) : undefined;
  } catch {
    return undefined;
  }
}

const texts = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);

function messageOf({ status, ok }: Response, body: Body | undefined): string {
  if (status === 401) return 'the credentials are not accepted (401)';
  if (status === 403) return 'the credentials may not read this (403)';
  const said = typeof body?.['error'] === 'string' ? `: ${body['error']}` : '';
  if (ok) return `the answer is none of Prometheus${said}`;
  return `answered ${status}${said}`;
}
