import type { Config } from '../exporter/config/config.ts';
import { alertmanager } from './alertmanager.ts';
import { ruleGroups } from './groups.ts';
import { prometheusRule, ruleFile } from './rule.ts';

/** Every generated file, by its path in alerts/. */
export function alertFiles(config: Config): ReadonlyMap<string, string> {
  const groups = ruleGroups(config);
  return new Map([
    ...groups.map((group) => [`generated/${group.name.replace('clockspeed-', '')}.yml`, ruleFile([group])] as const),
    // Besides the others in a folder of its own: Prometheus reads generated/*.yml.
    ['generated/kubernetes/prometheus-rule.yaml', prometheusRule(groups)] as const,
    ['alertmanager.yml', alertmanager(config)] as const,
  ]);
}
