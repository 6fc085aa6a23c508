import { z } from 'zod';
import { instant, url } from '../config/values.ts';
import { criterionOf } from '../maturity/criteria.ts';
import { dimensions } from '../maturity/dimensions.ts';
import type { Dimension } from '../maturity/dimensions.ts';

/*
 * The front matter of an assessment. A message says what would be right and repeats nothing that the document says: that might be
 * somebody's name.
 */

const at = z.string().transform((text, context) => {
  const read = instant.safeParse(text);
  if (read.success) return read.data;
  context.addIssue('is no instant like 2026-10-08T09:30:00Z');
  return z.NEVER;
});
const level = z.union(
  [z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)],
  'is no level: write a whole number from 1 to 5',
);
const address = z.string().refine((text) => url.safeParse(text).success, 'is no http address');
const evidence = z.strictObject({
  criterion: z.string().refine((id) => criterionOf(id) !== undefined, 'is no criterion of maturity'),
  url: address,
  at,
});
const dimension = z.strictObject({ level, target: level, evidence: z.array(evidence) });

export const schema = z.strictObject({
  team: z.string(),
  quarter: z.string().regex(/^\d{4}-Q[1-4]$/, 'is no quarter like 2026-Q4'),
  reason: z.enum(['quarterly', 'post-incident', 'pre-scale']),
  assessedAt: at,
  role: z.string().trim().min(1),
  levels: z.strictObject(
    Object.fromEntries(dimensions.map((name) => [name, dimension])) as Record<Dimension, typeof dimension>,
  ),
});

const forms: Readonly<Record<string, string>> = { string: 'a text', array: 'a list', object: 'a map of keys' };

/** What zod says, in our words. */
export const wording: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `is not ${forms[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `is none of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return 'has a key that means nothing there';
    case 'too_small':
      return 'is empty';
    default:
      return 'is not as it should be';
  }
};
