import type { Config } from '../config/config.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { metricFamilies } from '../metrics/metric-families.ts';
import type { AnyMetric } from '../metrics/metric.ts';
import { escaped, page } from './page.ts';

/** A way to every number. */
export function metricsPage(config: Config): string {
  const tables = Object.entries(metricFamilies).map(([family, title]) =>
    familyTable(
      title,
      catalogue.filter((metric) => metric.family === family),
    ),
  );
  return page(
    'All metrics',
    `<h1>All metrics</h1><p class="soft">Each is explained by the facts behind it. <a href="/metrics">For Prometheus</a></p>${tables.join('')}`,
    config,
  );
}

function familyTable(title: string, metrics: readonly AnyMetric[]): string {
  if (metrics.length === 0) return '';
  const rows = metrics.map(
    ({ name, question }) =>
      `<tr><td>${escaped(question)}</td><td><a href="/explain?metric=${name}">${name}</a></td></tr>`,
  );
  return `<h2>${title}</h2><table class="stack"><thead><tr><th scope="col">question</th><th scope="col">explained</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
