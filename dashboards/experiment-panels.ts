import type { Config } from '../exporter/config/config.ts';
import type { GraphPanel } from './board.ts';
import { metricGraph } from './metric-panels.ts';

/** What running experiments do to users: shown where ideas are judged, and where harm is. */
export const experimentGraphs = (config: Config): readonly GraphPanel[] => [
  metricGraph(
    'experiment_guardrail_ratio',
    { label: 'error_rate', guardrail: 'experiment_error_rate', title: 'Errors by experiments' },
    config,
  ),
  metricGraph(
    'experiment_guardrail_ratio',
    { label: 'latency', guardrail: 'experiment_latency', title: 'Latency by experiments' },
    config,
  ),
];
