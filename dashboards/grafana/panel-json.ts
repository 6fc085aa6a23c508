import prometheusSdk from '@grafana/grafana-foundation-sdk/prometheus';
import textSdk from '@grafana/grafana-foundation-sdk/text';
import type { Panel, Query, TextPanel } from '../board.ts';
import type { Place } from '../layout.ts';
import { graph, number, timeline } from './graph-and-number.ts';
import { table } from './table.ts';
import { datasource, given } from './common.ts';
import type { Json } from './common.ts';

function target({ expr, legend }: Query, index: number, type: Exclude<Panel['type'], 'text'>) {
  const query = new prometheusSdk.DataqueryBuilder()
    .expr(expr)
    .legendFormat(legend)
    .refId(String.fromCharCode(65 + index))
    .datasource(datasource);
  if (type === 'graph' || type === 'timeline') return query.range();
  return type === 'table' ? query.instant().format(prometheusSdk.PromQueryFormat.Table) : query.instant();
}

const link = (title: string, url: string) => given({ title, url, targetBlank: true });

const text = ({ title, markdown }: TextPanel) =>
  new textSdk.PanelBuilder().title(title).mode(textSdk.TextMode.Markdown).content(markdown);

function builderOf(panel: Exclude<Panel, TextPanel>) {
  switch (panel.type) {
    case 'graph':
      return graph(panel);
    case 'number':
      return number(panel);
    case 'timeline':
      return timeline(panel);
    case 'table':
      return table(panel);
  }
}

/** A panel with the id and the place that the SDK does not give it. */
export function panelJson(panel: Panel, id: number, place: Place): Json {
  if (panel.type === 'text')
    return { ...(text(panel).description(panel.markdown).gridPos(place).build() as unknown as Json), id };
  const builder = builderOf(panel);
  builder.title(panel.title).description(panel.description).datasource(datasource).gridPos(place);
  panel.queries.forEach((query, index) => builder.withTarget(target(query, index, panel.type)));
  if (panel.explainUrl) builder.dataLinks([link('Why this number', panel.explainUrl)]);
  return { ...(builder.build() as unknown as Json), id };
}
