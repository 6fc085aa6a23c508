import type { DerivedRoom } from '../derived/derived.ts';
import type { Grounds } from '../maturity/grounds.ts';
import { Judgement } from '../maturity/judgement.ts';
import { rolloutCriteria } from './criteria.ts';
import { rolloutDerivations } from './derivations.ts';
import { RolloutStandings } from './standing.ts';

/** The rollout as derived numbers: its criteria are judged as those of maturity are. */
export function createRollout(grounds: Grounds): DerivedRoom {
  const { config } = grounds;
  const { rollout } = config;
  if (!rollout) return { derivations: rolloutDerivations(null), forget: () => undefined };
  const said = { evidence: rollout.evidence, waivers: [] };
  const judgement = new Judgement(grounds, rolloutCriteria, said);
  const standings = new RolloutStandings(config, rollout, judgement);
  return {
    derivations: rolloutDerivations({ rollout, standings }),
    forget: () => standings.forget(),
  };
}
