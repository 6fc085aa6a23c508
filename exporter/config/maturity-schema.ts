import { z } from 'zod';
import { dimensions } from '../maturity/dimensions.ts';
import type { MaturityConfig } from './config.ts';

const level = z.union(
  [z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)],
  'is no level|Write a whole number from 1 to 5',
);
const byDimension = z.partialRecord(z.enum(dimensions), level);

/** What people say of maturity. */
export const maturity = z.strictObject({
  targets: z
    .strictObject({
      level: level.default(3),
      dimensions: byDimension.default({}),
      teams: z.record(z.string(), byDimension).default({}),
    })
    .prefault({}),
});

export function toMaturity({ targets }: z.output<typeof maturity>): MaturityConfig {
  return { targets: targets as MaturityConfig['targets'] };
}
