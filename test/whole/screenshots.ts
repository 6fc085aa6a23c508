// `npm run screenshots`: the pictures of pages and slides in the README, of the demo as of one instant.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumFlags, chromiumPath } from '../../report/render/chromium.ts';
import { showDemo } from './shown-demo.ts';

const pages = {
  scorecard: '/',
  team: '/team?team=integrations',
  explain: '/explain?metric=change_failure_ratio&team=integrations&window=28d',
} as const;
/** Slides by their titles. */
const slides = {
  glance: 'at a glance',
  'lead-time': 'How long a change takes to reach production',
  maturity: 'Which maturity levels moved',
} as const;

const demo = await showDemo();
const browser = await chromium.launch({ executablePath: chromiumPath(process.env), args: [...chromiumFlags] });
// Small enough to be kept beside the text: a table in the README is not wider.
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 0.7 });
const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../../report/screenshots/${name}.png`, import.meta.url));
for (const [name, path] of Object.entries(pages)) {
  await page.goto(demo.url + path);
  await page.screenshot({ path: fileOf(name) });
}
await page.goto(`${demo.url}/all-hands?month=2026-10`);
for (const [name, title] of Object.entries(slides))
  await page
    .locator('.slide > svg', { hasText: title })
    .first()
    .screenshot({ path: fileOf(name) });
await browser.close();
await demo.close();
