import { frontMatter } from '../../exporter/assessment/front-matter.ts';
import { criteriaOf } from '../../exporter/maturity/criteria.ts';
import { dimensions } from '../../exporter/maturity/dimensions.ts';
import type { Dimension, Level } from '../../exporter/maturity/dimensions.ts';
import type { Assessment } from '../../exporter/records/index.ts';
import { at } from '../history/organisation.ts';

/** Every criterion of a dimension from one level to another, as evidence from day 60. */
export const evidenceFor = (dimension: Dimension, from: number, to: number) =>
  criteriaOf(dimension)
    .filter(({ level }) => level >= from && level <= to)
    .map(({ id }) => ({ criterion: id, url: `https://wiki.example/${id}`, at: at(60) }));

type Levels = Partial<Record<Dimension, Level>>;

/** An assessment of `web` for the first quarter of 2026, on day 89 (4 April, 09:00 UTC), with evidence for every level that it claims. */
export function assessed(levels: Levels = {}, more: Partial<Assessment> = {}): Assessment {
  return {
    kind: 'assessment',
    id: '2026-Q1/web.md',
    team: 'web',
    quarter: '2026-Q1',
    reason: 'quarterly',
    assessedAt: at(89, 9),
    role: 'Head of Platform',
    dimensions: dimensions.map((dimension) => {
      const level = levels[dimension] ?? 1;
      return { dimension, level, target: 3, line: 0, evidence: evidenceFor(dimension, 2, level) };
    }),
    ...more,
  };
}

/** Its document. */
export const documentOf = (levels: Levels = {}, more: Partial<Assessment> = {}): string =>
  `${frontMatter(assessed(levels, more))}\n# Maturity of web\n`;
