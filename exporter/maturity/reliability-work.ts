import type { History, WorkItemView } from '../history/history.ts';
import { intersection, isOpenAt } from '../history/spans.ts';
import { improvingKinds } from '../records/work-item-words.ts';
import type { Instant } from '../records/index.ts';

/** A time in which an issue was worked on, ends included; of one that was only closed, that instant. */
export interface Worked {
  /** Id of the issue. */
  readonly id: string;
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * When a team worked for reliability: while an issue of it that improves (an improvement, tech debt, an action item of a retro, an audit
 * finding) had the label of the domain reliability and was in progress, and when such a one was closed as done. An issue that was only opened is
 * no work, and one whose labels contradict each other is nobody's. By their beginnings.
 */
export function reliabilityWork(history: History, team: string): readonly Worked[] {
  const items = new Map(improvingKinds.flatMap((kind) => history.workItems(kind, team)).map((view) => [view.id, view]));
  return [...items.values()]
    .filter(({ problems }) => !problems.includes('labels_contradict'))
    .flatMap(workedOn)
    .sort((a, b) => a.from - b.from);
}

function workedOn({ id, domains, inProgress, done }: WorkItemView): readonly Worked[] {
  const ofReliability = domains.filter(({ value }) => value === 'reliability').map(({ span }) => span);
  const closed = done.map(({ from }) => from).filter((at) => isOpenAt(ofReliability, at));
  return [
    ...intersection(inProgress, ofReliability).map(({ from, to }) => ({ id, from, to })),
    ...closed.map((at) => ({ id, from: at, to: at })),
  ];
}
