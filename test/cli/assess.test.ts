import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../exporter/cli/assess.ts';
import type { AssessOptions } from '../../exporter/cli/assess.ts';
import { UsageError } from '../../exporter/cli/surroundings.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { at, Organisation, team } from '../history/organisation.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'clockspeed-assess-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs it on day 80, 26 March 2026, for `web` and `core`, of which nothing is known; answers with what was said. */
async function run(more: Partial<AssessOptions> = {}, now = at(80, 12)): Promise<readonly string[]> {
  const made = new Organisation({ teams: [team('web'), team('core')] });
  const said: string[] = [];
  const options = { quarter: '2026-Q1', team: null, reason: 'quarterly', out: folder, ...more } as const;
  const world = { now: () => now, say: (line: string) => void said.push(line.replace(`${folder}/`, '')) };
  await assess(options, made.config, new Evaluator(made.config, made.store), world);
  return said;
}
const text = (place: string): string => readFileSync(join(folder, place), 'utf8');

describe('assess', () => {
  it('writes a document for each team, or for one', async () => {
    expect(await run()).toEqual(['2026-Q1/web.md written', '2026-Q1/core.md written']);
    expect(await run({ team: 'web', reason: 'post_incident' })).toEqual(['2026-Q1/web-post-incident-2026-03-26.md written']); // prettier-ignore
    expect(text('2026-Q1/web.md')).toMatch(/^---\nteam: web\nquarter: 2026-Q1\nreason: quarterly\n/);
  });
  it('writes nothing where one of them exists, whatever is in it', async () => {
    await run({ team: 'core' });
    writeFileSync(join(folder, '2026-Q1/core.md'), 'edited by hand');
    await expect(run()).rejects.toThrow(/^Nothing was written: .*2026-Q1\/core\.md exists and may have been edited/);
    await expect(run()).rejects.toBeInstanceOf(UsageError);
    expect(text('2026-Q1/core.md')).toBe('edited by hand');
    expect(existsSync(join(folder, '2026-Q1/web.md'))).toBe(false);
  });
  it('speaks of a quarter as it was at its end, and not of one that has not begun', async () => {
    await run({ quarter: '2025-Q4', team: 'web' });
    expect(text('2025-Q4/web.md')).toContain(
      'written 2026-03-26 12:00 UTC from what was known as of 2026-01-01 00:00 UTC',
    );
    const begins = Date.parse('2026-04-01T00:00:00Z');
    await expect(run({ quarter: '2026-Q2' }, begins - 1)).rejects.toThrow('2026-Q2 has not begun');
    await run({ quarter: '2026-Q2', team: 'web' }, begins);
    expect(existsSync(join(folder, '2026-Q2/web.md'))).toBe(true);
  });
  it('says what would be right', async () => {
    await expect(run({ quarter: '2026-4' })).rejects.toThrow('--quarter takes a name like 2026-Q4');
    await expect(run({ team: 'wbe' })).rejects.toThrow('--team names none of web, core');
  });
});
