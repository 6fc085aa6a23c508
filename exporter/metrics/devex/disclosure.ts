import { leastAnswers } from '../../policy/limits.ts';

/** How many answers a group gave to one question. */
export interface Group {
  /** Team id; null: respondents of no team. */
  readonly team: string | null;
  readonly answers: number;
}

/** Of one question, what may be shown: the sum over all, and these groups. */
export interface Disclosure {
  readonly isShown: boolean;
  readonly shown: readonly (string | null)[];
}

/**
 * Groups of fewer than four answers are withheld. Since the sum over all is shown, so is what all withheld groups have together, by
 * subtraction: while that is fewer than four, the smallest other group is withheld as well. Each question is decided by itself: answers to
 * one tell nothing of those to another.
 */
export function disclosureOf(groups: readonly Group[]): Disclosure {
  const present = groups.filter(({ answers }) => answers > 0).sort((a, b) => a.answers - b.answers);
  const sum = (some: readonly Group[]): number => some.reduce((total, { answers }) => total + answers, 0);
  if (sum(present) < leastAnswers) return { isShown: false, shown: [] };
  let withheld = present.filter(({ answers }) => answers < leastAnswers).length;
  while (withheld > 0 && sum(present.slice(0, withheld)) < leastAnswers) withheld += 1;
  return { isShown: true, shown: present.slice(withheld).map(({ team }) => team) };
}
