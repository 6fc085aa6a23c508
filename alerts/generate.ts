// `npm run generate`: writes the rules and the routing. Without --config they are those of the demo and the standard policy; the output is
// committed, and a test holds it to the policy.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../exporter/config/load.ts';
import type { Surroundings } from '../exporter/config/load.ts';
import type { Config } from '../exporter/config/config.ts';
import { simulate } from '../exporter/demo/simulate.ts';
import { alertFiles } from './files.ts';

/** Rules hold no secret: whatever a configuration refers to is not needed here. */
function withoutSecrets(yaml: string): Surroundings {
  const names = [...yaml.matchAll(/\$\{([^}:]+)\}/g)].map(([, name]) => name!);
  return { env: Object.fromEntries(names.map((name) => [name, 'http://not.needed'])), readFile: () => 'not needed' };
}

function configOf(path: string | undefined): Config {
  const demo = { seed: 1, engineers: 40, endsAt: Date.parse('2026-10-01T12:00:00Z') };
  const yaml = path === undefined ? simulate(demo).configuration : readFileSync(path, 'utf8');
  return loadConfig(yaml, withoutSecrets(yaml), { isDemo: path === undefined });
}

const { values } = parseArgs({ options: { config: { type: 'string' }, out: { type: 'string' } } });
const folder = values.out ?? import.meta.dirname;
for (const [name, text] of alertFiles(configOf(values.config))) {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}
