import type { Assessment } from '../records/index.ts';

/** As people write reasons: in file names, on the command line. */
export const reasonText = ({ reason }: Pick<Assessment, 'reason'>): string => reason.replaceAll('_', '-');

/**
 * Where a new assessment belongs in its folder: `2026-Q4/web.md` for that of the quarter, `2026-Q4/web-post-incident-2026-11-21.md` for another,
 * of which a quarter may have several.
 */
export function placeOf(assessment: Pick<Assessment, 'team' | 'quarter' | 'reason' | 'assessedAt'>): string {
  const { team, quarter, reason, assessedAt } = assessment;
  if (reason === 'quarterly') return `${quarter}/${team}.md`;
  return `${quarter}/${team}-${reasonText(assessment)}-${new Date(assessedAt).toISOString().slice(0, 10)}.md`;
}

/** Whether a place is right; after the reason people may name a file as they like. */
export function belongsAt(assessment: Pick<Assessment, 'team' | 'quarter' | 'reason'>, place: string): boolean {
  const { team, quarter, reason } = assessment;
  if (reason === 'quarterly') return place === `${quarter}/${team}.md`;
  return place.startsWith(`${quarter}/${team}-${reasonText(assessment)}`);
}
