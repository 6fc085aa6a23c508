import type { Absence } from '../metrics/engine-types.ts';

/** Why nobody can say how a criterion stands. */
export const lacking: Readonly<Record<Absence, string>> = {
  no_facts: 'Nothing happened that it could be told by.',
  incomplete: 'What it needs has not been read so far back.',
  stale: 'A source that it needs has not been read for too long.',
  too_few: 'There are too few facts to tell.',
  not_configured: 'A source that it needs is not configured.',
};
