interface Page {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
}

const cursorOf = (key: string): string => Buffer.from(key).toString('base64');

/**
 * A page of a list. The cursor names the last row by its key and, like GitHub's, is a predicate on where that row stood: if the
 * row has moved, the rows after its old place come.
 */
export function connection<T>(
  rows: readonly T[],
  { first, last, after }: Page,
  keyOf: (row: T, index: number) => string,
  isAfter?: (row: T, key: string) => boolean,
) {
  const key = after === null || after === undefined ? null : Buffer.from(after, 'base64').toString();
  const start =
    key === null
      ? 0
      : isAfter
        ? rows.findIndex((row) => isAfter(row, key))
        : rows.findIndex((row, index) => keyOf(row, index) === key) + 1;
  const rest = start < 0 ? [] : rows.slice(start);
  const nodes = last ? rest.slice(-last) : rest.slice(0, first ?? rest.length);
  const end = nodes.at(-1);
  return {
    nodes,
    totalCount: rows.length,
    pageInfo: {
      hasNextPage: !last && rest.length > nodes.length,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: end === undefined ? null : cursorOf(keyOf(end, rows.indexOf(end))),
    },
  };
}
