import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frontMatter } from '../../exporter/assessment/front-matter.ts';
import { assess } from '../../exporter/cli/assess.ts';
import { simulate } from '../../exporter/demo/simulate.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { createAssessmentSource } from '../../exporter/sources/assessment/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { readProbedDemo } from '../demo/read-demo.ts';
import { never, testContext } from '../sources/context.ts';

const golden = fileURLToPath(new URL('assessments', import.meta.url));
const demo = { seed: 1, engineers: 40, endsAt: Date.parse('2026-06-19T13:00:00Z') };
const teams = ['accounts', 'analytics', 'ingestion', 'integrations', 'platform'];
const textOf = (folder: string, team: string): string => readFileSync(join(folder, `2026-Q2/${team}.md`), 'utf8');

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clockspeed-assess-'));
  const { config, store } = await readProbedDemo(demo);
  const world = { now: () => demo.endsAt, say: () => undefined };
  await assess({ quarter: '2026-Q2', team: null, reason: 'quarterly', out: folder }, config, new Evaluator(config, store), world); // prettier-ignore
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the assessments of the demo’s quarter', () => {
  it('are the committed ones', () => {
    expect(readdirSync(join(folder, '2026-Q2')).sort()).toEqual(teams.map((team) => `${team}.md`));
    for (const team of teams) {
      const path = join(golden, `2026-Q2/${team}.md`);
      mkdirSync(dirname(path), { recursive: true });
      // UPDATE_GOLDEN=1 writes them anew: read the difference line by line before you commit it.
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, textOf(folder, team));
      expect(textOf(folder, team)).toBe(textOf(golden, team));
    }
  });
  it('are read back unchanged, after those of the quarters before', async () => {
    const { assessments } = simulate(demo);
    const kept = mkdtempSync(join(tmpdir(), 'clockspeed-kept-'));
    try {
      const goldens = teams.map((team) => ({ place: `2026-Q2/${team}.md`, text: textOf(golden, team) }));
      for (const { place, text } of [...assessments, ...goldens]) {
        mkdirSync(dirname(join(kept, place)), { recursive: true });
        writeFileSync(join(kept, place), text);
      }
      const { config } = await readProbedDemo(demo);
      const store = createMemoryStore();
      const maturity = { ...config.maturity, assessments: { folder: kept, schedule: '* * * * *' } };
      const { context, warnings } = testContext(demo.endsAt, store);
      await createAssessmentSource({ ...config, maturity }, context).poll(never);
      expect(warnings).toEqual([]);
      for (const { place, text } of goldens) {
        const { kind, id, ...said } = store.get('assessment', place)!;
        expect([kind, id]).toEqual(['assessment', place]);
        expect(text.startsWith(`${frontMatter(said)}\n# Maturity of `)).toBe(true);
      }
    } finally {
      rmSync(kept, { recursive: true, force: true });
    }
  }, 60_000);
  it('name nobody', () => {
    const text = teams.map((team) => textOf(golden, team)).join('\n');
    const logins = simulate(demo).githubTeams.flatMap(({ members }) => members);
    expect(logins).toHaveLength(40);
    expect(logins.filter((login) => text.includes(login))).toEqual([]);
  });
});
