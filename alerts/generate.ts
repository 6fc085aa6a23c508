// `npm run generate`: writes the rules and the routing. Without --config they are those of the demo and the standard policy; the output is
// committed, and a test holds it to the policy.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configurationOf } from './configuration.ts';
import { alertFiles } from './files.ts';

const { values } = parseArgs({ options: { config: { type: 'string' }, out: { type: 'string' } } });
const folder = values.out ?? import.meta.dirname;
for (const [name, text] of alertFiles(configurationOf(values.config))) {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}
