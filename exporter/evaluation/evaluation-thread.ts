import { Worker } from 'node:worker_threads';
import type { Config } from '../config/config.ts';
import type { Answer, Answers, Question } from './messages.ts';

type Waiting = { readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void };

/**
 * The evaluator in a thread of its own. If the thread dies, what was asked is rejected, and the next question starts a new one,
 * which reads the store afresh.
 */
export class EvaluationThread {
  readonly #config: Config;
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(config: Config) {
    this.#config = config;
  }

  /** Rejects with RangeError where the answer throws one. */
  ask<N extends keyof Answers>(name: N, ...args: Parameters<Answers[N]>): Promise<ReturnType<Answers[N]>> {
    const id = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (answer) => resolve(answer as ReturnType<Answers[N]>), reject });
      this.#started().postMessage({ id, name, args } satisfies Question);
    });
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./worker-entry.mjs', import.meta.url), { workerData: this.#config });
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('error' in answer) waiting?.reject(answer.isRange ? new RangeError(answer.error) : new Error(answer.error));
      else waiting?.resolve(answer.answer);
    });
    const end = (error: Error): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('error', end);
    worker.on('exit', (code) => end(new Error(`the evaluation thread ended with code ${code}`)));
    return (this.#worker = worker);
  }
}
