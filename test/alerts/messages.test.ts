import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasAmtool } from './amtool.ts';
import type { Labels } from './amtool.ts';
import { alertsFolder } from './committed.ts';
import { inFolder } from './promtool.ts';

interface Told {
  readonly status: 'firing' | 'resolved';
  readonly labels: Labels;
  readonly annotations: Labels;
}

const common = (all: readonly Labels[]): Labels =>
  Object.fromEntries(Object.entries(all[0]!).filter(([name, value]) => all.every((one) => one[name] === value)));

/** What Alertmanager makes of a template for a group of alerts. */
const rendered = (template: string, alerts: readonly Told[]): Promise<string> =>
  inFolder(async (folder) => {
    const data = join(folder, 'data.json');
    writeFileSync(
      data,
      JSON.stringify({
        status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
        alerts,
        commonLabels: common(alerts.map(({ labels }) => labels)),
        commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
      }),
    );
    const { status, stdout, stderr } = spawnSync(
      'amtool',
      [
        'template',
        'render',
        `--template.glob=${join(alertsFolder, 'templates', '*.tmpl')}`,
        `--template.text={{ template "clockspeed.${template}" . }}`,
        `--template.data=${data}`,
      ],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    return stdout.replace(/\n$/, '');
  });

const urls = {
  explain_url: 'http://x/explain?a=1&b=2',
  runbook_url: 'http://x/runbook',
  dashboard_url: 'http://x/board',
};
const links = '<http://x/explain?a=1&b=2|Facts> · <http://x/runbook|What to do> · <http://x/board|Board>';
const guardrail = (description: string, more: Partial<Told> = {}): Told => ({
  status: 'firing',
  labels: { alertname: 'ChangeFailure', team: 'web', severity: 'warning' },
  annotations: { summary: 'Too many fail.', description: `web: Too many fail: ${description}`, ...urls },
  ...more,
});
const absent = (source: string, status: Told['status']): Told => ({
  status,
  labels: { alertname: 'ClockspeedSeriesAbsent', team: 'platform', severity: 'warning', source },
  annotations: { summary: `No numbers from ${source}.`, description: `It answers, but: ${source} is silent.`, ...urls },
});

describe.skipIf(!hasAmtool)('a message', () => {
  it('begins with how bad it is, or that it is over, and whose it is', async () => {
    const one = guardrail('2 now.');
    expect(await rendered('title', [one])).toBe('[warning] web: Too many fail.');
    expect(await rendered('title', [{ ...one, status: 'resolved' }])).toBe('[over] web: Too many fail.');
    const all = { ...one, labels: { ...one.labels, team: 'all' } };
    expect(await rendered('title', [all])).toBe('[warning] the organisation: Too many fail.');
  });

  it.each([
    ['critical', 'danger'],
    ['warning', 'warning'],
    ['info', '#439FE0'],
  ])('shows %s in a colour of its own, and what is over in green', async (severity, color) => {
    const one = guardrail('2 now.', { labels: { alertname: 'ChangeFailure', team: 'web', severity } });
    expect(await rendered('color', [one])).toBe(color);
    expect(await rendered('color', [{ ...one, status: 'resolved' }])).toBe('good');
  });

  it('says the number first, for the title has said the rest, and where to go', async () => {
    expect(await rendered('text', [guardrail('2 now.')])).toBe(`2 now.\n${links}`);
  });

  it.each([
    ['45s', '45s'],
    ['23m 0s', '23m'],
    ['23m 17s', '23m 17s'],
    ['9h 0m 0s', '9h 0m'],
    ['9h 10m 59s', '9h 10m'],
    ['3d 5h 7m 0s', '3d 5h'],
    ['120d 0h 0m 59s', '120d 0h'],
    ['22.22%', '22.22 %'],
    ['less than 10 %', 'less than 10 %'],
  ])('says %s as %s', async (shown, said) => {
    expect(await rendered('words', [guardrail(`${shown}; Broken for 10s.`)])).toBe(`${said}; Broken for 10s.`);
  });

  it('does not say that something has been broken for no time', async () => {
    expect(await rendered('words', [guardrail('2 now. Broken for 0s.')])).toBe('2 now. Broken for less than an hour.');
  });

  it('leaves the words of the exporter’s own alerts as they are', async () => {
    expect(await rendered('words', [absent('github', 'firing')])).toBe('It answers, but: github is silent.');
  });

  it('tells together what belongs together, and of that only what still fires', async () => {
    const both = [absent('github', 'firing'), absent('pagerduty', 'firing')];
    expect(await rendered('title', both)).toBe('[warning] platform: No numbers from github.');
    expect(await rendered('words', both)).toBe(
      'It answers, but: github is silent.\nIt answers, but: pagerduty is silent.',
    );
    const one = [absent('github', 'resolved'), absent('pagerduty', 'firing')];
    expect(await rendered('title', one)).toBe('[warning] platform: No numbers from pagerduty.');
    expect(await rendered('words', one)).toBe('It answers, but: pagerduty is silent.');
  });

  it('does not claim that a number holds where its alert is over', async () => {
    const words = await rendered('words', [guardrail('2 now.', { status: 'resolved' })]);
    expect(words).toBe(
      'This alert is over: the number is within its limit again, is recovering, or is not known any more. What the release gate refuses follows the number, not the alert.',
    );
    expect(await rendered('words', [absent('github', 'resolved')])).toBe('This alert is over.');
  });
});
