import { stringify } from 'yaml';
import type { Assessment } from '../records/index.ts';
import { reasonText } from './place.ts';

/** What the exporter reads back, between two lines of dashes. Equal assessments give equal texts. */
export function frontMatter(assessment: Omit<Assessment, 'kind' | 'id'>): string {
  const { team, quarter, assessedAt, role, dimensions } = assessment;
  const levels = dimensions.map(({ dimension, level, target, evidence }) => [
    dimension,
    { level, target, evidence: evidence.map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() })) },
  ]);
  const read = {
    team,
    quarter,
    reason: reasonText(assessment),
    assessedAt: new Date(assessedAt).toISOString(),
    role,
    levels: Object.fromEntries(levels) as object,
  };
  return `---\n${stringify(read, { lineWidth: 0 })}---\n`;
}
