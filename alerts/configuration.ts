import { readFileSync } from 'node:fs';
import { loadConfig } from '../exporter/config/load.ts';
import type { Surroundings } from '../exporter/config/load.ts';
import type { Config } from '../exporter/config/config.ts';
import { simulate } from '../exporter/demo/simulate.ts';

/** Rules hold no secret: whatever a configuration refers to is not needed here. */
function withoutSecrets(yaml: string): Surroundings {
  const names = [...yaml.matchAll(/\$\{([^}:]+)\}/g)].map(([, name]) => name!);
  return { env: Object.fromEntries(names.map((name) => [name, 'http://not.needed'])), readFile: () => 'not needed' };
}

/** The configuration of a file; without a path that of the demo, from which the committed rules are made. Throws ConfigError. */
export function configurationOf(path: string | undefined): Config {
  const demo = { seed: 1, engineers: 40, endsAt: Date.parse('2026-10-01T12:00:00Z') };
  const yaml = path === undefined ? simulate(demo).configuration : readFileSync(path, 'utf8');
  return loadConfig(yaml, withoutSecrets(yaml), { isDemo: path === undefined });
}
