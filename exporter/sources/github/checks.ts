import type { RequiredCheck } from '../../records/index.ts';
import type { CheckRow, RollupRow } from './rows.ts';

/** With these GitHub lets a required check be merged. */
const passing: ReadonlySet<string> = new Set(['SUCCESS', 'NEUTRAL', 'SKIPPED']);

/** The required ones of a commit's checks; null where some are not to be seen: one page holds 50, and a list of part would look green. */
export function requiredChecksOf(rollup: RollupRow | null | undefined): readonly RequiredCheck[] | null {
  if (rollup === undefined) return null; // no commit is to be seen
  if (rollup === null) return []; // nothing has reported
  const { pageInfo, nodes } = rollup.contexts;
  if (nodes === null || pageInfo.hasNextPage) return null;
  const seen = nodes.filter((node) => node !== null);
  return seen.length < nodes.length ? null : seen.filter(({ isRequired }) => isRequired).map(checkOf);
}

function checkOf(row: CheckRow): RequiredCheck {
  if (row.__typename === 'StatusContext')
    return { startedAt: row.createdAt, passedAt: row.state === 'SUCCESS' ? row.createdAt : null };
  if (!passing.has(row.conclusion ?? '')) return { startedAt: row.startedAt, passedAt: null };
  // Passed, nobody says when: of no use as a beginning either.
  return { startedAt: row.completedAt === null ? null : row.startedAt, passedAt: row.completedAt };
}
