import type { Config } from '../config/config.ts';
import type { Derivation, DerivedExplanation, DerivedRoom, DerivedSample } from '../derived/derived.ts';
import { targetLevel } from './definitions.ts';
import { dimensions } from './dimensions.ts';
import { targetOf } from './targets.ts';

/** Maturity as derived numbers. */
export function createMaturity(config: Config): DerivedRoom {
  return { derivations: [targetLevels(config)], forget: () => undefined };
}

function targetLevels(config: Config): Derivation {
  return {
    metric: targetLevel,
    *at(): Iterable<DerivedSample> {
      for (const { id } of config.teams)
        for (const dimension of dimensions)
          yield { team: id, label: dimension, value: { value: targetOf(config, id, dimension) } };
    },
    explain: (): DerivedExplanation => ({ facts: [], excluded: [] }),
  };
}
