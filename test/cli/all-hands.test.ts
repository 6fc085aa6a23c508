import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../exporter/cli/surroundings.ts';
import { allHands } from '../../report/all-hands.ts';
import type { AllHandsOptions } from '../../report/all-hands.ts';
import { program, stored } from './stored.ts';

let of: ReturnType<typeof stored>;
beforeEach(() => void (of = stored()));
afterEach(() => of.remove());

const run = (more: Partial<AllHandsOptions> = {}, whose = of.whose, env: NodeJS.ProcessEnv = of.world.env) =>
  allHands({ ...whose, out: join(of.folder, 'deck'), pdf: false, ...more }, { ...of.world, env });
const april = ['all-hands-2026-04.html', 'all-hands-2026-04.md'];

describe('npm run all-hands', () => {
  it('writes the last month that is over from what a running exporter has stored, and says where', async () => {
    await run();
    expect(of.files('deck')).toEqual(april);
    expect(of.said).toEqual(['Written: deck/all-hands-2026-04.md', 'Written: deck/all-hands-2026-04.html']);
    const markdown = readFileSync(join(of.folder, 'deck/all-hands-2026-04.md'), 'utf8');
    expect(markdown).toContain('# Engineering all-hands, April 2026');
    // PagerDuty is not configured, and that is no zero.
    expect(markdown).toMatch(/P1 incidents: \*\*\[not measured: not configured\]/);
  });
  it('writes the month that is named', async () => {
    await run({ month: '2026-03' });
    expect(of.files('deck')).toEqual(['all-hands-2026-03.html', 'all-hands-2026-03.md']);
  });
  it.each([
    ['2026-13', 'month is written like 2026-10'],
    ['April', 'month is written like 2026-10'],
    ['2026-05', 'May 2026 is not over; the last month that is over is 2026-04 (April 2026)'],
    ['2027-01', 'January 2027 is not over'],
    // Read since Monday 5 January 2026: of December nothing is known, of January a part.
    ['2025-12', 'nothing is known of December 2025: the history begins on 2026-01-05'],
  ])('refuses %s and writes nothing', async (month, why) => {
    const refused = run({ month });
    await expect(refused).rejects.toThrow(why);
    await expect(refused).rejects.toBeInstanceOf(UsageError);
    expect(of.files()).not.toContain('deck');
  });
  it('tells a store that is not there from one into which nothing was read, and makes none', async () => {
    await expect(run({}, of.missing)).rejects.toThrow(
      /^there is no store at .*missing\.db yet: a running exporter makes it/,
    );
    expect(of.files()).not.toContain('missing.db');
    await expect(run({}, of.empty)).rejects.toThrow('nothing is known of April 2026: nothing was read to its end yet');
    expect(of.files()).not.toContain('deck');
  });
  it('says that there is no browser for a PDF before anything is read', async () => {
    const refused = run({ pdf: true }, of.missing, { PATH: '/nowhere' });
    await expect(refused).rejects.toThrow(/^A PDF is made by Chromium, and none is on the path\..*leave --pdf out\.$/);
    await expect(refused).rejects.toBeInstanceOf(UsageError);
  });
  it('says in one line that a browser made no PDF, and writes nothing', async () => {
    const failed = run({ pdf: true }, of.whose, { CHROMIUM: '/bin/false' });
    await expect(failed).rejects.toThrow(/^\/bin\/false made no PDF: [^\n]+$/);
    expect(of.files()).not.toContain('deck');
  });
  it('makes slides of Markdown that was changed by hand, beside it, and measures nothing', async () => {
    const edited = join(of.folder, 'mine.md');
    writeFileSync(edited, '# Our month\n\n---\n\n## By hand\n');
    await run({ edited }, of.missing);
    expect(readFileSync(join(of.folder, 'mine.html'), 'utf8')).toContain('By hand');
    expect(readFileSync(edited, 'utf8')).toBe('# Our month\n\n---\n\n## By hand\n');
    const missing = join(of.folder, 'missing.md');
    await expect(run({ edited: missing })).rejects.toThrow(/missing\.md cannot be read: ENOENT/);
  });
  it('does not write over Markdown that was changed by hand, and says what to do instead', async () => {
    await run();
    const [html, markdown] = april.map((name) => join(of.folder, 'deck', name)) as [string, string];
    const written = [html, markdown].map((path) => readFileSync(path, 'utf8'));
    // What was not changed is written again, to the same.
    await run();
    expect([html, markdown].map((path) => readFileSync(path, 'utf8'))).toEqual(written);
    writeFileSync(markdown, `${written[1]}By hand.`);
    const refused = run();
    await expect(refused).rejects.toThrow(
      /^Nothing was written: \S+all-hands-2026-04\.md exists with another text and may have been edited\. Make slides of it with --edited \S+\.md, write to another folder with --out, or move it\.$/,
    );
    await expect(refused).rejects.toBeInstanceOf(UsageError);
    expect(readFileSync(markdown, 'utf8')).toBe(`${written[1]}By hand.`);
    await run({ out: join(of.folder, 'another') });
    expect(of.files('another')).toEqual(april);
  });
  it('makes slides of nothing but Markdown: of a page they would be written over it', async () => {
    const page = join(of.folder, 'mine.html');
    writeFileSync(page, '<p>Mine</p>');
    const refused = run({ edited: page }, of.missing);
    await expect(refused).rejects.toThrow(/^--edited takes Markdown, a file that ends in \.md, and not \S+mine\.html$/);
    await expect(refused).rejects.toBeInstanceOf(UsageError);
    expect(readFileSync(page, 'utf8')).toBe('<p>Mine</p>');
  });
  it('names the folder that it cannot make', async () => {
    await expect(run({ out: join(of.whose.config, 'deck') })).rejects.toThrow(
      /all-hands-2026-04\.md cannot be written: /,
    );
  });
});

