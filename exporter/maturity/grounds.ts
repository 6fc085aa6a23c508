import type { Config } from '../config/config.ts';
import type { Reviews } from '../governance/reviews.ts';
import type { History } from '../history/history.ts';
import type { Engine } from '../metrics/engine-types.ts';
import type { Mandates } from './mandates.ts';

/** What criteria are judged from, by maturity and by the rollout: one of each, for each remembers what it worked out. */
export interface Grounds {
  readonly config: Config;
  readonly engine: Engine;
  readonly history: () => History;
  /** Governance tells them to forget. */
  readonly reviews: Reviews;
  /** Maturity tells them to forget. */
  readonly mandates: Mandates;
}
