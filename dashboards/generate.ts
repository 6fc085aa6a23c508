// `npm run generate`: writes the boards for Grafana's provisioning. The output is committed, and a test holds it to catalogue and policy.
import { generate } from '../exporter/cli/generation.ts';
import { dashboardFiles } from './files.ts';

generate(import.meta.dirname, dashboardFiles);
