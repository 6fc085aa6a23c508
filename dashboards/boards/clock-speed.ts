import type { Config } from '../../exporter/config/config.ts';
import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import type { Board, Panel, Section } from '../board.ts';
import { guardrailSection, unknownSection } from '../guardrail-panels.ts';
import { changeNumber, metricGraph } from '../metric-panels.ts';
import type { Shown } from '../metric-queries.ts';
import { progressTable } from '../target-panels.ts';
import { uids } from '../uids.ts';

/** A speed, and beside it the quality that must not pay for it. */
interface Pair {
  readonly title: string;
  readonly speed: readonly [MetricName, Shown];
  readonly guard: readonly [MetricName, Shown];
}

const pairs: readonly Pair[] = [
  {
    title: 'How often, and how safely?',
    speed: ['deployments_per_business_day', { guardrail: 'deployment_frequency' }],
    guard: ['change_failure_ratio', { target: 'change_failure_target', guardrail: 'change_failure' }],
  },
  {
    title: 'How fast, and what breaks?',
    speed: ['lead_time_seconds', { stat: 'p50', guardrail: 'lead_time' }],
    guard: ['incident_restore_seconds', { stat: 'mean', label: 'P1', guardrail: 'p1_restore' }],
  },
  {
    title: 'How long in review, and is it reviewed?',
    speed: ['pull_request_cycle_seconds', { stat: 'p50', guardrail: 'cycle_time' }],
    guard: ['unapproved_merges_ratio', { label: 'any', guardrail: 'unapproved_merges' }],
  },
  {
    title: 'How soon does somebody look, and how much is there to look at?',
    speed: ['first_review_business_seconds', { stat: 'p50', guardrail: 'first_review_target' }],
    guard: ['pull_request_size_lines', { stat: 'p50', guardrail: 'pull_request_size' }],
  },
];

const section = ({ title, speed, guard }: Pair, config: Config): Section => ({
  title,
  panels: [speed, guard].flatMap(([name, shown]): readonly Panel[] => [
    metricGraph(name, { ...shown, width: 8 }, config),
    changeNumber(name, { ...shown, width: 4 }, config),
  ]),
});

/** For the VP Engineering and the all-hands: are we inside the guardrails, and where are we going? */
export const clockSpeed = (config: Config): Board => ({
  uid: uids.clockSpeed,
  title: 'Clock speed',
  description: 'Are we inside the guardrails, and are we getting faster without paying for it?',
  teams: 'several',
  hasWindow: true,
  events: 'on_demand',
  from: 'now-90d',
  sections: [
    guardrailSection(config),
    ...pairs.map((pair) => section(pair, config)),
    { title: 'How far are the targets?', panels: [progressTable(config)] },
    unknownSection(config),
  ],
});
