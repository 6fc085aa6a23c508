// The worker thread: history, engine and rendering, with its own connection to the store, so that no scrape waits for them.
import { parentPort, workerData } from 'node:worker_threads';
import type { Config } from '../config/config.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { Evaluator } from './evaluator.ts';
import type { Answer, Answers, Question, Report } from './messages.ts';

const config = workerData as Config;
const store = openSqliteStore(config.store.path);
const evaluator = new Evaluator(config, store);

type Answering = {
  readonly [N in keyof Answers]: (
    ...args: Parameters<Answers[N]>
  ) => ReturnType<Answers[N]> | Promise<ReturnType<Answers[N]>>;
};
/** What reads the store waits for its turn: a report that lets others go first is of one reading, and not of two. */
let before: Promise<unknown> = Promise.resolve();
function inTurn<T>(read: () => T | Promise<T>): Promise<T> {
  const mine = before.then(read);
  before = mine.catch(() => undefined);
  return mine;
}

const answering: Answering = {
  evaluate: (asOf) => inTurn(() => evaluator.evaluate(asOf)),
  explain: (series, moment) => evaluator.explain(series, moment),
  maturity: (asOf) => evaluator.maturity(asOf),
  governance: (asOf) => evaluator.governance(asOf),
  work: (team, asOf) => evaluator.work(team, asOf),
  report: (module, asked, asOf) =>
    inTurn(async () => {
      const { report } = (await import(module)) as { readonly report: Report };
      return report(evaluator.told(asOf), asked, asOf);
    }),
  past: (options) => inTurn(() => evaluator.writePast(options)),
};

parentPort!.on('message', async ({ id, name, args }: Question) => {
  // What the thread's other side was typed to ask.
  const answered = answering[name] as (...asked: readonly unknown[]) => unknown;
  const answer: Answer = await (async () => ({ id, answer: await answered(...args) }))().catch((error: Error) => ({
    id,
    error: error.message,
    isRange: error instanceof RangeError,
  }));
  parentPort!.postMessage(answer);
});
