import { catalogue } from './catalogue.ts';
import { metricFamilies } from './metric-families.ts';
import { ownLabelsOf } from './metric.ts';
import type { AnyMetric } from './metric.ts';

const start = '<!-- metrics: written by npm run generate -->';
const end = '<!-- /metrics -->';

/** The README with its metric table as the definitions have it. Throws where the markers are missing. */
export function withMetricTable(readme: string): string {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md lacks the lines "${start}" and "${end}"`);
  return `${readme.slice(0, from)}${start}\n\n${table()}\n${readme.slice(to)}`;
}

function table(): string {
  const rows = catalogue.map(
    (metric) =>
      `| ${metricFamilies[metric.family]} | \`${metric.name}\` | ${labelsOf(metric)} | ${escaped(metric.question)} |`,
  );
  return [
    '| family | `clockspeed_…` | labels | the question it answers |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function labelsOf(metric: AnyMetric): string {
  const team = metric.all === 'only' ? [] : ['team'];
  const windows = Array.isArray(metric.windows) ? [`window=${metric.windows.join('\\|')}`] : [];
  return [...team, ...ownLabelsOf(metric), ...windows].map((name) => `\`${name}\``).join(' ') || '–';
}

const escaped = (text: string): string => text.replaceAll('|', '\\|');
