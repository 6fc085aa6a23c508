import type { Config } from '../../config/config.ts';
import type { Instant } from '../../records/index.ts';
import type { Store } from '../../store/store.ts';
import type { GitHubClient } from './client.ts';

/** What every part of a poll works with. */
export interface Reading {
  readonly config: Config;
  readonly store: Store;
  readonly client: GitHubClient;
  readonly signal: AbortSignal;
  /** When this poll began: what it reads is complete up to here. */
  readonly startedAt: Instant;
  readonly now: () => Instant;
  /** How far the first sync reaches back. */
  readonly sinceAt: Instant;
  readonly warn: (message: string) => void;
}

export interface Coordinates {
  /** `owner/repo` */
  readonly id: string;
  readonly owner: string;
  readonly name: string;
}

export function coordinates(id: string): Coordinates {
  const [owner, name] = id.split('/') as [string, string];
  return { id, owner, name };
}

/** A part of a list. */
export interface Page<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

/** The rest of a list whose first page is known, page after page: nothing is truncated. */
export async function remaining<T>(first: Page<T>, next: (after: string | null) => Promise<Page<T>>): Promise<T[]> {
  const nodes = [...first.nodes];
  for (let page = first; page.pageInfo.hasNextPage;) {
    page = await next(page.pageInfo.endCursor);
    nodes.push(...page.nodes);
  }
  return nodes;
}
