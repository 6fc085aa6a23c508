import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertmanager } from '../../alerts/alertmanager.ts';
import type { Config } from '../../exporter/config/config.ts';
import { isInstalled } from '../whole/programs.ts';
import { alertsFolder } from './committed.ts';

export const hasAmtool = isInstalled('amtool');

export type Labels = Readonly<Record<string, string>>;

/** What amtool objects to in a file; empty: nothing. */
export function objectionsTo(path: string): string {
  const { status, stdout, stderr } = spawnSync('amtool', ['check-config', path], { encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}

/** Whether an alert with these labels goes to exactly these receivers, by the routes of a file; else what amtool says. */
export function misrouted(path: string, labels: Labels, receivers: readonly string[]): string {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const { status, stdout, stderr } = spawnSync(
    'amtool',
    ['config', 'routes', 'test', `--config.file=${path}`, `--verify.receivers=${receivers.join(',')}`, ...matchers],
    { encoding: 'utf8' },
  );
  return status === 0 ? '' : `${matchers.join(' ')}: ${stdout}${stderr}`;
}

/** The routing of a configuration in a folder of its own, beside the templates. `remove` takes it away. */
export function written(config: Config): { readonly path: string; readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-routing-'));
  cpSync(join(alertsFolder, 'templates'), join(folder, 'templates'), { recursive: true });
  const path = join(folder, 'alertmanager.yml');
  writeFileSync(path, alertmanager(config));
  return { path, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
