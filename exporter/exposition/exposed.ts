import type { Request, Router } from 'express';
import type { Config } from '../config/config.ts';
import type { ExplainedAnswer } from '../evaluation/explanation.ts';
import type { GovernanceReport } from '../governance/report.ts';
import type { Standing } from '../guardrails/standing.ts';
import type { MaturityReport } from '../maturity/report.ts';
import type { Moment, Series } from '../metrics/engine-types.ts';
import type { Scorecard } from '../scorecard/scorecard.ts';
import type { TeamWork } from '../scorecard/team-work.ts';
import type { Store } from '../store/store.ts';
import type { Self } from './self.ts';

/** What is served of an evaluation. */
export interface Latest {
  readonly asOf: number;
  readonly text: Uint8Array;
  readonly gzip: Uint8Array;
  readonly standings: readonly Standing[];
  readonly scorecard: Scorecard;
}

/** What the pages are made from. */
export interface Exposed {
  readonly config: Config;
  readonly store: Store;
  readonly self: Self;
  readonly now: () => number;
  /** The last evaluation; null before the first. */
  readonly latest: () => Latest | null;
  readonly explain: (series: Series, moment: Moment) => Promise<ExplainedAnswer>;
  /** As of an instant, by the facts of the last evaluation. */
  readonly maturity: (asOf: number) => Promise<MaturityReport>;
  /** What a team has to do next, by the facts of the last evaluation. */
  readonly work: (team: string, asOf: number) => Promise<TeamWork>;
  readonly governance: (asOf: number) => Promise<GovernanceReport>;
  /** The deck of a month as a page; without a month, of the last that is over. Rejects with RangeError for one that cannot be told. */
  readonly allHands?: (month: string | undefined) => Promise<string>;
  readonly webhooks: Router | null;
}

/** Numbers that nobody renews are not served for ever: after the staleness limit they are absent. */
export function freshOf({ latest, config, now }: Pick<Exposed, 'latest' | 'config' | 'now'>): Latest | null {
  const evaluation = latest();
  return evaluation !== null && now() - evaluation.asOf <= config.stalenessMs ? evaluation : null;
}

export const wantsJson = (request: Request): boolean =>
  request.query['format'] === 'json' || request.accepts(['html', 'json']) === 'json';
