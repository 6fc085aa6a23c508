import type { z } from 'zod';
import type { Outline } from './outline.ts';
import type { Problem } from './problem.ts';
import { closest } from './spelling.ts';
import { workItems } from './work-items-schema.ts';

type Read = z.output<typeof workItems>;

/** Labels that contradict each other, and repositories that nobody reads. */
export function* workItemProblems({ work_items, github, services, teams }: Outline): Iterable<Problem> {
  if (work_items === undefined || work_items === null) return;
  if (!github)
    yield { path: 'work_items', problem: 'issues are read from github', remedy: 'Configure github, or leave it out' };
  const parsed = workItems.safeParse(work_items);
  if (!parsed.success) return; // the schema has said so
  const { data } = parsed;
  for (const group of groupsOf(data)) yield* doubleMeanings(group, data.team_prefix, teams);
  const known = [...(github?.repositories ?? []), ...services.map(({ repository }) => repository)];
  for (const [index, name] of (data.repositories ?? []).entries())
    if (github && !known.includes(name)) yield unread(`work_items.repositories[${index}]`, name, known);
}

/** In a group a label means one thing. */
const groupsOf = ({ kinds, priorities, domains, reviews, feeds, duties, in_progress, blocked }: Read) => [
  pathed(kinds, 'kinds.'),
  pathed(priorities, 'priorities.'),
  pathed(domains, 'domains.'),
  pathed(reviews, 'reviews.'),
  pathed(feeds, 'feeds.'),
  pathed(duties, 'duties.'),
  pathed({ in_progress, blocked }, ''),
];
const pathed = (named: Readonly<Record<string, readonly string[]>>, start: string) =>
  Object.entries(named).map(([name, labels]) => ({ path: `work_items.${start}${name}`, labels }));

function* doubleMeanings(
  group: readonly { readonly path: string; readonly labels: readonly string[] }[],
  teamPrefix: string,
  teams: Outline['teams'],
): Iterable<Problem> {
  const meaning = new Map(teams.map(({ id }) => [`${teamPrefix}${id}`.toLowerCase(), `team "${id}"`]));
  for (const { path, labels } of group)
    for (const label of labels) {
      const other = meaning.get(label.toLowerCase());
      if (other !== undefined && other !== path)
        yield { path, problem: `"${label}" already means ${other}`, remedy: 'Let a label mean one of them' };
      meaning.set(label.toLowerCase(), other ?? path);
    }
}

function unread(path: string, name: string, known: readonly string[]): Problem {
  const meant = closest(name, known);
  const remedy = meant ? `Did you mean ${meant}?` : 'Add it to github.repositories';
  return { path, problem: `"${name}" is no repository of github or of a service`, remedy };
}
