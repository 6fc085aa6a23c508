// `npm run generate`: writes the rules and the routing. Without --config they are those of the demo and the standard policy; the output is
// committed, and a test holds it to the policy.
import { generate } from '../exporter/cli/generation.ts';
import { alertFiles } from './files.ts';

generate(import.meta.dirname, alertFiles);
