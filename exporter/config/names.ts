import type { Problem } from './problem.ts';
import { closest } from './spelling.ts';

/** A name of something that does not exist, and what may have been meant. */
export function unknownName(path: string, what: string, name: string, known: readonly string[]): Problem {
  const meant = closest(name, known);
  const remedy = meant ? `Did you mean ${meant}?` : `Use one of ${known.join(', ')}`;
  return { path, problem: `there is no ${what} "${name}"`, remedy };
}
