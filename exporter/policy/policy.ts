import type { Config } from '../config/config.ts';
import { deliveryLines } from './delivery.ts';
import { onCallLines } from './on-call.ts';
import type { DeclaredLine, PolicyLine } from './policy-line.ts';
import { reliabilityLines } from './reliability.ts';
import { reviewLines } from './review.ts';

/** The promises of the organisation, by family. Numbers are overridable by id in the configuration. */
export const policyLines = [...deliveryLines, ...reviewLines, ...reliabilityLines, ...onCallLines] as const;

/** The lines with the numbers of a configuration. */
export function policyOf({ policy, limits }: Pick<Config, 'policy' | 'limits'>): readonly PolicyLine[] {
  return policyLines.map((line: DeclaredLine) => {
    const declared = line.limit.value;
    const value = typeof declared === 'number' ? (policy[line.id] ?? declared) : declared(limits);
    return { ...line, limit: { ...line.limit, value } };
  });
}
