import type { WorkItemView } from '../../history/history.ts';
import { intersection } from '../../history/spans.ts';
import { requestOverdueAfterMs, triageBusinessDays } from '../../policy/limits.ts';
import type { Instant } from '../../records/index.ts';
import { population } from '../metric.ts';
import { factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';

const needs = [{ signal: 'work_items' }] as const;

export const openRequests = population({
  id: 'open_platform_requests',
  root: 'work_item',
  labels: [''],
  values: [],
  needs,
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'platform_request', history, function* ({ open }, common) {
      for (const span of open) yield { type: 'span', ...common, label: '', span, values: {} };
    });
  },
});

/** Open, and longer ago than a sprint. */
export const oldRequests = population({
  id: 'old_platform_requests',
  root: 'work_item',
  labels: [''],
  values: [],
  needs,
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'platform_request', history, function* ({ createdAt, open }, common) {
      const old = [{ from: createdAt + requestOverdueAfterMs, to: Infinity }];
      for (const span of intersection(open, old)) yield { type: 'span', ...common, label: '', span, values: {} };
    });
  },
});

/** Closed ones, each at its close for as long as that stands. Reopened, it is the same request: its clock never stopped. */
export const closedRequests = population({
  id: 'closed_platform_requests',
  root: 'work_item',
  labels: [''],
  values: ['duration'],
  needs,
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'platform_request', history, function* (view, common) {
      yield* givenUpItem(view, common);
      for (const known of view.done) {
        const values = { duration: known.from - view.createdAt };
        yield { type: 'event', ...common, label: '', at: known.from, known, values };
      }
    });
  },
});

/** When it was first said whose it is, or how urgent, or the work was begun, or the request was closed. */
const triagedAt = ({ owned, priorities, inProgress, blocked, open }: WorkItemView): Instant =>
  Math.min(
    ...[owned[0], priorities[0]?.span, inProgress[0], blocked[0]].map((span) => span?.from ?? Infinity),
    open[0]?.to ?? Infinity,
  );

/** When it was decided whether a request was triaged in time: it was, or the time was over. */
export const triagedRequests = population({
  id: 'triaged_platform_requests',
  root: 'work_item',
  labels: [''],
  values: ['met'],
  needs,
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'platform_request', history, function* (view, common) {
      const calendar = history.calendar(history.config.platformTeam);
      const deadlineAt = calendar.businessDayDeadline(view.createdAt, triageBusinessDays);
      const at = Math.min(triagedAt(view), deadlineAt);
      yield { type: 'event', ...common, label: '', at, values: { met: triagedAt(view) <= deadlineAt ? 1 : 0 } };
    });
  },
});
