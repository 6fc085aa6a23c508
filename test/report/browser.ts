import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { chromiumFlags, chromiumPath } from '../../report/render/chromium.ts';

/** The browser of this machine. Where there is none a test is skipped, loudly; in CI it must be there. */
export function browserPath(): string | null {
  try {
    return chromiumPath(process.env);
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    process.stderr.write(`SKIPPED: ${(error as Error).message}\n`);
    return null;
  }
}

export const launched = (path: string): Promise<Browser> =>
  chromium.launch({ executablePath: path, args: [...chromiumFlags] });
