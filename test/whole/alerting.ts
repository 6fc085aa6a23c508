import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { alertFiles } from '../../alerts/files.ts';
import type { Config } from '../../exporter/config/config.ts';

interface Rules {
  groups: { interval: string; rules: { expr: string; for?: string; keep_firing_for?: string }[] }[];
}
interface Route {
  group_wait?: string;
  group_interval?: string;
  routes?: Route[];
}

/** The same rules, asked every second, and waiting for nothing; but for what is absent, as all is before the first scrape. */
function hasty(file: string): string {
  const rules = parse(file) as Rules;
  for (const group of rules.groups) {
    group.interval = '1s';
    for (const rule of group.rules) {
      if (rule.expr.startsWith('absent(')) rule.for = '30s';
      else delete rule.for;
      delete rule.keep_firing_for;
    }
  }
  return stringify(rules);
}

/** The same routing that gathers nothing, with PagerDuty at the test's address. */
function prompt(file: string, receiverUrl: string): string {
  const config = parse(file) as { global: object; route: Route };
  const hurry = (route: Route): void => {
    Object.assign(route, { group_wait: '0s', group_interval: '1s' });
    route.routes?.forEach(hurry);
  };
  hurry(config.route);
  return stringify({ ...config, global: { ...config.global, pagerduty_url: `${receiverUrl}/pagerduty` } });
}

export interface Addresses {
  readonly scraped: string;
  readonly receiver: string;
  readonly alertmanager: string;
}

/** Writes prometheus.yml, alertmanager.yml and all that they name into a folder. */
export function writeAlerting(folder: string, config: Config, addresses: Addresses): void {
  for (const [name, file] of alertFiles(config)) {
    // The operator's resource is not for this Prometheus.
    if (name.endsWith('.yaml')) continue;
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, name === 'alertmanager.yml' ? prompt(file, addresses.receiver) : hasty(file));
  }
  cpSync('alerts/templates', join(folder, 'templates'), { recursive: true });
  const { slack, pagerduty } = config.alerting;
  if ('apiUrlFile' in slack!.signIn) writeFileSync(slack!.signIn.apiUrlFile, `${addresses.receiver}/slack`);
  writeFileSync(pagerduty!.routingKeyFile, 'a-routing-key');
  const host = (url: string): string => new URL(url).host;
  const prometheus = {
    global: { scrape_interval: '2s', scrape_timeout: '2s', evaluation_interval: '1s' },
    rule_files: [join(folder, 'generated', '*.yml')],
    scrape_configs: [
      { job_name: 'clockspeed', honor_labels: true, static_configs: [{ targets: [host(addresses.scraped)] }] },
    ],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [host(addresses.alertmanager)] }] }] },
  };
  writeFileSync(join(folder, 'prometheus.yml'), stringify(prometheus));
}
