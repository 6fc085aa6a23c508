import type { Config } from '../config/config.ts';
import { withDerived } from '../derived/numbers.ts';
import type { Numbers } from '../derived/numbers.ts';
import { createFlow } from '../flow/room.ts';
import { Inputs } from '../governance/inputs.ts';
import { Reviews } from '../governance/reviews.ts';
import { createGovernance } from '../governance/room.ts';
import type { GovernanceRoom } from '../governance/room.ts';
import { Mandates } from '../maturity/mandates.ts';
import { createMaturity } from '../maturity/room.ts';
import type { MaturityRoom } from '../maturity/room.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { createPlatform } from '../platform/room.ts';
import { createRollout } from '../rollout/room.ts';
import { createEngine } from '../metrics/engine.ts';

/** Everything that is measured or derived, as one engine, with the rooms that say more than numbers. */
export interface AllNumbers extends Numbers {
  readonly maturity: MaturityRoom;
  readonly governance: GovernanceRoom;
}

export function createNumbers(config: Config): AllNumbers {
  let maturity: MaturityRoom | undefined;
  let governance: GovernanceRoom | undefined;
  const numbers = withDerived(
    createEngine(catalogue),
    config.teams.map(({ id }) => id),
    (engine, history) => {
      const inputs = new Inputs(config, engine, history);
      const reviews = new Reviews(config, engine, history, inputs);
      const grounds = { config, engine, history, reviews, mandates: new Mandates(config, engine, history) };
      maturity = createMaturity(grounds);
      governance = createGovernance(config, engine, history, inputs, reviews);
      return [maturity, governance, createFlow(config), createPlatform(config, engine), createRollout(grounds)];
    },
  );
  return { ...numbers, maturity: maturity!, governance: governance! };
}