describe('the program of npm run all-hands', () => {
  it('ends with 0, and prints nothing but where it wrote', async () => {
    // By the clock of the machine, a month of the past is as over as by that of the test.
    const { code, out, err } = await program(of.folder, ['all-hands', '--month', '2026-04', '--out', 'deck']);
    expect([code, out, err]).toEqual([0, '', `Written: deck/${april[1]}\nWritten: deck/${april[0]}\n`]);
    expect(of.files('deck')).toEqual(april);
  }, 180_000);
  it.each([
    [
      ['--month', '2026-1'],
      "error: option '--month <month>' argument '2026-1' is invalid. Write a month like 2026-10.\n",
    ],
    [['--month', '9999-01'], /^January 9999 is not over; the last month that is over is \d{4}-\d\d \(\w+ \d{4}\)\n$/],
    [
      ['--config', 'missing.yaml'],
      /^there is no store at \S+missing\.db yet: a running exporter makes it \(npm start\)\n$/,
    ],
    [['--pdf'], 'CHROMIUM names /nowhere, and that is no program\n'],
  ])(
    'ends with 2 and one clear line after %j',
    async (args, line) => {
      const { code, out, err } = await program(of.folder, ['all-hands', ...args], { env: { CHROMIUM: '/nowhere' } });
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(typeof line === 'string' ? new RegExp(`^${line.replace(/[.()<>]/g, '\\$&')}$`) : line);
    },
    60_000,
  );
  it('leaves what was there on a disk that is full, and says so in one line', async () => {
    const args = ['all-hands', '--month', '2026-04', '--out', 'deck'];
    await program(of.folder, args);
    const before = april.map((name) => readFileSync(join(of.folder, 'deck', name), 'utf8'));
    // 96 blocks are 49,152 bytes: the store opens, each of the two files of some 100,000 bytes does not fit.
    for (const text of before) expect(text.length).toBeGreaterThan(100_000);
    const { code, err } = await program(of.folder, args, { limit: 96 });
    expect(code).toBe(1);
    expect(err).toMatch(/^deck\/all-hands-2026-04\.md cannot be written: EFBIG[^\n]*\n$/);
    expect(of.files('deck')).toEqual(april);
    expect(april.map((name) => readFileSync(join(of.folder, 'deck', name), 'utf8'))).toEqual(before);
  }, 180_000);
});
