/** The candidate that was probably meant: at most two letters off, or the same but for case, "-" and "_". */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[-_\s]/g, '');
  let best: { readonly candidate: string; readonly edits: number } | undefined;
  for (const candidate of candidates) {
    const edits = editDistance(plain(word), plain(candidate));
    // Of a short word two letters are too much: "red" does not mean "id".
    if (edits <= Math.min(2, Math.floor(candidate.length / 3)) && edits < (best?.edits ?? Infinity))
      best = { candidate, edits };
  }
  return best?.candidate;
}

/** Insertions, deletions and replacements that make one of the other (Levenshtein, row by row). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [above, letter] of [...a].entries()) {
    const next = [above + 1];
    for (const [column, other] of [...b].entries())
      next.push(Math.min(next[column]! + 1, row[column + 1]! + 1, row[column]! + (letter === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}
