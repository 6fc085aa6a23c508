import type { Config } from '../config/config.ts';
import { withDerived } from '../derived/numbers.ts';
import type { Numbers } from '../derived/numbers.ts';
import { createMaturity } from '../maturity/room.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { createEngine } from '../metrics/engine.ts';

/** Everything that is measured or derived, as one engine. */
export const createNumbers = (config: Config): Numbers =>
  withDerived(
    createEngine(catalogue),
    config.teams.map(({ id }) => id),
    () => [createMaturity(config)],
  );
