import { z } from 'zod';
import { endOfDate, startOfDate } from '../calendar/quarter.ts';
import { dimensions } from '../maturity/dimensions.ts';
import { evidenceMs } from '../maturity/limits.ts';
import type { MaturityConfig, MaturityEvidence } from './config.ts';
import { filesFolder, inRepository, isInRepository, isOnePlace, onePlace, toFilesFolder } from './files-folder.ts';
import { role } from './role.ts';
import { end, endAt, instant, localDate, schedule, url } from './values.ts';

const level = z.union(
  [z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)],
  'is no level|Write a whole number from 1 to 5',
);
const byDimension = z.partialRecord(z.enum(dimensions), level);

/** What a role vouches for. */
export const evidence = z.strictObject({
  criterion: z.string().min(1),
  team: z.string().min(1),
  url,
  role,
  at: instant,
  // A date alone ends with its day, where the organisation is.
  until: end.optional(),
});

const waiver = z.strictObject({
  criterion: z.string().min(1),
  team: z.string().min(1),
  reason: z.string().min(1),
  role,
  at: instant,
  until: end,
});

/** What people say of maturity. */
export const maturity = z.strictObject({
  targets: z
    .strictObject({
      level: level.default(3),
      dimensions: byDimension.default({}),
      teams: z.record(z.string(), byDimension).default({}),
    })
    .prefault({}),
  floor: level.default(3),
  stage: z.enum(['early', 'established']).default('established'),
  evidence: z.array(evidence).default([]),
  waivers: z.array(waiver).default([]),
  assessments: z
    .strictObject({ ...filesFolder, schedule: schedule.default('*/5 * * * *') })
    .refine(isOnePlace, onePlace)
    .refine(isInRepository, inRepository)
    .nullable()
    .default(null),
  // A day, where the organisation is.
  scaling: z.array(z.strictObject({ team: z.string().min(1), on: localDate })).default([]),
});

/** Where nobody says until when, it is believed for half a year. */
export const toEvidence = ({ until, ...given }: z.output<typeof evidence>, zone: string): MaturityEvidence => ({
  ...given,
  untilAt: until === undefined ? given.at + evidenceMs : endAt(until, zone),
});

export function toMaturity(read: z.output<typeof maturity>, zone: string): MaturityConfig {
  return {
    targets: read.targets as MaturityConfig['targets'],
    floor: read.floor,
    stage: read.stage,
    evidence: read.evidence.map((given) => toEvidence(given, zone)),
    waivers: read.waivers.map(({ until, ...given }) => ({ ...given, untilAt: endAt(until, zone) })),
    assessments: read.assessments && {
      folder: toFilesFolder(read.assessments),
      schedule: read.assessments.schedule,
    },
    scaling: read.scaling
      .map(({ team, on }) => ({ team, fromAt: startOfDate(on, zone), untilAt: endOfDate(on, zone) }))
      .sort((a, b) => a.fromAt - b.fromAt),
  };
}
