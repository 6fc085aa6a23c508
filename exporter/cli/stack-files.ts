import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alertFiles } from '../../alerts/files.ts';
import type { Config } from '../config/config.ts';
import { generationConfig } from './generation.ts';

/** Ports of loopback. */
export interface StackPorts {
  readonly exporter: number;
  readonly prometheus: number;
  readonly alertmanager: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The demo's, which tells nobody outside, and whose links lead to the exporter beside it. */
function stackConfig({ exporter }: StackPorts): Config {
  const config = generationConfig();
  const exporterUrl = `http://127.0.0.1:${exporter}`;
  const silent = { slack: null, pagerduty: null, watchdogUrl: null };
  return {
    ...config,
    alerting: { ...config.alerting, exporterUrl, runbooksUrl: `${exporterUrl}/runbooks`, ...silent },
  };
}

/** The committed prometheus.yml at these ports. Who watches does not wait: it asks more often. */
function prometheusConfig({ exporter, prometheus, alertmanager }: StackPorts): string {
  const portOf: Readonly<Record<string, number>> = {
    'exporter:9464': exporter,
    '127.0.0.1:9090': prometheus,
    'alertmanager:9093': alertmanager,
  };
  return (
    readFileSync(join(root, 'prometheus.yml'), 'utf8')
      // In one pass: a port that was put in is no address to look for.
      .replace(/(?<=')[\w.]+:\d+(?=')/g, (address) => `127.0.0.1:${portOf[address]}`)
      .replace(/_interval: \S+/g, '_interval: 5s')
  );
}

/** Writes prometheus.yml and alerts/ into a folder: what the containers are given, for these ports, telling nobody. */
export function writeStackFiles(folder: string, ports: StackPorts): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [name, text] of alertFiles(stackConfig(ports)))
    write(join('alerts', name), text.replace(/^( +interval): \S+$/gm, '$1: 5s'));
  cpSync(join(root, 'alerts/templates'), join(folder, 'alerts/templates'), { recursive: true });
  write('prometheus.yml', prometheusConfig(ports));
}
