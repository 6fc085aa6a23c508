// `npm run generate`: writes what follows from the definitions. The output is committed; a test holds it to them.
import { readFileSync, writeFileSync } from 'node:fs';
import { withMetricTable } from './readme-table.ts';

const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, withMetricTable(readFileSync(readme, 'utf8')));
