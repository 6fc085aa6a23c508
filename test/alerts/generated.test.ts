import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { alertFiles } from '../../alerts/files.ts';
import { alertsFolder, committedGroups, contentOf, ruleFiles } from './committed.ts';
import { complaintsAbout, hasPromtool } from './promtool.ts';

const config = generationConfig();
const made = alertFiles(config);
const committed = [
  'alertmanager.yml',
  ...readdirSync(join(alertsFolder, 'generated'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(alertsFolder.length + 1)),
];

describe('the committed files', () => {
  it('are those that are generated, all of them and no others', () => {
    expect([...committed].sort()).toEqual([...made.keys()].sort());
  });
  it.each([...made])('%s is what is generated now; else run npm run generate', (name, text) => {
    expect(readFileSync(join(alertsFolder, name), 'utf8')).toBe(text);
  });
  it('are the same a second time', () => {
    expect([...alertFiles(generationConfig())]).toEqual([...made]);
  });
  it.skipIf(!hasPromtool)('please promtool', async () => {
    expect(await complaintsAbout(...ruleFiles)).toBe('');
  });
  it('hold no instant and no secret', () => {
    for (const text of made.values()) expect(text).not.toMatch(/not needed|not\.needed|\d{4}-\d\d-\d\dT/);
  });
});

describe('other homes', () => {
  // https://grafana.com/docs/mimir/latest/references/http-api/#set-rule-group: what a ruler takes of a group and of a rule.
  const [ofGroup, ofRule] = [
    ['name', 'interval', 'rules'],
    ['alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations'],
  ];
  it.each(ruleFiles)("Mimir's ruler reads %s as it is", (path) => {
    const { groups, ...others } = contentOf(path) as {
      readonly groups: readonly { readonly rules: readonly object[] }[];
    };
    expect(others).toEqual({});
    for (const group of groups) {
      expect(Object.keys(group)).toEqual(ofGroup);
      for (const rule of group.rules) expect(ofRule).toEqual(expect.arrayContaining(Object.keys(rule)));
    }
  });
  it('have each group once, by a name that no other has', () => {
    const names = committedGroups.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(ruleFiles.length);
  });
  it("the Operator's resource holds the same groups", () => {
    const resource = contentOf(join(alertsFolder, 'generated/kubernetes/prometheus-rule.yaml'));
    expect(resource).toMatchObject({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' });
    const { groups } = (resource as { readonly spec: { readonly groups: readonly { readonly name: string }[] } }).spec;
    const byName = (a: { readonly name: string }, b: { readonly name: string }) => a.name.localeCompare(b.name);
    expect([...groups].sort(byName)).toEqual([...committedGroups].sort(byName));
  });
});
