import { Worker } from 'node:worker_threads';
import type { Config } from '../config/config.ts';
import type { GovernanceReport } from '../governance/report.ts';
import type { MaturityReport } from '../maturity/report.ts';
import type { Moment, Series } from '../metrics/engine-types.ts';
import type { TeamWork } from '../scorecard/team-work.ts';
import type { Evaluation } from './evaluator.ts';
import type { ExplainedAnswer } from './explanation.ts';
import type { Answer } from './messages.ts';

type Waiting = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };
/** A question without its number. */
type Asked =
  | { readonly type: 'evaluate'; readonly asOf: number }
  | { readonly type: 'explain'; readonly series: Series; readonly moment: Moment }
  | { readonly type: 'maturity'; readonly asOf: number }
  | { readonly type: 'governance'; readonly asOf: number }
  | { readonly type: 'report'; readonly module: string; readonly asked: string | undefined; readonly asOf: number }
  | { readonly type: 'work'; readonly team: string; readonly asOf: number };

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

  async evaluate(asOf: number): Promise<Evaluation> {
    const answer = await this.#ask({ type: 'evaluate', asOf });
    if (!('evaluation' in answer)) throw new Error('the worker answered another question');
    return answer.evaluation;
  }

  /** Rejects with RangeError for a series that does not exist. */
  async explain(series: Series, moment: Moment): Promise<ExplainedAnswer> {
    const answer = await this.#ask({ type: 'explain', series, moment });
    if (!('explained' in answer)) throw new Error('the worker answered another question');
    return answer.explained;
  }

  /** Where every team stands in maturity, by the facts of the last evaluation. */
  async maturity(asOf: number): Promise<MaturityReport> {
    const answer = await this.#ask({ type: 'maturity', asOf });
    if (!('maturity' in answer)) throw new Error('the worker answered another question');
    return answer.maturity;
  }

  /** What a module tells (messages.ts, `Report`). Rejects with RangeError for what it says nobody can tell. */
  async report(module: URL, asked: string | undefined, asOf: number): Promise<string> {
    const answer = await this.#ask({ type: 'report', module: module.href, asked, asOf });
    if (!('report' in answer)) throw new Error('the worker answered another question');
    return answer.report;
  }

  /** How improvement is governed, by the facts of the last evaluation. */
  async governance(asOf: number): Promise<GovernanceReport> {
    const answer = await this.#ask({ type: 'governance', asOf });
    if (!('governance' in answer)) throw new Error('the worker answered another question');
    return answer.governance;
  }

  /** What a team has to do next, by the facts of the last evaluation. */
  async work(team: string, asOf: number): Promise<TeamWork> {
    const answer = await this.#ask({ type: 'work', team, asOf });
    if (!('work' in answer)) throw new Error('the worker answered another question');
    return answer.work;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(question: Asked): Promise<Answer> {
    const id = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#started().postMessage({ ...question, id });
    });
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./worker-entry.mjs', import.meta.url), { workerData: this.#config });
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('error' in answer) waiting?.reject(answer.isRange ? new RangeError(answer.error) : new Error(answer.error));
      else waiting?.resolve(answer);
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
