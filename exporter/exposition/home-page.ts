import type { Config } from '../config/config.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { metricFamilies } from '../metrics/metric-families.ts';
import type { AnyMetric } from '../metrics/metric.ts';
import { sourceState } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { escaped, instantText, page } from './page.ts';
import type { SourceStatus } from './self.ts';

/** Sources, their freshness, and a way to every number. */
export function homePage(
  config: Config,
  store: Store,
  sources: readonly SourceStatus[],
  evaluatedAt: number | null,
): string {
  const state =
    evaluatedAt === null ? 'Nothing has been evaluated yet.' : `Evaluated as of ${instantText(evaluatedAt)}.`;
  const body = `<h1>${escaped(config.organisation.name)}</h1><p class="soft">${state} <a href="/metrics">Metrics for Prometheus</a> · <a href="/maturity">Maturity</a> · <a href="/governance">Improvement governance</a></p>
<h2>Sources</h2><div class="scroll"><table><thead><tr><th>source</th><th>state</th><th>read up to</th><th>complete since</th></tr></thead><tbody>${sources.map((source) => sourceRow(source, store)).join('')}</tbody></table></div>
${Object.entries(metricFamilies)
  .map(([family, title]) =>
    familyTable(
      title,
      catalogue.filter((metric) => metric.family === family),
    ),
  )
  .join('')}`;
  return page(config.organisation.name, body, config);
}

function sourceRow({ name, isUp, lastError }: SourceStatus, store: Store): string {
  const state = sourceState(store, name);
  const word = isUp === null ? 'starting' : isUp ? '✓ up' : '✗ down';
  const progress = state.completeFromAt === null ? `, first sync ${Math.floor(state.progress * 100)} %` : '';
  const error = lastError === null ? '' : `<br><span class="soft">${escaped(lastError)}</span>`;
  // A folder of files has no beginning.
  const when = (at: number | null): string => (at === null ? '–' : at <= 0 ? 'ever' : instantText(at));
  return `<tr><td>${name}</td><td>${word}${progress}${error}</td><td>${when(state.watermarkAt)}</td><td>${when(state.completeFromAt)}</td></tr>`;
}

function familyTable(title: string, metrics: readonly AnyMetric[]): string {
  if (metrics.length === 0) return '';
  const rows = metrics.map(
    ({ name, question }) =>
      `<tr><td>${escaped(question)}</td><td><a href="/explain?metric=${name}">${name}</a></td></tr>`,
  );
  return `<h2>${title}</h2><div class="scroll"><table><thead><tr><th>question</th><th>explained</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
