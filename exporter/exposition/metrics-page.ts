import type { Config } from '../config/config.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { metricFamilies } from '../metrics/metric-families.ts';
import type { AnyMetric } from '../metrics/metric.ts';
import { escaped, page } from './page.ts';

/** A way to every number. */
export function metricsPage(config: Config): string {
  const families = Object.entries(metricFamilies).flatMap(([family, title]) => {
    const metrics = catalogue.filter((metric) => metric.family === family);
    return metrics.length === 0 ? [] : [{ family, title, metrics }];
  });
  const contents = families.map(({ family, title }) => `<a href="#${family}">${title}</a>`);
  return page(
    'All metrics',
    `<h1>All metrics</h1><p class="soft">Each is explained by the facts behind it. <a href="/metrics">For Prometheus</a></p><p class="screen">${contents.join(' · ')}</p>${families.map(familyTable).join('')}`,
    config,
  );
}

interface Family {
  readonly family: string;
  readonly title: string;
  readonly metrics: readonly AnyMetric[];
}

function familyTable({ family, title, metrics }: Family): string {
  const rows = metrics.map(
    ({ name, question }) =>
      `<tr><td>${escaped(question)}</td><td><a href="/explain?metric=${name}">${name}</a></td></tr>`,
  );
  return `<h2 id="${family}">${title}</h2><table class="stack"><thead><tr><th scope="col">question</th><th scope="col">explained</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
