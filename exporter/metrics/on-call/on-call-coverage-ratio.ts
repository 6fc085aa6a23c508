import type { History } from '../../history/history.ts';
import type { RecordOf, Span } from '../../records/index.ts';
import { metric, population } from '../metric.ts';
import type { Fact, TeamId } from '../metric.ts';

/** From the service's creation to the end of what was read: the time in which somebody could be seen on call for it. */
function readableSpan(service: RecordOf<'pagerduty_service'>, history: History): Span | undefined {
  const signal = history.signal('on_call');
  if (signal === 'not_configured' || signal.watermarkAt === null) return undefined;
  const span = { from: service.createdAt, to: signal.watermarkAt };
  return span.to > span.from ? span : undefined;
}

function* coverageFacts(
  service: RecordOf<'pagerduty_service'>,
  history: History,
  teams: readonly TeamId[],
  only: 'teams' | 'all',
): Iterable<Fact<'', 'configured' | 'covered'>> {
  const readable = readableSpan(service, history);
  if (!readable) return;
  const common = { type: 'span', ref: { kind: 'pagerduty_service', id: service.id }, teams, only, label: '' } as const;
  yield { ...common, span: readable, values: { configured: 1, covered: 0 } };
  const covered = service.escalationPolicy === null ? [] : history.coverage(service.escalationPolicy, teams);
  for (const { from, to } of covered) {
    const span = { from: Math.max(from, readable.from), to: Math.min(to, readable.to) };
    if (span.to > span.from) yield { ...common, span, values: { configured: 0, covered: 1 } };
  }
}

const serviceCoverage = population({
  id: 'service_coverage',
  root: 'pagerduty_service',
  labels: [''],
  values: ['configured', 'covered'],
  needs: [{ signal: 'on_call' }, { signal: 'services' }],
  *factsOf(service, history) {
    const teams = history.teamsOfPagerDutyService(service.id);
    for (const team of teams) yield* coverageFacts(service, history, [team], 'teams');
    if (teams.length > 0) yield* coverageFacts(service, history, teams, 'all');
  },
});

/** Is somebody of the team there when its service breaks? */
export const onCallCoverageRatio = metric({
  name: 'on_call_coverage_ratio',
  family: 'on_call',
  question: "How much of the time is a member on call for the team's services?",
  help: "Share of the window in which a member of the team was on call at level 1, averaged over the team's PagerDuty services (since each exists, up to what was read); all: every service of any team, a member of any of its teams.",
  version: 1,
  unit: 'ratio',
  population: serviceCoverage,
  aggregate: { ratio: [{ covered: { flag: 'covered' } }, { covered: { flag: 'configured' } }] },
  windows: ['28d', '90d'],
});
