import { chromium } from 'playwright-core';
import { chromiumFlags } from './chromium.ts';

/** The deck on paper, a page a slide. Rejects with one line where the browser at `path` does not do it. */
export async function deckPdf(html: string, path: string): Promise<Uint8Array> {
  try {
    return await printed(html, path);
  } catch (cause) {
    // A browser explains itself at length, with all that it was started with.
    const [first] = (cause as Error).message.split('\n');
    throw new Error(`${path} made no PDF: ${first}`, { cause });
  }
}

async function printed(html: string, path: string): Promise<Uint8Array> {
  const browser = await chromium.launch({ executablePath: path, args: [...chromiumFlags] });
  try {
    const page = await browser.newPage();
    await page.setContent(html, { waitUntil: 'load' });
    return await page.pdf({ preferCSSPageSize: true, printBackground: true });
  } finally {
    await browser.close();
  }
}
