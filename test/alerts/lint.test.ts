import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { explainRequest } from '../../exporter/exposition/explain-request.ts';
import { lineSeries } from '../../exporter/guardrails/line-series.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { alertsFolder, committedGroups, committedRules } from './committed.ts';
import { exported, problemsOf } from './exported.ts';
import { readQuery } from './promql.ts';

const config = generationConfig();
const known = await exported(config);
const lines = policyOf(config);
const rules = committedRules.map((rule, index) => [`${rule.alert} (${index})`, rule] as const);

describe('every rule', () => {
  it.each(rules)('%s selects only what is exported', (_, { expr }) => {
    const { isValid, selectors, grouped } = readQuery(expr);
    expect(isValid).toBe(true);
    expect(selectors.flatMap((selector) => problemsOf(selector, known, config))).toEqual([]);
    const labels = new Set(selectors.flatMap(({ name }) => [...known.get(name!)!]));
    expect(grouped.filter((label) => !labels.has(label))).toEqual([]);
  });
  it.each(rules)('%s compares', (_, { expr }) => {
    expect(readQuery(expr).compares).toBe(true);
  });
  it.each(rules)('%s says who, how loud, of what, and where to look', (_, { labels, annotations }) => {
    expect(labels['severity']).toMatch(/^(info|warning|critical|none)$/);
    expect(labels['tells']).toMatch(/^(team|lead|leadership|leadership_and_team)$/);
    for (const name of ['team', 'guardrail']) expect(labels[name]).toMatch(/\S/);
    const names = ['summary', 'description', 'runbook_url', 'dashboard_url', 'explain_url'];
    expect(Object.keys(annotations)).toEqual(names);
    for (const name of names) expect(annotations[name]).toMatch(/\S/);
    for (const name of ['summary', 'description']) expect(annotations[name]).toMatch(/\.$/);
    const addresses = names.slice(2).map((name) => annotations[name]!.replaceAll('{{ $labels.team }}', 'web'));
    for (const address of addresses) expect(address).toMatch(/^https?:\/\/[^\s{}]+$/);
  });
  it.each(rules)('%s has no label that changes with the number', (_, { labels }) => {
    expect(JSON.stringify(labels)).not.toMatch(/\$value|\.Value|query/);
  });
  it('of one name stands for one thing', () => {
    const told = committedRules.map(({ alert, labels }) => `${alert} ${labels['guardrail']} ${labels['source'] ?? ''}`);
    expect(new Set(told).size).toBe(told.length);
  });
  it('of a line of policy is there for each line, and for no other', () => {
    const guardrails = committedRules.map(({ labels }) => labels['guardrail']!).filter((id) => !/^none$|\{/.test(id));
    expect([...guardrails].sort()).toEqual(lines.map(({ id }) => id).sort());
  });
});

describe('a group', () => {
  const intervals = committedGroups.map(({ name, interval }) => [name, interval] as const);
  it.each(intervals)('%s is asked every %s: not slower than 5 minutes', (_, interval) => {
    const [, count, unit] = /^(\d+)(s|m)$/.exec(interval) ?? [];
    expect(Number(count) * (unit === 'm' ? 60 : 1)).toBeLessThanOrEqual(300);
  });
});

describe('absent()', () => {
  const sources = readdirSync(alertsFolder).filter((file) => file.endsWith('.ts'));
  it('stands only where a comment before it says why', () => {
    const bare = sources.flatMap((file) => {
      const code = readFileSync(join(alertsFolder, file), 'utf8').split('\n');
      return code.filter(
        (line, index) => /\babsent(_over_time)?\(/.test(line) && !/^\s*(\/\/|\*)/.test(code[index - 1] ?? ''),
      );
    });
    expect(bare).toEqual([]);
  });
});

describe('what explains a number', () => {
  const cases = lines.flatMap((line) =>
    (line.judgedFor === 'all' ? ['all'] : config.teams.map(({ id }) => id)).map(
      (team) => [line.id, team, line] as const,
    ),
  );
  it.each(cases)('%s of %s is a number that can be explained: the one that was judged', (id, team, line) => {
    const rule = committedRules.find(({ labels }) => labels['guardrail'] === id)!;
    const { searchParams, pathname } = new URL(rule.annotations['explain_url']!.replaceAll('{{ $labels.team }}', team));
    expect(pathname).toBe('/explain');
    const { series, elseLonger } = explainRequest(Object.fromEntries(searchParams), catalogue, config, 0);
    expect([series, elseLonger?.request.series]).toEqual([lineSeries(line, team).now, lineSeries(line, team).longer]);
  });
});
