const secondMs = 1_000;

/** Nobody answered in time. */
export class Unanswered extends Error {
  constructor(ms: number) {
    super(`no answer in ${ms / secondMs} s`);
  }
}

/**
 * What `run` resolves to. Rejects with Unanswered after `ms`, and with the signal's reason when `signal` fires, whatever becomes of the signal
 * that `run` was given. Not by AbortSignal.any over AbortSignal.timeout: Node's collector takes such a timeout away before it fires
 * (nodejs/node#57736), and whoever hangs would hang us for ever.
 */
export async function withPatience<T>(
  ms: number,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const within = new AbortController();
  const givenUp = new Promise<never>((_, reject) => {
    within.signal.addEventListener('abort', () => reject(within.signal.reason as Error));
  });
  const timer = setTimeout(() => within.abort(new Unanswered(ms)), ms);
  const stop = (): void => within.abort(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([run(within.signal), givenUp]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
