import { z } from 'zod';
import { remaining } from './reading.ts';
import type { Coordinates, Page, Reading } from './reading.ts';

/** A list of a pull request or an issue, and how its further pages are asked for. */
export interface LongList {
  /** What the log calls it. */
  readonly what: string;
  readonly of: 'pullRequest' | 'issue';
  readonly key: string;
  readonly document: string;
  readonly shape: z.ZodType<Page<unknown>>;
}

/** A list whose first page came with its row, whole. */
export async function wholeList<P extends Page<unknown>>(
  { client, signal }: Reading,
  { owner, name }: Coordinates,
  number: number,
  { what, of, key, document, shape }: LongList,
  first: P,
): Promise<P> {
  const answer = z.object({ repository: z.object({ [of]: z.object({ [key]: shape }) }) });
  const nodes = await remaining(first, async (after) => {
    const { data } = await client.query<Record<string, unknown>>(
      what,
      document,
      (size) => ({ owner, name, number, first: size, after }),
      signal,
    );
    return answer.parse(data).repository[of]![key]!;
  });
  return { ...first, nodes };
}
