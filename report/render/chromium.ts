import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UsageError } from '../../exporter/cli/surroundings.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Nothing is fetched, and nothing tells anybody that a browser runs. */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The browser that CHROMIUM names, else one that is on the path. Throws UsageError where there is none. */
export function chromiumPath(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['CHROMIUM'];
  if (named) {
    if (isProgram(named)) return named;
    throw new UsageError(`CHROMIUM names ${named}, and that is no program`);
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
  if (found) return found;
  throw new UsageError(
    'A PDF is made by Chromium, and none is on the path. Install it (Debian: apt-get install chromium), or name it with CHROMIUM=/path/to/chromium. The slides themselves need none: leave --pdf out.',
  );
}
