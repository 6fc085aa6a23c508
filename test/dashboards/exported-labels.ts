import { readFileSync } from 'node:fs';
import type { Config } from '../../exporter/config/config.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { familiesOf } from '../../exporter/exposition/families.ts';
import { guardrailFamilies } from '../../exporter/exposition/guardrail-families.ts';
import { Self } from '../../exporter/exposition/self.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';

/** Labels of what has no family to ask: the exporter's own metrics, and what the evaluation adds. */
const own: Readonly<Record<string, readonly string[]>> = {
  records: ['kind'],
  webhook_events_total: ['result'],
  coverage_ratio: ['link'],
  definition_info: ['metric', 'version', 'signals', 'not_configured'],
  exported_series: [],
  evaluation_seconds: [],
  source_up: ['source'],
  source_watermark_timestamp_seconds: ['source'],
  source_complete_from_timestamp_seconds: ['source'],
  source_sync_progress_ratio: ['source'],
  source_requests_total: ['source', 'outcome'],
  source_budget_remaining: ['source'],
  source_poll_seconds: ['source'],
  survey_files_refused: [],
  assessment_files_refused: [],
};

/** Every family that the exporter has, with its labels: by the families themselves, and for the exporter's own by name. */
export async function exportedLabels(config: Config): Promise<ReadonlyMap<string, readonly string[]>> {
  const families = [...familiesOf(catalogue, []), ...guardrailFamilies(policyOf(config), [], [], config)];
  const labels = new Map(families.map(({ name, labelNames }) => [name, labelNames]));
  const store = createMemoryStore();
  const self = await new Self(config, store, '1.2.3', 'hash').render();
  const evaluated = await new Evaluator(config, store).evaluate(Date.parse('2026-10-01T12:00:00Z'));
  // A family without a sample is not rendered; the golden text has some of each.
  const golden = readFileSync(new URL('../golden/metrics.txt', import.meta.url), 'utf8');
  const text = golden + Buffer.from(self.text).toString() + Buffer.from(evaluated.text).toString();
  for (const [, name, type] of text.matchAll(/^# TYPE clockspeed_(\w+) (\w+)$/gm)) {
    const known = own[name!];
    if (!known) continue;
    labels.set(`clockspeed_${name}`, known);
    if (type === 'histogram') labels.set(`clockspeed_${name}_bucket`, [...known, 'le']);
  }
  return labels;
}
