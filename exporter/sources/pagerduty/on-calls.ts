import type { Instant, OnCall } from '../../records/index.ts';
import type { Store } from '../../store/store.ts';
import type { OnCallRow } from './records.ts';

/** The stretch of each (policy, level, user) that ended where the last read ended, and so may go on. */
type Unfinished = Readonly<Record<string, { readonly fromAt: Instant; readonly toAt: Instant }>>;
export const unfinishedKey = 'pagerduty/on_call';

interface Stretch {
  readonly key: string;
  fromAt: Instant;
  toAt: Instant;
}

/**
 * The stretches of [from, to) as records. One that touches what was read before goes on under its id: only what was past when it was read is
 * kept, and a later change of the schedule does not rewrite it.
 */
export function onCallRecords(
  rows: readonly OnCallRow[],
  from: Instant,
  to: Instant,
  store: Store,
): { readonly records: readonly OnCall[]; readonly unfinished: Unfinished } {
  const before = (store.state(unfinishedKey) as Unfinished | undefined) ?? {};
  const records: OnCall[] = [];
  const unfinished: Record<string, { fromAt: Instant; toAt: Instant }> = {};
  for (const stretch of stretches(rows, from, to)) {
    const known = before[stretch.key];
    const fromAt = known && known.toAt >= stretch.fromAt ? known.fromAt : stretch.fromAt;
    const [escalationPolicy, level, user] = stretch.key.split('/') as [string, string, string];
    records.push({
      kind: 'on_call',
      id: `${stretch.key}/${fromAt}`,
      escalationPolicy,
      level: Number(level),
      user,
      fromAt,
      toAt: stretch.toAt,
    });
    if (stretch.toAt === to) unfinished[stretch.key] = { fromAt, toAt: to };
  }
  return { records, unfinished };
}

/** Clipped to what was asked for; rows of one person that overlap or touch are one stretch. A missing end is permanent. */
function stretches(rows: readonly OnCallRow[], from: Instant, to: Instant): readonly Stretch[] {
  const parts = rows
    .map((row) => ({
      key: `${row.escalation_policy.id}/${row.escalation_level}/${row.user.id}`,
      fromAt: Math.max(row.start ?? from, from),
      toAt: Math.min(row.end ?? to, to),
    }))
    .filter(({ fromAt, toAt }) => fromAt < toAt)
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.fromAt - b.fromAt));
  const merged: Stretch[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last?.key === part.key && part.fromAt <= last.toAt) last.toAt = Math.max(last.toAt, part.toAt);
    else merged.push({ ...part });
  }
  return merged;
}
