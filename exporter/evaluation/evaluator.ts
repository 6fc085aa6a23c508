import { gzipSync } from 'node:zlib';
import { drafts } from '../assessment/draft.ts';
import type { Asked, Draft } from '../assessment/draft.ts';
import type { PastFamily } from '../backfill/open-metrics.ts';
import type { Parts } from '../backfill/parts.ts';
import { past, pastFamilies } from '../backfill/past.ts';
import type { PastName } from '../backfill/past.ts';
import { writePast } from '../backfill/write-past.ts';
import type { PastOptions } from '../backfill/write-past.ts';
import type { Config } from '../config/config.ts';
import { definitionFamily, familiesOf, prefix } from '../exposition/families.ts';
import { guardrailFamilies } from '../exposition/guardrail-families.ts';
import { render } from '../exposition/registry.ts';
import type { Family } from '../exposition/registry.ts';
import { Guardrails } from '../guardrails/guardrails.ts';
import type { Standing } from '../guardrails/standing.ts';
import { progressOf } from '../guardrails/targets.ts';
import type { History } from '../history/history.ts';
import { createHistory } from '../history/joined-history.ts';
import type { GovernanceReport } from '../governance/report.ts';
import type { MaturityReport } from '../maturity/report.ts';
import { catalogue } from '../metrics/catalogue.ts';
import type { Engine, Moment, Series } from '../metrics/engine-types.ts';
import type { Signal } from '../metrics/metric.ts';
import { Scorecards } from '../scorecard/scorecard.ts';
import type { Scorecard } from '../scorecard/scorecard.ts';
import { teamWork } from '../scorecard/team-work.ts';
import type { TeamWork } from '../scorecard/team-work.ts';
import type { Store } from '../store/store.ts';
import { counterFamilies, Counting, countersOver } from './counting.ts';
import { coverage } from './coverage.ts';
import { createNumbers } from './numbers.ts';
import type { AllNumbers } from './numbers.ts';
import { describe, describeExplanation } from './explanation.ts';
import type { ExplainedAnswer } from './explanation.ts';

/** The rendered numbers of one instant. */
export interface Evaluation {
  readonly asOf: number;
  readonly series: number;
  readonly text: Uint8Array;
  readonly gzip: Uint8Array;
  /** Records that no fact could be made of: they are left out, and somebody should know. */
  readonly problems: readonly string[];
  /** How the policy stands: what the release gate answers by. */
  readonly standings: readonly Standing[];
  readonly scorecard: Scorecard;
}

/** What is known, for reports that put it together in their own way. */
export interface Told {
  readonly config: Config;
  readonly engine: Engine;
  readonly guardrails: Guardrails;
  readonly history: History;
}

/** History and engine over one store. Blocks its thread while it works: it lives in a worker, or in a program that only prints. */
export class Evaluator {
  readonly #config: Config;
  readonly #store: Store;
  readonly #history: ReturnType<typeof createHistory>;
  readonly #engine: AllNumbers;
  readonly #guardrails: Guardrails;
  readonly #scorecards: Scorecards;
  readonly #counting: Counting;
  #read = '';

  constructor(config: Config, store: Store) {
    this.#config = config;
    this.#store = store;
    this.#history = createHistory(config, store);
    this.#engine = createNumbers(config);
    this.#guardrails = new Guardrails(config, this.#engine);
    this.#scorecards = new Scorecards(config, this.#engine);
    this.#counting = new Counting(store);
  }

