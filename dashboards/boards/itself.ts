import { duration } from '../../alerts/wording.ts';
import type { Config } from '../../exporter/config/config.ts';
import type { Board, GraphPanel, NumberPanel, TablePanel } from '../board.ts';
import { hourByHour } from '../past.ts';
import { uids } from '../uids.ts';

/** Whatever the exporter says of itself it always says. */
const empty = 'the exporter is not scraped, or has nothing to say of it';

const graph = (title: string, expr: string, legend: string, unit: string, description: string): GraphPanel => ({
  type: 'graph',
  title,
  description,
  unit,
  width: 12,
  queries: [{ expr, legend }],
  empty,
});

const up: NumberPanel = {
  type: 'number',
  title: 'Sources',
  description: 'Whether the last poll of each source succeeded; of the pipeline, whether the exporter listens.',
  unit: 'short',
  width: 12,
  queries: [{ expr: 'clockspeed_source_up', legend: '{{source}}' }],
  empty,
  words: { 0: { text: '✗ down', state: 'broken' }, 1: { text: '✓ up', state: 'within' } },
};
const age = (limitSeconds: number): NumberPanel => ({
  type: 'number',
  title: `Read so long ago · ≤ ${duration(limitSeconds)}`,
  description: `Time since each source was last read completely. After ${duration(limitSeconds)} it is stale, and the numbers that need it are absent.`,
  unit: 's',
  width: 12,
  queries: [{ expr: 'time() - clockspeed_source_watermark_timestamp_seconds', legend: '{{source}}' }],
  lines: [{ value: limitSeconds, stay: 'up_to' }],
  empty,
});
const unknown: GraphPanel = {
  ...graph(
    'How many promises cannot be judged?',
    'sum(clockspeed_guardrail_unknown)',
    'together',
    'short',
    'Lines of policy, each of one team, of which nobody can say how they stand: stale source, not read far enough back, or too few facts. Those of which all is known have no line of their own.',
  ),
  queries: [
    { expr: hourByHour('sum(clockspeed_guardrail_unknown)'), legend: 'together' },
    { expr: hourByHour('sum by (guardrail) (clockspeed_guardrail_unknown) > 0'), legend: '{{guardrail}}' },
  ],
};
const refused: GraphPanel = {
  ...graph(
    'How many files are refused?',
    'clockspeed_survey_files_refused',
    'surveys',
    'short',
    'Files of surveys and assessments of which nothing was taken because something in them is wrong; /explain has each problem with its line.',
  ),
  queries: [
    { expr: 'clockspeed_survey_files_refused', legend: 'surveys' },
    { expr: 'clockspeed_assessment_files_refused', legend: 'assessments' },
  ],
};
const notConfigured: TablePanel = {
  type: 'table',
  title: 'Which numbers are absent because nothing is configured to tell them?',
  description:
    'Metrics whose definition reads a signal that the configuration does not have. They are absent or, where a definition can do without the signal, know less.',
  unit: 'none',
  width: 12,
  queries: [{ expr: 'max by (metric, not_configured) (clockspeed_definition_info{not_configured!=""})', legend: '' }],
  empty: 'none; or the exporter is not scraped',
  columns: [
    { field: 'metric', heading: 'Metric' },
    { field: 'not_configured', heading: 'Not configured' },
  ],
};

/** For the platform team: can the numbers be believed? */
export const itself = ({ stalenessMs }: Config): Board => ({
  uid: uids.itself,
  title: 'Clockspeed itself',
  description: 'Are the sources read, is what they say linked, and what does it cost?',
  teams: 'none',
  hasWindow: false,
  events: 'none',
  from: 'now-24h',
  sections: [
    {
      title: 'Can the numbers be believed?',
      panels: [
        up,
        age(stalenessMs / 1_000),
        graph(
          'How much is linked?',
          'clockspeed_coverage_ratio',
          '{{link}}',
          'percentunit',
          'Share of what should be linked that is, in the last 90 days. What is not linked is left out of the numbers, with its reason in /explain.',
        ),
        unknown,
        graph(
          'How far back is read?',
          'time() - clockspeed_source_complete_from_timestamp_seconds',
          '{{source}}',
          's',
          'Time since which each source has been read without a gap. A window that reaches further back has no numbers.',
        ),
        graph(
          'How far is the first sync?',
          'clockspeed_source_sync_progress_ratio',
          '{{source}}',
          'percentunit',
          'Share of the first sync that is done, by source.',
        ),
        refused,
        notConfigured,
      ],
    },
    {
      title: 'What does it cost?',
      panels: [
        graph(
          'Requests by outcome',
          'sum by (source, outcome) (rate(clockspeed_source_requests_total[5m])) * 60',
          '{{source}} {{outcome}}',
          'suffix: a minute',
          'Requests sent to each source, a minute, by outcome.',
        ),
        graph(
          'Budget left',
          'clockspeed_source_budget_remaining',
          '{{source}}',
          'short',
          'Points or calls left in the budget of the upstream; absent where it has none.',
        ),
        graph(
          'Duration of polls',
          'histogram_quantile(0.9, sum by (source, le) (rate(clockspeed_source_poll_seconds_bucket[1h])))',
          '{{source}}',
          's',
          'Nine of ten polls of each source took less than this, in the last hour.',
        ),
        graph(
          'Duration of evaluations',
          'histogram_quantile(0.9, sum by (le) (rate(clockspeed_evaluation_seconds_bucket[1h])))',
          'nine of ten',
          's',
          'Nine of ten evaluations of the whole catalogue took less than this, in the last hour.',
        ),
        graph(
          'Series',
          'clockspeed_exported_series',
          'series',
          'short',
          'Series that the last evaluation exposed, without the exporter’s own.',
        ),
        graph(
          'Deliveries to the webhook',
          'sum by (result) (rate(clockspeed_webhook_events_total[5m])) * 60',
          '{{result}}',
          'suffix: a minute',
          'Deployments that the pipeline reported, a minute, by what became of them.',
        ),
      ],
    },
    {
      title: 'What is kept?',
      isFolded: true,
      panels: [
        {
          ...graph(
            'Records',
            'clockspeed_records',
            '{{kind}}',
            'short',
            'Records in the store, by kind: what every number is made from.',
          ),
          width: 24,
        },
      ],
    },
  ],
});
