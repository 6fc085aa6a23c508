import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { alertsFolder, committedRules } from './committed.ts';
import { exported, problemsOf } from './exported.ts';
import { readQuery } from './promql.ts';
import { complaintsAbout, hasPromtool, inFolder } from './promtool.ts';

const folder = join(alertsFolder, 'runbooks');
const runbooks = readdirSync(folder).map((file) => [file.replace(/\.md$/, ''), readFileSync(join(folder, file), 'utf8')] as const); // prettier-ignore
const queriesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^ *```promql\n([\s\S]*?)^ *```$/gm)].map(([, query]) => query!.trim());
const queries = runbooks.flatMap(([name, text]) => queriesOf(text).map((query) => [name, query] as const));

const config = generationConfig();
const known = await exported(config);
/** What Prometheus and Alertmanager say of themselves. */
const theirs = /^(up|ALERTS|scrape_duration_seconds|prometheus_\w+|alertmanager_\w+)$/;

describe('a runbook', () => {
  it('is there for every alert, and no other is', () => {
    expect(runbooks.map(([name]) => name).sort()).toEqual(
      [...new Set(committedRules.map(({ alert }) => alert))].sort(),
    );
  });
  it.each(runbooks)('%s has its title, what it is in a sentence, and its sections in their order', (name, text) => {
    const lines = text.split('\n');
    expect(lines[0]).toBe(`# ${name}`);
    expect(lines[2]).toMatch(/^[A-Z`]/);
    const sections = lines.filter((line) => line.startsWith('## ')).map((line) => line.slice(3));
    expect(sections).toEqual(['Meaning', 'Impact', 'Diagnosis', 'Mitigation']);
    for (const section of text.split(/^## /m).slice(1)) expect(section.split('\n').slice(1).join('').length).toBeGreaterThan(40); // prettier-ignore
  });
  it.each(runbooks)('%s asks Prometheus, and sends to what explains the number', (_, text) => {
    expect(queriesOf(text).length).toBeGreaterThan(0);
    expect(text).toContain('explain_url');
  });
  it.each(runbooks)('%s closes every block that it opens', (_, text) => {
    const fences = text.match(/^ *```.*$/gm) ?? [];
    expect(fences.map((fence) => fence.trim())).toEqual(
      fences.map((_fence, index) => (index % 2 === 0 ? '```promql' : '```')),
    );
  });
  it.each(runbooks)('%s names no alert that there is not', (_, text) => {
    const alerts = new Set(committedRules.map(({ alert }) => alert));
    const named =
      text.match(/\b(?:Clockspeed|ChangeFailure|FirstReview|Approval|P1|Unapproved|Unowned)[A-Z]\w+/g) ?? [];
    expect(named.filter((name) => !alerts.has(name))).toEqual([]);
  });
});

describe('a query of a runbook', () => {
  it.each(queries)('of %s asks for what is exported: %s', (_, query) => {
    const { isValid, selectors } = readQuery(query);
    expect(isValid).toBe(true);
    expect(selectors.length).toBeGreaterThan(0);
    const ours = selectors.filter(({ name }) => name === null || !theirs.test(name));
    expect(ours.flatMap((selector) => problemsOf(selector, known, config))).toEqual([]);
  });
  it('names, in the text besides, only what is exported', () => {
    const named = runbooks.flatMap(([, text]) => text.match(/\bclockspeed_\w+/g) ?? []);
    const stems = [...known.keys()];
    const unknown = named.filter((name) => !known.has(name) && !stems.some((each) => name.endsWith('_') && each.startsWith(name))); // prettier-ignore
    expect([...new Set(unknown)]).toEqual([]);
  });
  it.skipIf(!hasPromtool)('is one for Prometheus', async () => {
    const rules = queries.map(([, expr], index) => ({ record: `query:${index}`, expr }));
    const complaints = await inFolder(async (where) => {
      const path = join(where, 'queries.yml');
      writeFileSync(path, JSON.stringify({ groups: [{ name: 'runbooks', rules }] }));
      return complaintsAbout(path);
    });
    expect(complaints).toBe('');
  });
});
