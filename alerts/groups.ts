import type { Config } from '../exporter/config/config.ts';
import { metricOf } from '../exporter/guardrails/line-series.ts';
import { metricFamilies } from '../exporter/metrics/metric-families.ts';
import type { MetricFamily } from '../exporter/metrics/metric-families.ts';
import { policyOf } from '../exporter/policy/policy.ts';
import { exporterAlerts } from './exporter-alerts.ts';
import { policyAlert } from './policy-alerts.ts';
import type { RuleGroup } from './rule.ts';

/** Well under five minutes: what is evaluated more rarely goes stale in between. */
const interval = '1m';
const families = Object.keys(metricFamilies) as readonly MetricFamily[];

/** Every alert of an organisation: one group a family, and one for the exporter itself. */
export function ruleGroups(config: Config): readonly RuleGroup[] {
  const lines = policyOf(config);
  const judged = families.filter((family) => lines.some((line) => metricOf(line).family === family));
  const group = (name: string, rules: RuleGroup['rules']): RuleGroup => ({
    name: `clockspeed-${name}`,
    interval,
    rules,
  });
  return [
    ...judged.map((family) =>
      group(
        family.replace('_', '-'),
        lines.filter((line) => metricOf(line).family === family).map((line) => policyAlert(line, config)),
      ),
    ),
    group('exporter', exporterAlerts(config)),
  ];
}
