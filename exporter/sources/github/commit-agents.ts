import type { CommitRow } from './rows.ts';

/** `Co-authored-by: Name <1+login@users.noreply.github.com>`, as GitHub reads it. */
const trailer = /^co-authored-by:\s*(.*?)\s*<([^>]*)>\s*$/gim;
const noReply = /^(?:\d+\+)?(.+)@users\.noreply\./i;
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/\[bot\]$/, '');

/** Whoever a commit names: its author by account or, as agents often have none, by name; and the co-authors. */
function namesOf({ author, message }: CommitRow): readonly string[] {
  const coAuthors = [...message.matchAll(trailer)].flatMap(([, name, address]) => [
    name!,
    noReply.exec(address!)?.[1] ?? '',
  ]);
  return [author?.user?.login ?? author?.name ?? '', ...coAuthors].map(plain);
}

/** Which of the agents wrote any of the commits, alone or with others. Nobody else's name is kept. */
export function agentsIn(commits: readonly CommitRow[], agents: readonly string[]): readonly string[] {
  const named = new Set(agents.length > 0 ? commits.flatMap(namesOf) : []);
  return agents.filter((agent) => named.has(plain(agent)));
}
