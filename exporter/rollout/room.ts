import type { Config } from '../config/config.ts';
import type { DerivedRoom } from '../derived/derived.ts';
import type { History } from '../history/history.ts';
import { Judgement } from '../maturity/judgement.ts';
import type { Engine } from '../metrics/engine-types.ts';
import { rolloutCriteria } from './criteria.ts';
import { rolloutDerivations } from './derivations.ts';
import { RolloutStandings } from './standing.ts';

/** The rollout as derived numbers: its criteria are judged as those of maturity are. */
export function createRollout(config: Config, engine: Engine, history: () => History): DerivedRoom {
  const { rollout } = config;
  if (!rollout) return { derivations: rolloutDerivations(null), forget: () => undefined };
  const said = { evidence: rollout.evidence, waivers: [] };
  const judgement = new Judgement(config, engine, history, rolloutCriteria, said);
  const standings = new RolloutStandings(config, rollout, judgement);
  return {
    derivations: rolloutDerivations({ rollout, standings }),
    forget: () => {
      judgement.forget();
      standings.forget();
    },
  };
}
