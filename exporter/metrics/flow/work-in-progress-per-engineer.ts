import type { History } from '../../history/history.ts';
import { union } from '../../history/spans.ts';
import type { RecordOf, Span } from '../../records/index.ts';
import { excludedItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';
import type { Excluded, Fact, TeamId } from '../metric.ts';

type Made = Iterable<Fact<'', 'item' | 'engineer'> | Excluded>;

function* itemsInProgress(record: RecordOf<'work_item'>, history: History): Made {
  const view = history.workItem(record.id);
  if (!view || view.inProgress.length === 0) return;
  const common = { ref: { kind: 'work_item', id: view.id }, teams: view.team === null ? [] : [view.team] } as const;
  if (view.problems.includes('labels_contradict')) return yield excludedItem(view, common, 'labels_contradict');
  for (const span of view.inProgress)
    yield { type: 'span', ...common, label: '', span, values: { item: 1, engineer: 0 } };
}

const engineer = (
  teams: readonly TeamId[],
  only: 'teams' | 'all',
  id: TeamId,
  span: Span,
): Fact<'', 'item' | 'engineer'> => ({
  type: 'span',
  ref: { kind: 'team', id },
  teams,
  only,
  label: '',
  // A membership without a beginning began before everything.
  span: { from: Math.max(0, span.from), to: span.to },
  values: { item: 0, engineer: 1 },
});

/** The first team tells of everybody, for `all`: who is in two teams is one engineer. */
function* engineers({ id }: { readonly id: TeamId }, history: History): Made {
  for (const { spans } of history.engineersOf(id)) for (const span of spans) yield engineer([id], 'teams', id, span);
  const { teams } = history.config;
  if (teams[0]?.id !== id) return;
  const everywhere = new Map<number, Span[]>();
  for (const team of teams)
    for (const { person, spans } of history.engineersOf(team.id))
      everywhere.set(person, [...(everywhere.get(person) ?? []), ...spans]);
  for (const spans of everywhere.values()) for (const span of union(spans)) yield engineer([], 'all', id, span);
}

const workAndPeople = population({
  id: 'work_and_people',
  root: 'work_item',
  labels: [''],
  values: ['item', 'engineer'],
  needs: [{ signal: 'work_items' }],
  factsOf: itemsInProgress,
  also: { root: 'team', factsOf: engineers },
});

/** How much is begun at once? */
export const workInProgressPerEngineer = metric({
  name: 'work_in_progress_per_engineer',
  family: 'flow',
  question: 'How much work does each engineer have in hand?',
  help: 'Open issues labelled as in progress, of whatever kind, divided by the engineers of the team, now: its members who are no bots, agents or configured non-engineers; the organisation counts everybody once. Absent for a team without engineers. Left out: labels that contradict each other.',
  version: 1,
  unit: 'per_engineer',
  population: workAndPeople,
  aggregate: { ratio: [{ open: { flag: 'item' } }, { open: { flag: 'engineer' } }] },
  windows: 'instant',
});
