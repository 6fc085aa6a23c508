import type { Config } from '../config/config.ts';
import { deliveryLines } from './delivery.ts';
import { flowLines } from './flow.ts';
import { governanceLines } from './governance.ts';
import { learningLines } from './learning.ts';
import { devexLines } from './devex.ts';
import { maturityLines } from './maturity.ts';
import { onCallLines } from './on-call.ts';
import { platformLines } from './platform.ts';
import type { DeclaredLine, PolicyLine } from './policy-line.ts';
import { reliabilityLines } from './reliability.ts';
import { rolloutLines } from './rollout.ts';
import { reviewLines } from './review.ts';

/** The promises of the organisation, by family. Numbers are overridable by id in the configuration. */
export const policyLines = [
  ...deliveryLines,
  ...reviewLines,
  ...reliabilityLines,
  ...onCallLines,
  ...flowLines,
  ...learningLines,
  ...platformLines,
  ...devexLines,
  ...governanceLines,
  ...maturityLines,
  ...rolloutLines,
] as const;

export type PolicyLineId = (typeof policyLines)[number]['id'];

/** The lines with the numbers of a configuration. */
export function policyOf({ policy, limits }: Pick<Config, 'policy' | 'limits'>): readonly PolicyLine[] {
  const valueOf = (id: string): number => {
    const declared = declaredLine(id)!.limit.value;
    if (typeof declared === 'function') return declared(limits);
    return typeof declared === 'object' ? valueOf(declared.of) : (policy[id] ?? declared);
  };
  return policyLines.map((line: DeclaredLine) => ({ ...line, limit: { ...line.limit, value: valueOf(line.id) } }));
}

export const declaredLine = (id: string): DeclaredLine | undefined =>
  policyLines.find((line: DeclaredLine) => line.id === id);
