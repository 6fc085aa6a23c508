import type { Series } from '../metrics/engine-types.ts';

/** Where a number is explained, as of the instant for which it is shown. */
export function explainAddress({ metric, team, label, window, stat }: Series, asOf: number): string {
  const asked = { metric, team, label, window, stat, asOf: new Date(asOf).toISOString() };
  const given = Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `/explain?${new URLSearchParams(given).toString()}`;
}
