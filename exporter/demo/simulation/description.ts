/** What people write about a change, and how likely each part is at first and at last. */
const parts = [
  ['## What and why', 'Customers asked for it; see the ticket for the numbers.', 0.35, 0.97],
  ['## Test plan', 'Run the suite, then open the page and compare the totals.', 0.3, 0.92],
  ['## Rollout', 'To everybody with the next release.', 0.15, 0.85],
  ['## Rollback', 'Revert; nothing is migrated.', 0.1, 0.95],
] as const;

/** Equal for equal numbers, from 0 to 1: what it decides moves nothing else in the simulation. */
export const drawOf = (number: number, salt: number): number =>
  (Math.imul(number + 7_919 * salt, 2_654_435_761) >>> 0) / 2 ** 32;

/** The text with the sections that its team has got used to. A template that was left empty stays so. */
export function descriptionOf(text: string, number: number, progress: number): string {
  const sections = parts.map(([heading, content, first, last], index) =>
    drawOf(number, index + 1) < first + (last - first) * progress
      ? `${heading}\n${content}`
      : `${heading}\n<!-- to be filled in -->`,
  );
  return [text, ...sections].join('\n\n');
}
