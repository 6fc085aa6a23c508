import { intersection } from '../../history/spans.ts';
import type { Instant, Span } from '../../records/index.ts';
import { excludedItem, factsOfWorkItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

const isOpenAt = (open: readonly Span[], at: Instant): boolean => open.some(({ from, to }) => from <= at && at < to);

/** Each date at its end, for as long as it stands: put off, a finding is due again. */
const dueFindings = population({
  id: 'due_audit_findings',
  root: 'work_item',
  labels: [''],
  values: ['onTime'],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'audit_finding', history, function* (view, common) {
      if (view.problems.includes('due_is_no_date')) return yield excludedItem(view, common, 'due_is_no_date');
      for (const { value: at, span } of view.due) {
        const onTime = isOpenAt(view.open, at) ? 0 : 1;
        for (const known of intersection([span], [{ from: at, to: Infinity }]))
          yield { type: 'event', ...common, label: '', at, known, values: { onTime } };
      }
    });
  },
});

/** Is what auditors find closed when it was promised? */
export const auditFindingsOnTimeRatio = metric({
  name: 'audit_findings_on_time_ratio',
  family: 'governance',
  question: 'What share of audit findings was closed by its date?',
  help: "Share of issues labelled as audit findings that were closed when they were due, of those due in the window: the end of the milestone's date, else of the date after `Due:`, as it is now. Those without a date are none of them. Left out: a due date that is no date, labels that contradict each other.",
  version: 1,
  unit: 'ratio',
  population: dueFindings,
  aggregate: { ratio: [{ count: { flag: 'onTime' } }, { count: { known: 'onTime' } }] },
  windows: ['28d', '90d'],
});
