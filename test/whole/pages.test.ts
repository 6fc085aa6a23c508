import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, launched } from '../report/browser.ts';
import { showDemo, showNothing } from './shown-demo.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const explained = '/explain?metric=change_failure_ratio&team=all&window=28d';
const paths = [
  ...['/', '/team?team=integrations', '/maturity', '/governance', '/metrics-list', '/all-hands?month=2026-10'],
  ...[explained, '/explain?guardrail=change_failure&team=accounts', '/explain?metric=devex_score&team=accounts'],
];
/** What is no page of numbers, or has none to show: of the demo, of an organisation in which nothing happened, before anything was read. */
const states: readonly (readonly [of: 'demo' | 'calm' | 'new', path: string, status: number])[] = [
  ['demo', '/team?team=nobody', 404],
  ['demo', '/nothing', 404],
  ['demo', '/explain?metric=nothing', 400],
  ['demo', '/all-hands?month=2026-11', 400],
  ['demo', '/all-hands?month=2020-01', 400],
  ['calm', '/', 200],
  ['calm', '/team?team=web', 200],
  ['calm', '/maturity', 200],
  ['calm', '/governance', 200],
  ['calm', '/explain?metric=change_failure_ratio', 200],
  ['calm', '/all-hands', 200],
  ['new', '/', 200],
  ['new', '/team?team=web', 503],
  ['new', '/maturity', 503],
  ['new', '/all-hands', 503],
];
const path = browserPath();

describe.skipIf(path === null)('the pages in a browser', () => {
  let demo: Awaited<ReturnType<typeof showDemo>>;
  let others: readonly (typeof demo)[];
  let browser: Browser;
  beforeAll(async () => {
    demo = await showDemo();
    others = [await showNothing(true), await showNothing(false)];
    browser = await launched(path!);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    for (const shown of [demo, ...(others ?? [])]) await shown?.close();
  });

  /** Opens a page; what it complains of is a failure. */
  async function opened<T>(path: string, look: (page: Page) => Promise<T>, { url } = demo, status = 200): Promise<T> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const complaints: string[] = [];
    // Of a page that is refused the browser says so: that is no complaint.
    const isRefused = (text: string): boolean => status !== 200 && text.includes(`with a status of ${status}`);
    page.on('console', (message) => {
      if (message.type() === 'error' && !isRefused(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    expect([path, (await page.goto(url + path))?.status()]).toEqual([path, status]);
    const seen = await look(page);
    await page.close();
    expect([path, complaints]).toEqual([path, []]);
    return seen;
  }
  /** Rules of accessibility that are violated. Written as text: what runs in the browser knows a document, and what checks types here does not. */
  const violations = (page: Page): Promise<unknown> =>
    page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`,
    );

  async function fits(page: Page): Promise<void> {
    for (const width of [390, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect([width, beyond]).toEqual([width, 0]);
    }
  }
  it.each(paths)('%s is as wide as the window on a phone, a desk and a wall', (path) => opened(path, fits));
  it('is no wider where a title is one long word', () =>
    opened('/team?team=integrations', async (page) => {
      await page.evaluate(
        `document.querySelectorAll('.stack a').forEach((link) => (link.textContent = 'x'.repeat(300)))`,
      );
      await fits(page);
    }));
  it.each(paths)('%s violates no rule of accessibility, in light and in dark', (path) =>
    opened(path, async (page) => {
      await page.evaluate(axe);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect([colorScheme, await violations(page)]).toEqual([colorScheme, []]);
      }
    }),
  );
  it.each(states)('of %s, %s is a page as good as the others: %i', (of, path, status) => {
    const look = async (page: Page): Promise<void> => {
      expect(await page.locator('h1').count()).toBe(1);
      await fits(page);
      await page.evaluate(axe);
      expect(await violations(page)).toEqual([]);
    };
    return opened(path, look, of === 'demo' ? demo : others[of === 'calm' ? 0 : 1], status);
  });
  it('is on one sheet of paper in landscape, a line each team, nothing cut and no button', () =>
    opened('/', async (page) => {
      await page.emulateMedia({ media: 'print' });
      // A4 in landscape without the margins of 9 mm: 279 mm × 192 mm at 96 dots an inch.
      await page.setViewportSize({ width: 1054, height: 726 });
      const seen = await page.evaluate(`(() => {
        const boxes = (selector) => [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
        const cut = [...document.querySelectorAll('.card td, .card th')].filter((cell) => cell.scrollWidth > cell.clientWidth + 1);
        return {
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          bottom: document.querySelector('.card').getBoundingClientRect().bottom,
          lefts: new Set(boxes('.card tbody th').map(({ left }) => left)).size,
          cut: cut.map((cell) => cell.textContent),
          header: boxes('header').filter(({ height }) => height > 0).length,
        };
      })()`);
      expect(seen).toMatchObject({ wide: 0, lefts: 1, cut: [], header: 0 });
      expect((seen as { readonly bottom: number }).bottom).toBeLessThan(726);
    }));
  it('violates no rule on a phone, where the scorecard is cards', () =>
    opened('/', async (page) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.evaluate(axe);
      expect(await violations(page)).toEqual([]);
    }));
  it('has every sparkline in words, too', async () => {
    const names = await opened('/', (page) =>
      page.locator('svg').evaluateAll((all) => all.map((svg) => svg.getAttribute('aria-label'))),
    );
    // 14 columns of 5 teams and the organisation, some without any number in 13 weeks.
    expect(names.length).toBeGreaterThan(60);
    for (const name of names) expect(name).toMatch(/^13 weeks: from .+ to .+, lowest .+, highest /);
  });
  it('leads everywhere it says', async () => {
    const links = await opened('/', (page) =>
      page.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')!)),
    );
    expect(links.length).toBeGreaterThan(80);
    for (const link of new Set(links)) expect([link, (await fetch(demo.url + link)).status]).toEqual([link, 200]);
  });
  it('explains the very number that was clicked', async () => {
    const [shown, told] = await opened('/', async (page) => {
      const cell = page.locator('tbody tr').nth(1).locator('td a').first();
      const value = await cell.locator('.value').innerText();
      await cell.click();
      return [value, await page.locator('.big').innerText()];
    });
    expect(told).toBe(shown);
  });
  it('is walked through by the keyboard, from the navigation into the cells', async () => {
    const focused = await opened('/', async (page) => {
      const seen: (string | null)[] = [];
      for (let n = 0; n < 12; n += 1) {
        await page.keyboard.press('Tab');
        seen.push(await page.evaluate<string | null>(`document.activeElement.getAttribute('href')`));
      }
      return seen;
    });
    expect(focused[0]).toBe('/');
    expect(focused.filter((href) => href?.startsWith('/explain?')).length).toBeGreaterThan(3);
  });
});
