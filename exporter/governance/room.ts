import type { DerivedRoom } from '../derived/derived.ts';
import type { Engine } from '../metrics/engine-types.ts';
import { untouchedDomains } from './untouched.ts';

/** Governance of improvement as derived numbers. */
export const createGovernance = (engine: Engine): DerivedRoom => ({
  derivations: [untouchedDomains(engine)],
  forget: () => undefined,
});
