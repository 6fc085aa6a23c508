import { expanded } from './annotations.ts';
import type { CommittedRule } from './committed.ts';
import type { RuleTest } from './promtool.ts';

/** What the exporter's own alerts have to do, minute by minute. */
export interface ExporterCase {
  readonly title: string;
  readonly alert: string;
  readonly intervalMinutes?: number;
  readonly series: Readonly<Record<string, string>>;
  /** By the minute, what fires then: the labels that the series give it, and the value. */
  readonly fires: Readonly<Record<number, readonly Firing[]>>;
  readonly severity: 'info' | 'warning' | 'critical' | 'none';
}
interface Firing {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const scraped = { job: 'clockspeed', instance: 'one:9464' };
const by = (labels: Firing['labels'], value: number): readonly Firing[] => [
  { labels: { ...labels, ...scraped }, value },
];
const series = (name: string, labels: string): string =>
  `clockspeed_${name}{${labels === '' ? '' : `${labels},`}job="clockspeed",instance="one:9464"}`;
/** `held(3, 1)`: three more samples of 1. */
const held = (count: number, value: number): string => `${value}x${count - 1}`;
const build = series('build_info', 'version="1"');
const source = (name: string, of: string): string => series(name, `source="${of}"`);
const unknown = (team: string, guardrail = 'cycle_time'): string =>
  series('guardrail_unknown', `guardrail="${guardrail}",team="${team}"`);
const rejected = (result: string, instance: string): string =>
  `clockspeed_webhook_events_total{result="${result}",job="clockspeed",instance="${instance}"}`;

export const exporterCases: readonly ExporterCase[] = [
  {
    title: 'fires when nothing of the exporter has existed for 5 minutes, until it exists again',
    alert: 'ClockspeedDown',
    severity: 'critical',
    // There up to minute 9, gone from 10, there again from 20.
    series: { [build]: `${held(10, 1)} stale ${'_ '.repeat(9)}${held(5, 1)}` },
    fires: { 14: [], 15: [{ labels: {}, value: 1 }], 19: [{ labels: {}, value: 1 }], 20: [] },
  },
  {
    title: 'fires for the source that has been down for 15 minutes, and for no other',
    alert: 'ClockspeedSourceDown',
    severity: 'warning',
    series: {
      // Down from minute 3 up to 24.
      [source('source_up', 'github')]: `${held(3, 1)} ${held(22, 0)} ${held(5, 1)}`,
      // One minute less: down from 3 up to 17.
      [source('source_up', 'pagerduty')]: `${held(3, 1)} ${held(15, 0)} ${held(12, 1)}`,
      [source('source_up', 'pipeline')]: held(30, 1),
    },
    fires: { 17: [], 18: by({ source: 'github' }, 0), 24: by({ source: 'github' }, 0), 25: [] },
  },
  {
    title: 'fires for a source that was read more than 2 hours ago, after 5 minutes of that',
    alert: 'ClockspeedDataStale',
    severity: 'warning',
    series: {
      // Read at second 0. At minute 120 that is 7,200 s: not yet too old. From 121 on it is: 5 minutes later, at 126, it fires.
      [source('source_watermark_timestamp_seconds', 'github')]: `${held(128, 0)} ${held(12, 7_680)}`,
      // Always read one minute ago.
      [source('source_watermark_timestamp_seconds', 'pagerduty')]: '-60+60x140',
    },
    // 126 minutes are 7,560 s. From minute 128 it has been read again.
    fires: { 125: [], 126: by({ source: 'github' }, 7_560), 127: by({ source: 'github' }, 7_620), 128: [] },
  },
  {
    title: 'fires for what has not existed for 2 hours although the exporter answers',
    alert: 'ClockspeedSeriesAbsent',
    severity: 'warning',
    series: {
      [build]: held(200, 1),
      // Gone from minute 3, back at 130.
      [series('pull_requests_merged', 'team="web",window="7d"')]:
        `${held(3, 4)} stale ${'_ '.repeat(126)}${held(70, 4)}`,
      // Gone from minute 10 on.
      [series('incidents', 'team="web",window="7d",priority="P1"')]: `${held(10, 0)} stale`,
    },
    fires: {
      122: [],
      123: [{ labels: { source: 'github' }, value: 1 }],
      129: [{ labels: { source: 'github' }, value: 1 }],
      130: [{ labels: { source: 'pagerduty' }, value: 1 }],
      199: [{ labels: { source: 'pagerduty' }, value: 1 }],
    },
  },
  {
    title: 'does not fire while the exporter itself is down',
    alert: 'ClockspeedSeriesAbsent',
    severity: 'warning',
    series: { [build]: `${held(100, 1)} stale` },
    fires: { 99: [], 120: [], 200: [] },
  },
  {
    title: 'fires below 500 points after 10 minutes, not at 500',
    alert: 'ClockspeedBudgetLow',
    severity: 'info',
    series: {
      [series('source_budget_remaining', 'source="github"')]: `${held(3, 500)} ${held(14, 499)} ${held(5, 5_000)}`,
      'clockspeed_source_budget_remaining{source="github",job="clockspeed",instance="two:9464"}': held(30, 500),
      // Its limit is another, and it tells none.
      [source('source_budget_remaining', 'pagerduty')]: held(30, 10),
    },
    fires: { 12: [], 13: by({ source: 'github' }, 499), 16: by({ source: 'github' }, 499), 17: [] },
  },
  {
    title: 'fires below 90 % after an hour, not at 90 %',
    alert: 'ClockspeedCoverageLow',
    severity: 'info',
    series: {
      [series('coverage_ratio', 'link="pull_request_team"')]: `${held(3, 0.9)} ${held(65, 0.899)} ${held(5, 0.9)}`,
      [series('coverage_ratio', 'link="incident_service"')]: held(80, 0.9),
    },
    fires: {
      62: [],
      63: by({ link: 'pull_request_team' }, 0.899),
      67: by({ link: 'pull_request_team' }, 0.899),
      68: [],
    },
  },
  {
    title: 'fires for the source of which a file has been refused for an hour, and ends when none is',
    alert: 'ClockspeedFilesRefused',
    severity: 'warning',
    series: {
      [series('survey_files_refused', '')]: `${held(3, 0)} ${held(65, 2)} ${held(12, 0)}`,
      // One minute less.
      [series('assessment_files_refused', '')]: `${held(3, 0)} ${held(60, 1)} ${held(17, 0)}`,
    },
    fires: {
      62: [],
      63: by({ source: 'surveys' }, 2),
      67: by({ source: 'surveys' }, 2),
      68: [],
    },
  },
  {
    title: 'fires with the fourth refusal in 15 minutes, whichever exporter refused, and ends with the 15 minutes',
    alert: 'ClockspeedWebhooksRejected',
    severity: 'warning',
    series: {
      // 2 + 2 at minute 5. The 15 minutes up to 19 begin at 4, before them; those up to 20 begin with the 4.
      [rejected('rejected_signature', 'one:9464')]: `${held(5, 0)} ${held(30, 2)}`,
      [rejected('rejected_signature', 'two:9464')]: `${held(5, 0)} ${held(30, 2)}`,
      // Three are not more than three.
      [rejected('rejected_body', 'one:9464')]: `${held(5, 0)} ${held(30, 3)}`,
      [rejected('too_large', 'one:9464')]: `${held(12, 0)} ${held(30, 5)}`,
      [rejected('failed', 'one:9464')]: `${held(20, 0)} ${held(30, 6)}`,
      // What was taken is no refusal.
      [rejected('stored', 'one:9464')]: '0+10x40',
      [rejected('duplicate', 'one:9464')]: '0+10x40',
      [rejected('ignored', 'one:9464')]: '0+10x40',
    },
    fires: {
      4: [],
      5: [{ labels: { result: 'rejected_signature' }, value: 4 }],
      19: [
        { labels: { result: 'rejected_signature' }, value: 4 },
        { labels: { result: 'too_large' }, value: 5 },
      ],
      20: [
        { labels: { result: 'too_large' }, value: 5 },
        { labels: { result: 'failed' }, value: 6 },
      ],
      35: [],
    },
  },
  {
    title:
      'fires for what was known and has been unknown for 6 hours, for 7 days at most, and never for what was never known',
    alert: 'ClockspeedGuardrailUnknown',
    severity: 'info',
    intervalMinutes: 30,
    series: {
      // Known at minutes 0 and 30, unknown from 60. 7 days after minute 30 is minute 10,110.
      [unknown('web')]: `${held(2, 0)} ${held(340, 1)}`,
      // Of another guardrail, known again one step before its time.
      [unknown('web', 'lead_time')]: `${held(2, 0)} ${held(12, 1)} ${held(328, 0)}`,
      // A second team, from minute 480 on: one alert more would be the same once more.
      [unknown('core')]: `${held(16, 0)} ${held(326, 1)}`,
      [unknown('ops')]: held(342, 1),
    },
    fires: {
      390: [],
      420: [{ labels: { guardrail: 'cycle_time' }, value: 1 }],
      480: [{ labels: { guardrail: 'cycle_time' }, value: 2 }],
      // 7 days after minute 450, the last at which the second team's was known, are 10,530.
      10_110: [{ labels: { guardrail: 'cycle_time' }, value: 2 }],
      10_140: [{ labels: { guardrail: 'cycle_time' }, value: 1 }],
    },
  },
  {
    title: 'always fires',
    alert: 'Watchdog',
    severity: 'none',
    series: { [build]: held(5, 1) },
    fires: { 0: [{ labels: {}, value: 1 }], 4: [{ labels: {}, value: 1 }] },
  },
];

/** One case as promtool reads it. Of several rules by one name each speaks for its own source. */
export function exporterRuleTest(rules: readonly CommittedRule[], exporterCase: ExporterCase): RuleTest {
  const { alert, series: given, fires, severity, intervalMinutes = 1 } = exporterCase;
  const ofName = rules.filter((rule) => rule.alert === alert);
  return {
    interval: `${intervalMinutes}m`,
    input_series: Object.entries(given).map(([name, values]) => ({ series: name, values: values.trim() })),
    alert_rule_test: Object.entries(fires).map(([minute, firings]) => ({
      eval_time: `${minute}m`,
      alertname: alert,
      exp_alerts: firings.map(({ labels, value }) => {
        const rule = ofName.find(({ labels: own }) => ofName.length === 1 || own['source'] === labels['source'])!;
        return {
          exp_labels: { team: 'platform', guardrail: 'none', ...labels, severity, tells: 'team' },
          exp_annotations: Object.fromEntries(
            Object.entries(rule.annotations).map(([name, text]) => [name, expanded(text, { labels, value })]),
          ),
        };
      }),
    })),
  };
}
