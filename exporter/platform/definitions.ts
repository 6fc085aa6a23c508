import { derived } from '../derived/derived.ts';
import type { Derived } from '../derived/derived.ts';

export const platformRequestsTarget = derived({
  name: 'platform_requests_target',
  family: 'platform',
  question: 'How long may the queue of the platform team be at the end of the quarter?',
  help: 'Half of the requests to the platform that were open when the quarter began, in the time zone of the organisation; where targets have a date of their own, the quarter of that date. Absent where issues were not read so far back.',
  version: 1,
  unit: 'count',
  every: 'instant',
  all: 'only',
  signals: ['work_items'],
});

/** The numbers of the platform that are made of other numbers. */
export const platformTargets: readonly Derived[] = [platformRequestsTarget];
