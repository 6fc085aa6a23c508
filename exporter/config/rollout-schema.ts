import { z } from 'zod';
import { startOfDate } from '../calendar/quarter.ts';
import { milestones, standardDays } from '../rollout/milestones.ts';
import type { Milestone } from '../rollout/milestones.ts';
import type { RolloutConfig } from './config.ts';
import { evidence, toEvidence } from './maturity-schema.ts';
import { localDate } from './values.ts';

type Days = Readonly<Partial<Record<Milestone, number | undefined>>>;
const dayOf = (days: Days, milestone: Milestone): number => days[milestone] ?? standardDays[milestone];

/** When a rollout starts, what it plans for which day, and what people say of it. */
export const rollout = z.strictObject({
  starts: localDate,
  days: z
    .partialRecord(z.enum(milestones), z.number().int().min(1).max(1_000))
    .refine(
      (days) =>
        milestones.every((each, index) => index === 0 || dayOf(days, milestones[index - 1]!) <= dayOf(days, each)),
      `lets a milestone be due before the one that it builds on|Keep the order ${milestones.map((each) => `${each} ${standardDays[each]}`).join(', ')}`,
    )
    .default({}),
  evidence: z.array(evidence.extend({ team: z.string().min(1).default('all') })).default([]),
});

/** The first day is that of the start: day 14 is over when 14 days have passed. */
export function toRollout({ starts, days, evidence }: z.output<typeof rollout>, zone: string): RolloutConfig {
  const dueAt = milestones.map((each) => [each, startOfDate(starts, zone, dayOf(days, each))] as const);
  return {
    startsAt: startOfDate(starts, zone),
    dueAt: Object.fromEntries(dueAt) as RolloutConfig['dueAt'],
    evidence: evidence.map((given) => toEvidence(given, zone)),
  };
}
