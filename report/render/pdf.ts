import { chromium } from 'playwright-core';
import { chromiumFlags } from './chromium.ts';

/** The deck on paper, a page a slide. Rejects where the browser at `path` does not start. */
export async function deckPdf(html: string, path: string): Promise<Uint8Array> {
  const browser = await chromium.launch({ executablePath: path, args: [...chromiumFlags] });
  try {
    const page = await browser.newPage();
    await page.setContent(html, { waitUntil: 'load' });
    return await page.pdf({ preferCSSPageSize: true, printBackground: true });
  } finally {
    await browser.close();
  }
}
