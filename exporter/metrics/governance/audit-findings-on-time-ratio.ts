import { difference } from '../../history/spans.ts';
import type { WorkItemView } from '../../history/history.ts';
import { excludedItem, factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import type { OfItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';
import type { Excluded, Fact } from '../metric.ts';
import { passedDates } from '../passed-dates.ts';

/** While it has no date to be held to, and none has passed. */
function* undated(view: WorkItemView, common: OfItem): Iterable<Excluded> {
  if (view.problems.includes('due_is_no_date')) return yield excludedItem(view, common, 'due_is_no_date');
  const dated = view.due.map(({ span }) => span);
  for (const known of difference([{ from: view.createdAt, to: Infinity }], dated))
    yield { type: 'excluded', ...common, at: known.from, known, reason: 'undated' };
}

/** Its first date that was let pass decides once, as for other promises: one that was missed is not made good by a later date. */
function* decided(view: WorkItemView, common: OfItem): Iterable<Fact<'', 'onTime'> | Excluded> {
  const [passed] = passedDates(view);
  yield* givenUpItem(view, common, passed?.knownFromAt);
  if (!passed) return yield* undated(view, common);
  const { at, knownFromAt } = passed;
  const onTime = view.done.some(({ from, to }) => from <= at && at < to) ? 1 : 0;
  const known = { from: knownFromAt, to: Infinity };
  yield { type: 'event', ...common, label: '', at, known, values: { onTime } };
}

const dueFindings = population({
  id: 'due_audit_findings',
  root: 'work_item',
  labels: [''],
  values: ['onTime'],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'audit_finding', history, decided);
  },
});

/** Is what auditors find closed when it was promised? */
export const auditFindingsOnTimeRatio = metric({
  name: 'audit_findings_on_time_ratio',
  family: 'governance',
  question: 'What share of audit findings was closed by its date?',
  help: "Share of issues labelled as audit findings that were closed as completed when they were due, of those due in the window: the end of the milestone's date, else of the date after `Due:`. A date that is moved before its end is put off; the first one that is let pass decides, and nothing takes that back. Left out: what has no date, or one that is no date, what was closed as not planned or as a duplicate before its date, labels that contradict each other.",
  version: 2,
  unit: 'ratio',
  population: dueFindings,
  aggregate: { ratio: [{ count: { flag: 'onTime' } }, { count: { known: 'onTime' } }] },
  windows: ['28d', '90d'],
});
