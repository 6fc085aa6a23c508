import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { deckMarkdown } from '../../report/deck/deck.ts';
import { chromiumPath } from '../../report/render/chromium.ts';
import { deckHtml } from '../../report/render/html.ts';
import { deckPdf } from '../../report/render/pdf.ts';
import { team } from '../history/organisation.ts';
import { browserPath, launched } from './browser.ts';
import { toldDemo } from './told-demo.ts';
import { toldLittle } from './told-little.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const path = browserPath();

/** The titles of the slides that something sticks out of. Written as text: what runs in the browser knows a document, our types do not. */
const slidesOver = (page: Page): Promise<unknown> =>
  page.evaluate(`[...document.querySelectorAll('section')].flatMap((slide) => {
    const inner = [...slide.querySelectorAll('*')].map((element) => element.getBoundingClientRect());
    const own = slide.getBoundingClientRect();
    const isOver = slide.scrollHeight > slide.clientHeight || slide.scrollWidth > slide.clientWidth ||
      inner.some(({ right, bottom }) => right > own.right + 1 || bottom > own.bottom + 1);
    return isOver ? [slide.querySelector('h1, h2').textContent] : [];
  })`);

describe.skipIf(path === null)('the deck in a browser', () => {
  let [browser, page]: [Browser?, Page?] = [];
  let html: string;
  let slides: number;
  const said: string[] = [];
  beforeAll(async () => {
    const { told, month } = await toldDemo();
    const markdown = deckMarkdown(told, month);
    slides = markdown.split(/\n\n---\n\n/).length;
    html = deckHtml(markdown);
    browser = await launched(path!);
    page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    page.on('console', (message) => void said.push(message.text()));
    page.on('pageerror', ({ message }) => void said.push(message));
    page.on('request', (request) => void (request.url().startsWith('http') && said.push(request.url())));
    await page.setContent(html, { waitUntil: 'load' });
  }, 240_000);
  afterAll(() => browser?.close());

  it('fits every slide, with all of its text and its charts', async () => {
    expect(await slidesOver(page!)).toEqual([]);
    expect(await page!.locator('section').count()).toBe(slides);
    const images = await page!.evaluate(`[...document.images].filter(({ naturalWidth }) => naturalWidth === 0).length`);
    expect(images).toBe(0);
  });

  it('fits the slides of an organisation of 20 teams, too', async () => {
    const { told, month } = await toldDemo(160);
    expect(told.config.teams).toHaveLength(20);
    const large = await browser!.newPage({ viewport: { width: 1280, height: 720 } });
    await large.setContent(deckHtml(deckMarkdown(told, month)), { waitUntil: 'load' });
    expect(await slidesOver(large)).toEqual([]);
    await large.close();
  }, 240_000);

  it.each([
    ['nobody reads its issues', {}],
    ['it has no PagerDuty', { pagerduty: null }],
    ['it deploys where nobody looks', { pipeline: null, services: [] }],
    [
      'its teams have long names',
      {
        teams: ['Customer Success & Integrations', 'x'.repeat(64), 'a/b <c>'].map((name, n) => team(`t${n}`, { name })),
      },
    ],
  ])('fits the slides of an organisation of which little is measured: %s', async (_, more) => {
    const { told, month } = toldLittle(more);
    const little = await browser!.newPage({ viewport: { width: 1280, height: 720 } });
    await little.setContent(deckHtml(deckMarkdown(told, month)), { waitUntil: 'load' });
    expect(await slidesOver(little)).toEqual([]);
    await little.close();
  });

  it.each([390, 1280, 1920])(
    'is not wider than a window of %i pixels, of which its scroll bar takes some',
    async (width) => {
      // Headless Chromium hides scroll bars.
      const narrow = await browser!.newPage({ viewport: { width, height: 720 } });
      await narrow.setContent(html.replace('</head>', '<style>body{margin-right:15px}</style></head>'), {
        waitUntil: 'load',
      });
      const over = await narrow.evaluate(
        `[...document.querySelectorAll('.slide > *')].filter((part) => part.getBoundingClientRect().width > document.body.clientWidth).length`,
      );
      expect(over).toBe(0);
      await narrow.close();
    },
  );

  it('says nothing on the console and asks nobody for anything', () => {
    expect(said).toEqual([]);
  });

  it('is read by a screen reader, notes opened or not', async () => {
    await page!.evaluate(`document.querySelectorAll('details').forEach((notes) => (notes.open = true))`);
    await page!.evaluate(axe);
    const violations = await page!.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`,
    );
    expect(violations).toEqual([]);
  });

  it('becomes a PDF with a page for each slide', async () => {
    const pdf = Buffer.from(await deckPdf(html, path!)).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(slides);
  });
});

describe('the browser that makes a PDF', () => {
  it('is the one that CHROMIUM names, and its absence says what to do', () => {
    expect(chromiumPath({ CHROMIUM: process.execPath, PATH: '' })).toBe(process.execPath);
    expect(() => chromiumPath({ CHROMIUM: '/nowhere/chromium' })).toThrow('CHROMIUM names /nowhere/chromium');
    expect(() => chromiumPath({ PATH: '/nowhere' })).toThrow('apt-get install chromium');
    expect(() => chromiumPath({})).toThrow('leave --pdf out');
  });
});
