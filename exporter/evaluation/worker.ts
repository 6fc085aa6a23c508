// The worker thread: history, engine and rendering, with its own connection to the store, so that no scrape waits for them.
import { parentPort, workerData } from 'node:worker_threads';
import type { Config } from '../config/config.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { Evaluator } from './evaluator.ts';
import type { Answer, Question, Report } from './messages.ts';

const config = workerData as Config;
const store = openSqliteStore(config.store.path);
const evaluator = new Evaluator(config, store);

parentPort!.on('message', async (question: Question) => {
  const answer: Answer = await reply(question).catch((error: Error) => ({
    id: question.id,
    error: error.message,
    isRange: error instanceof RangeError,
  }));
  parentPort!.postMessage(answer);
});

async function reply(question: Question): Promise<Answer> {
  if (question.type === 'explain')
    return { id: question.id, explained: evaluator.explain(question.series, question.moment) };
  if (question.type === 'maturity') return { id: question.id, maturity: evaluator.maturity(question.asOf) };
  if (question.type === 'report') {
    const { report } = (await import(question.module)) as { readonly report: Report };
    return { id: question.id, report: report(evaluator.told(question.asOf), question.asked, question.asOf) };
  }
  if (question.type === 'governance') return { id: question.id, governance: evaluator.governance(question.asOf) };
  if (question.type === 'work') return { id: question.id, work: evaluator.work(question.team, question.asOf) };
  return { id: question.id, evaluation: await evaluator.evaluate(question.asOf) };
}
