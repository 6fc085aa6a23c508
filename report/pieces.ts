/** Work in pieces: at each `yield` others may go first. */
export type InPieces<T> = Generator<undefined, T>;

/** Does it all at once. */
export function atOnce<T>(work: InPieces<T>): T {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
  }
}

/** Does it piece by piece; what was asked of this thread meanwhile is answered in between. */
export async function givingWay<T>(work: InPieces<T>): Promise<T> {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
