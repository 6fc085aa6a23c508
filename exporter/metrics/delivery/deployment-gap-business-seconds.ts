import type { Calendar } from '../../calendar/calendar.ts';
import type { History, MergedChange } from '../../history/history.ts';
import { union } from '../../history/spans.ts';
import type { Instant, Span } from '../../records/index.ts';
import { metric, population } from '../metric.ts';
import type { TeamId } from '../metric.ts';

/** While changes (by merge) wait: since when, the later of the last deployment and the oldest waiting merge. Disjoint, sorted. */
export function gapsOf(
  changes: readonly MergedChange[],
  deployedAt: readonly Instant[],
): readonly { readonly sinceAt: Instant; readonly span: Span }[] {
  const gaps: { sinceAt: Instant; span: { from: Instant; to: Instant } }[] = [];
  const deployments = Float64Array.from(deployedAt).sort();
  let [oldest, deployed, from] = [0, 0, -Infinity];
  for (;;) {
    // What is contained stays contained, so the oldest that waits only moves on.
    while (oldest < changes.length && (changes[oldest]!.containedAt ?? Infinity) <= from) oldest += 1;
    const waiting = changes[oldest];
    if (!waiting) return gaps;
    from = Math.max(from, waiting.mergedAt);
    while (deployed < deployments.length && deployments[deployed]! <= from) deployed += 1;
    const sinceAt = Math.max(deployments[deployed - 1] ?? -Infinity, waiting.mergedAt);
    const to = Math.min(deployments[deployed] ?? Infinity, waiting.containedAt ?? Infinity);
    if (to <= from) continue;
    const last = gaps.at(-1);
    if (last?.sinceAt === sinceAt && last.span.to === from) last.span.to = to;
    else gaps.push({ sinceAt, span: { from, to } });
    from = to;
    if (to === Infinity) return gaps;
  }
}

/** When a P1 of the team was open: a freeze with a good reason. */
function criticalSpans(team: TeamId, history: History): readonly Span[] {
  const spans = history.incidentsOfTeam(team).flatMap((id) => {
    const view = history.incident(id);
    return view?.priority === 'P1' ? view.open : [];
  });
  return union(spans);
}

function deploymentsOf(team: TeamId, history: History): readonly Instant[] {
  const instants: Instant[] = [];
  for (const { id } of history.config.services)
    for (const { teams, finishedAt } of history.serviceDeployments(id))
      if (finishedAt !== null && teams.includes(team)) instants.push(finishedAt);
  return instants;
}

/** Business time up to an instant, that under the spans left out; and whether one of them covers what follows. */
function runningClock(calendar: Calendar, paused: readonly Span[]) {
  const before = [0];
  for (const [index, { from, to }] of paused.entries()) {
    before.push(before[index]! + (to === Infinity ? 0 : calendar.businessMs(from, to)));
  }
  /** How many of them began before the instant or with it. */
  const begun = (at: Instant): number => {
    let [low, high] = [0, paused.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (paused[middle]!.from <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const pausedMs = (at: Instant): number => {
    const last = begun(at) - 1;
    return last < 0 ? 0 : before[last]! + calendar.businessMs(paused[last]!.from, Math.min(at, paused[last]!.to));
  };
  return {
    elapsedMs: (from: Instant, to: Instant) =>
      from === to ? 0 : calendar.businessMs(from, to) - (pausedMs(to) - pausedMs(from)),
    /** The parts of a span between the edges of the pauses, and whether each is one. */
    *parts({ from, to }: Span): Iterable<{ readonly span: Span; readonly isPaused: boolean }> {
      for (let at = from, next = begun(from); at < to;) {
        const last = paused[next - 1];
        const isPaused = last !== undefined && at < last.to;
        const end = Math.min(to, isPaused ? last.to : (paused[next]?.from ?? Infinity));
        yield { span: { from: at, to: end }, isPaused };
        at = end;
        next = begun(at);
      }
    },
  };
}

const deploymentGaps = population({
  id: 'deployment_gaps',
  root: 'team',
  labels: [''],
  values: [],
  needs: [{ signal: 'deployments' }, { signal: 'pull_requests' }, { signal: 'incidents', optional: true }],
  *factsOf({ id }, history) {
    const clock = runningClock(history.calendar(id), criticalSpans(id, history));
    for (const { sinceAt, span } of gapsOf(history.mergedChangesOf(id), deploymentsOf(id, history))) {
      for (const part of clock.parts(span)) {
        yield {
          type: 'span',
          ref: { kind: 'team', id },
          teams: [id],
          label: '',
          span: part.span,
          elapsedBefore: clock.elapsedMs(sinceAt, part.span.from),
          paused: part.isPaused,
          values: {},
        };
      }
    }
  },
});

/** Has delivery come to a stand? */
export const deploymentGapBusinessSeconds = metric({
  name: 'deployment_gap_business_seconds',
  family: 'delivery',
  question: 'How long has nothing been deployed while changes wait?',
  help: "Business seconds, while merged changes wait, since the later of the team's last succeeded deployment and its oldest waiting merge; time under an open P1 of the team is not counted. Absent when nothing waits; all: the largest of the teams.",
  version: 1,
  unit: 'seconds',
  population: deploymentGaps,
  aggregate: { oldest: 'business' },
  windows: 'instant',
  all: 'max',
});
