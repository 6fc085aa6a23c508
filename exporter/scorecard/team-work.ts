import type { ExplainedAnswer } from '../evaluation/explanation.ts';
import type { Absence, Moment, Series } from '../metrics/engine-types.ts';
import { workLists } from './work-lists.ts';
import type { WorkList, WorkPart } from './work-lists.ts';

/** One thing that waits for somebody. */
export interface WorkItemTold {
  readonly title: string;
  readonly url: string | null;
  /** The earliest instant since which anything is said of it. */
  readonly sinceAt: number;
  /** Until when it is in time; null: it is late, or has no such date. */
  readonly dueAt: number | null;
  readonly says: readonly string[];
}

/** A list with where each of its parts comes from, and what of it nobody knows. */
export interface TeamWorkList {
  readonly title: string;
  readonly none: string;
  readonly items: readonly WorkItemTold[];
  readonly unknown: readonly { readonly says: string; readonly why: Absence }[];
  readonly parts: readonly { readonly says: string; readonly series: Series }[];
}

export interface TeamWork {
  readonly asOf: number;
  readonly team: string;
  readonly lists: readonly TeamWorkList[];
}

type Explain = (series: Series, moment: Moment) => ExplainedAnswer;

/** What a team has to do next, as of an instant: the facts behind its numbers of things that wait. */
export const teamWork = (team: string, asOf: number, explain: Explain): TeamWork => ({
  asOf,
  team,
  lists: workLists.map((list) => listOf(list, team, asOf, explain)),
});

function listOf({ title, none, parts }: WorkList, team: string, asOf: number, explain: Explain): TeamWorkList {
  const answers = parts.map((part) => {
    const series = seriesOf(part, team);
    return { says: part.says, series, answer: explain(series, { from: asOf, to: asOf, asOf }) };
  });
  return {
    title,
    none,
    items: itemsOf(answers),
    unknown: answers.flatMap(({ says, answer: { value } }) => ('absent' in value ? [{ says, why: value.absent }] : [])),
    parts: answers.map(({ says, series }) => ({ says, series })),
  };
}

const seriesOf = ({ metric, label = '' }: WorkPart, team: string): Series => ({ metric, team, label });

/** One thing stands once, with all that is said of it; what has waited longest is first, what is still in time last, the next due before others. */
function itemsOf(
  answers: readonly { readonly says: string; readonly answer: ExplainedAnswer }[],
): readonly WorkItemTold[] {
  const items = new Map<string, WorkItemTold>();
  for (const { says, answer } of answers) {
    if ('absent' in answer.value) continue;
    for (const { title, url, at, dueAt = null } of answer.facts) {
      const known = items.get(`${title}|${url}`);
      items.set(`${title}|${url}`, {
        title,
        url,
        sinceAt: Math.min(at, known?.sinceAt ?? at),
        dueAt: dueAt ?? known?.dueAt ?? null,
        says: [...(known?.says ?? []), says],
      });
    }
  }
  return [...items.values()].sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || a.sinceAt - b.sinceAt);
}
