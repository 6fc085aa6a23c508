import { connection } from './connection.ts';

type Arguments = Readonly<Record<string, unknown>> & { readonly first?: number | null; readonly after?: string | null };

/** Newest or oldest first, and the cursor a predicate on the value: a row that is touched meanwhile leaves its place. */
export function sortedPage<
  T extends { readonly number: number; readonly createdAt: number; readonly updatedAt: number },
>(rows: readonly T[], page: Arguments) {
  const order = page['orderBy'] as { readonly field: string; readonly direction: string } | undefined;
  const valueOf = (row: T): number => (order?.field === 'UPDATED_AT' ? row.updatedAt : row.createdAt);
  const sign = order?.direction === 'DESC' ? -1 : 1;
  const sorted = [...rows].sort((a, b) => sign * (valueOf(a) - valueOf(b) || a.number - b.number));
  const isAfter = (row: T, key: string): boolean => {
    const [value, number] = key.split(' ').map(Number) as [number, number];
    return sign * (valueOf(row) - value || row.number - number) > 0;
  };
  return connection(sorted, page, (row) => `${valueOf(row)} ${row.number}`, isAfter);
}
