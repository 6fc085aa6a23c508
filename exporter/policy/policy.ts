import { deliveryLines } from './delivery.ts';
import { onCallLines } from './on-call.ts';
import type { PolicyLine } from './policy-line.ts';
import { reliabilityLines } from './reliability.ts';
import { reviewLines } from './review.ts';

/** The promises of the organisation, by family. Numbers are overridable by id in the configuration. */
export const policyLines = [...deliveryLines, ...reviewLines, ...reliabilityLines, ...onCallLines] as const;

/** The lines with the numbers that the configuration sets instead. */
export function policyOf(overrides: Readonly<Record<string, number>>): readonly PolicyLine[] {
  return policyLines.map((line: PolicyLine) => {
    const value = Object.hasOwn(overrides, line.id) ? overrides[line.id] : undefined;
    return value === undefined ? line : { ...line, limit: { ...line.limit, value } };
  });
}