  /** Reads what changed in the store since the last time, and evaluates everything as of an instant. */
  async evaluate(asOf: number): Promise<Evaluation> {
    this.#refresh(asOf);
    const standings = this.#guardrails.standings(asOf);
    const scorecard = this.#scorecards.of(standings, asOf);
    const progress = progressOf(standings, this.#config, this.#engine);
    const families = [
      ...familiesOf(catalogue, this.#engine.evaluate(asOf)),
      ...guardrailFamilies(this.#guardrails.lines, standings, progress, this.#config),
      ...this.#others(asOf),
    ];
    const series = families.reduce((sum, { samples }) => sum + samples.length, 0);
    const exported: Family = {
      name: `${prefix}exported_series`,
      help: 'Series of the last evaluation.',
      type: 'gauge',
      labelNames: [],
      samples: [{ labels: {}, value: series }],
    };
    const text = Buffer.from(await render([...families, exported]));
    const problems = this.#engine.takeFailures().map(({ message }) => message);
    return { asOf, series, text, gzip: gzipSync(text), problems, standings, scorecard };
  }

  /** The facts behind a number, as of the last refresh. Throws RangeError for a series that does not exist. */
  explain(series: Series, moment: Moment): ExplainedAnswer {
    const behind = this.#engine.explainDerived(series, moment);
    if (behind) return { value: this.#engine.at(series, moment), ...behind };
    return describeExplanation(this.#engine.explain(series, moment), this.#store, this.#config);
  }

  /** What scrapes at past instants would have said, as far as is read by now; to be asked for one part of the span after the other. */
  past(
    { fromAt, toAt }: Pick<PastOptions, 'fromAt' | 'toAt'>,
    isWanted: (family: string) => boolean,
  ): (instants: readonly number[]) => Iterable<PastFamily> {
    this.#refresh(toAt);
    return past(this.#parts(), { from: fromAt, to: toAt }, isWanted);
  }

  /** Reads what changed in the store, and writes the past of everything. Resolves with the files. */
  async writePast(options: PastOptions): Promise<readonly string[]> {
    return writePast(
      options,
      this.past(options, () => true),
    );
  }

  /** The families that `past` tells. */
  pastFamilies(): readonly PastName[] {
    return pastFamilies(this.#parts());
  }

  #parts(): Parts {
    return {
      config: this.#config,
      engine: this.#engine,
      guardrails: this.#guardrails,
      countersOver: (span) => countersOver(this.#store, span),
    };
  }

  /** Reads what changed in the store, and tells what a report is made from. */
  told(asOf: number): Told {
    this.#refresh(asOf);
    const { history } = this.#history;
    return { config: this.#config, engine: this.#engine, guardrails: this.#guardrails, history };
  }

  /** Where every team stands in maturity, and what is missing next, as of the last refresh. */
  maturity(asOf: number): MaturityReport {
    return this.#engine.maturity.report(asOf);
  }

  /** What an assessment of every team would say, as of the last refresh. */
  drafts(asked: Asked): readonly Draft[] {
    const { report, states } = this.#engine.maturity;
    const describeItem = (id: string) => describe({ kind: 'work_item', id }, this.#store, this.#config);
    return drafts({ config: this.#config, history: this.#history.history, report, states, describeItem }, asked);
  }

  /** How improvement is governed, as of the last refresh. */
  governance(asOf: number): GovernanceReport {
    return this.#engine.governance.report(asOf);
  }

  /** What a team has to do next, as of the last refresh. */
  work(team: string, asOf: number): TeamWork {
    return teamWork(team, asOf, (series, moment) => this.explain(series, moment));
  }

  #refresh(asOf: number): void {
    const { changed } = this.#history.update();
    this.#engine.replace(changed, this.#history.history);
    const read = this.#whatIsRead(asOf);
    const isReadAnew = read !== this.#read;
    // Facts that changed made the engine forget already.
    if (isReadAnew && changed.length === 0) this.#engine.forget();
    if (isReadAnew || changed.length > 0) {
      this.#guardrails.forget();
      this.#scorecards.forget();
    }
    this.#read = read;
    this.#counting.count(changed, this.#history.history, asOf);
  }

  /** Since when each signal is complete and whether it is stale: a source that comes back may bring nothing new. */
  #whatIsRead(asOf: number): string {
    const { history } = this.#history;
    const needed = new Set(catalogue.flatMap(({ population }) => population.needs.map(({ signal }) => signal)));
    return JSON.stringify(
      [...needed].map((signal) => {
        const span = history.signal(signal);
        if (span === 'not_configured' || span.watermarkAt === null) return span;
        return [span.completeFromAt, asOf > span.watermarkAt + this.#config.stalenessMs];
      }),
    );
  }

  #others(asOf: number): readonly Family[] {
    const { history } = this.#history;
    const isConfigured = (signal: string): boolean => history.signal(signal as Signal) !== 'not_configured';
    const links = [...coverage(history, asOf)].map(([link, value]) => ({ labels: { link }, value }));
    return [
      ...counterFamilies(this.#store, asOf),
      {
        name: `${prefix}coverage_ratio`,
        help: 'Share of what should be linked that is, in the last 90 days: changes to teams and deployments, deployments to their contents, PagerDuty services to services, retros to incidents; of issues, labels that agree and due dates that are dates.',
        type: 'gauge',
        labelNames: ['link'],
        samples: links,
      },
      definitionFamily(catalogue, isConfigured),
    ];
  }
}
