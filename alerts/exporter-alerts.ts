import type { Config } from '../exporter/config/config.ts';
import { boards } from '../dashboards/uids.ts';
import type { AlertRule } from './rule.ts';
import { duration } from './wording.ts';

/** Requests and points of an hour come back by themselves; below this a first sync or a busy day may have to wait (ours). */
const leastBudget = 500;
/** Where less is linked, ratios stand on too little to be believed (ours). */
const leastCoverage = 0.9;
/** More than a stray request in a quarter of an hour: somebody's signature is wrong, or somebody tries (ours). */
const mostRejected = 3;

interface Own {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly severity: AlertRule['labels']['severity'];
  readonly summary: string;
  readonly description: string;
  /** Default none. */
  readonly guardrail?: string;
  /** Where its own series cannot tell. */
  readonly source?: string;
}

/** What goes absent when a source was never read: the families that exist as soon as it is. */
const presence = { github: 'clockspeed_pull_requests_merged', pagerduty: 'clockspeed_incidents' } as const;

function absences(config: Config): readonly Own[] {
  return (Object.keys(presence) as (keyof typeof presence)[])
    .filter((source) => config[source] !== null)
    .map((source) => ({
      alert: 'ClockspeedSeriesAbsent',
      // A count is 0 over nothing: that there is none can only mean that its source is not known.
      expr: `absent(${presence[source]}) == 1 and on () count(clockspeed_build_info) > 0`,
      for: '2h',
      source,
      severity: 'warning',
      summary: `The numbers from ${source} are absent.`,
      description: `The exporter answers, but ${presence[source]} has not existed for two hours: ${source} was not read far enough back, or has gone stale. Guardrails that need it are unknown.`,
    }));
}

/** What is read from files is taken whole or not at all: somebody has to mend the file. */
const refusals = (config: Config): readonly Own[] =>
  [
    { source: 'surveys', isRead: config.surveys !== null, files: 'survey_files' },
    { source: 'assessments', isRead: config.maturity.assessments !== null, files: 'assessment_files' },
  ]
    .filter(({ isRead }) => isRead)
    .map(({ source, files }) => ({
      alert: 'ClockspeedFilesRefused',
      expr: `clockspeed_${files}_refused > 0`,
      for: '1h',
      source,
      severity: 'warning',
      summary: 'Files are wrong, and nothing of them counts.',
      description: `{{ $value | printf "%.0f" }} of the files of ${source}: nothing was taken of what they say. /explain has each problem with its line.`,
    }));

const owns = (config: Config): readonly Own[] => [
  {
    alert: 'ClockspeedDown',
    // Whatever the job is called: that nothing answers cannot be read from what does not answer.
    expr: 'absent(clockspeed_build_info) == 1',
    for: '5m',
    severity: 'critical',
    summary: 'Clockspeed answers no scrape.',
    description:
      'No series of the exporter exists. Nobody is told of broken guardrails, and the release gate does not answer.',
  },
  {
    alert: 'ClockspeedSourceDown',
    expr: 'clockspeed_source_up == 0',
    for: '15m',
    severity: 'warning',
    summary: 'A source cannot be read.',
    description: `The last polls of {{ $labels.source }} failed. Its last good numbers stay until they are ${duration(config.stalenessMs / 1_000)} old, then they are absent.`,
  },
  {
    alert: 'ClockspeedDataStale',
    expr: `time() - clockspeed_source_watermark_timestamp_seconds > ${config.stalenessMs / 1_000}`,
    for: '5m',
    severity: 'warning',
    summary: 'The numbers of a source are too old to be shown.',
    description: `{{ $labels.source }} was last read {{ $value | humanizeDuration }} ago; after ${duration(config.stalenessMs / 1_000)} its numbers are absent and its guardrails unknown. The release gate answers by its configured default (${config.gate.whenUnknown}).`,
  },
  ...absences(config),
  ...refusals(config),
  {
    alert: 'ClockspeedBudgetLow',
    expr: `clockspeed_source_budget_remaining{source="github"} < ${leastBudget}`,
    for: '10m',
    severity: 'info',
    summary: 'The budget of an upstream is nearly spent.',
    description:
      '{{ $value | printf "%.0f" }} points are left to {{ $labels.source }} in this hour. Polling goes on more slowly.',
  },
  {
    alert: 'ClockspeedCoverageLow',
    expr: `clockspeed_coverage_ratio < ${leastCoverage}`,
    for: '1h',
    severity: 'info',
    summary: 'Too little is linked for the numbers to be believed.',
    description:
      'Only {{ $value | humanizePercentage }} of {{ $labels.link }} is linked. What is not is left out of the numbers, with its reason.',
  },
  {
    alert: 'ClockspeedWebhooksRejected',
    expr: `sum by (result) (increase(clockspeed_webhook_events_total{result=~"rejected_.*|too_large|failed"}[15m])) > ${mostRejected}`,
    severity: 'warning',
    summary: 'Deployments that the pipeline reports are not taken.',
    description:
      '{{ $value | printf "%.0f" }} deliveries in 15 minutes were answered {{ $labels.result }}. These deployments are missing in every number until they are sent again.',
  },
  {
    alert: 'ClockspeedGuardrailUnknown',
    // Not one for each team: a source that is silent takes the verdicts of all.
    expr: 'count by (guardrail) (clockspeed_guardrail_unknown == 1 and on (guardrail, team) min_over_time(clockspeed_guardrail_unknown[7d]) == 0) > 0',
    for: '6h',
    severity: 'info',
    guardrail: '{{ $labels.guardrail }}',
    summary: 'Nobody can say any more how a guardrail stands.',
    description:
      '{{ $labels.guardrail }}: for {{ $value | printf "%.0f" }} of those judged by it, it was known within the last 7 days and is not now. It keeps its last state for at most 28 days.',
  },
  {
    alert: 'Watchdog',
    expr: 'vector(1) == 1',
    severity: 'none',
    summary: 'Alerts are delivered.',
    description:
      'Always firing. When it stops, Prometheus or Alertmanager does: whoever expects it outside has to call.',
  },
];

/** Rules for the exporter itself. They concern the platform team. */
export function exporterAlerts(config: Config): readonly AlertRule[] {
  const { alerting, platformTeam } = config;
  return owns(config).map(({ alert, expr, for: wait, severity, guardrail = 'none', source, summary, description }) => ({
    alert,
    expr,
    ...(wait && { for: wait }),
    labels: {
      severity,
      team: platformTeam,
      guardrail,
      tells: 'team',
      ...(source && { source }),
    },
    annotations: {
      summary,
      description,
      runbook_url: `${alerting.runbooksUrl}/${alert}.md`,
      dashboard_url: `${alerting.dashboardsUrl}/d/${boards.self}`,
      explain_url: `${alerting.exporterUrl}/`,
    },
  }));
}
