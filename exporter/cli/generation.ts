import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import { simulate } from '../demo/simulate.ts';

/** What is generated holds no secret: whatever a configuration refers to is not needed here. */
function withoutSecrets(yaml: string): Surroundings {
  const names = [...yaml.matchAll(/\$\{([^}:]+)\}/g)].map(([, name]) => name!);
  return { env: Object.fromEntries(names.map((name) => [name, 'http://not.needed'])), readFile: () => 'not needed' };
}

/** The configuration that is generated for: a file's, or else that of the demo with the standard policy, as it is committed. */
export function generationConfig(path?: string): Config {
  const demo = { seed: 1, engineers: 40, endsAt: Date.parse('2026-10-01T12:00:00Z') };
  const yaml = path === undefined ? simulate(demo).configuration : readFileSync(path, 'utf8');
  return loadConfig(yaml, withoutSecrets(yaml), { isDemo: path === undefined });
}

/** Writes files by their paths in a folder (`--out`), for a configuration (`--config`). */
export function generate(folder: string, filesOf: (config: Config) => ReadonlyMap<string, string>): void {
  const { values } = parseArgs({ options: { config: { type: 'string' }, out: { type: 'string' } } });
  for (const [name, text] of filesOf(generationConfig(values.config))) {
    const path = join(values.out ?? folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
