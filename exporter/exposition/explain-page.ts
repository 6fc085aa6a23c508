import type { Config } from '../config/config.ts';
import type { ExplainedAnswer } from '../evaluation/explanation.ts';
import type { Absence } from '../metrics/engine-types.ts';
import { ownLabelsOf } from '../metrics/metric.ts';
import type { AnyMetric } from '../metrics/metric.ts';
import { hintOf } from './explain-hint.ts';
import { choiceWords } from './explain-words.ts';
import { choicesOf } from './explain-request.ts';
import type { ExplainRequest } from './explain-request.ts';
import { prefix } from './families.ts';
import { escaped, instantText, link, page } from './page.ts';

const absences: Readonly<Record<Absence, string>> = {
  no_facts: 'No value: nothing happened that it could be made of.',
  incomplete: 'No value: its sources have not been read back to the start of the window.',
  stale: 'No value: a source that it needs has not been read for too long.',
  too_few: 'No value: too few people or facts; it would point at a person.',
  not_configured: 'No value: a source that it needs is not configured.',
};

/** The same for a program. */
export const explainJson = ({ metric, series, moment }: ExplainRequest, answer: ExplainedAnswer, config: Config) => ({
  metric: prefix + metric.name,
  definition: metric.help,
  hint: hintOf(metric.name, config),
  version: metric.version,
  unit: metric.unit,
  series,
  from: new Date(moment.from).toISOString(),
  to: new Date(moment.to).toISOString(),
  asOf: new Date(moment.asOf).toISOString(),
  demo: config.isDemo,
  ...answer,
});

/** The definition, the number, what it is made of and what it leaves out. */
export function explainPage(request: ExplainRequest, answer: ExplainedAnswer, config: Config): string {
  const { metric, series, moment } = request;
  const { team, label, window, stat } = series;
  const scope = [
    choiceWords('team', team || 'all', config),
    choiceWords('label', label, config),
    choiceWords('window', window ?? '', config),
    choiceWords('stat', stat ?? '', config),
  ]
    .filter(Boolean)
    .join(' · ');
  const span =
    moment.from === moment.to
      ? instantText(moment.asOf)
      : `${instantText(moment.from)} – ${instantText(moment.to)}, as of ${instantText(moment.asOf)}`;
  const hint = hintOf(metric.name, config);
  const body = `${chooser(request, config)}<h1>${escaped(metric.question)}</h1><p class="soft">${escaped(scope)}<br>${span}</p>
${valueHtml(metric, answer)}<p>${escaped(metric.help)}</p>${hint === undefined ? '' : `<p>${escaped(hint)}</p>`}<p class="soft"><code>${prefix}${metric.name}</code>, definition version ${metric.version}</p>
<h2>${answer.facts.length} fact${answer.facts.length === 1 ? '' : 's'}</h2>${factsTable(metric, answer)}
<h2>${answer.excluded.length} left out</h2>${excludedTable(answer)}`;
  return page(metric.question, body, config);
}

/** Another team, window or statistic of the same metric. */
function chooser({ metric, series }: ExplainRequest, config: Config): string {
  const fields = choicesOf(metric, config).map(([name, values]) => {
    const chosen = series[name];
    const offered = chosen === undefined || values.includes(chosen) ? values : [...values, chosen];
    const options = offered.map(
      (value) =>
        `<option value="${escaped(value)}"${value === chosen ? ' selected' : ''}>${escaped(choiceWords(name, value, config))}</option>`,
    );
    return `<label>${fieldWords(name, metric)} <select name="${name}">${options.join('')}</select></label>`;
  });
  const hidden = `<input type="hidden" name="metric" value="${metric.name}">`;
  return fields.length === 0 ? '' : `<form action="/explain">${hidden}${fields.join(' ')} <button>Show</button></form>`;
}

const fieldWords = (name: string, metric: AnyMetric): string =>
  name === 'label' ? ownLabelsOf(metric).join(', ').replaceAll('_', ' ') : name === 'stat' ? 'statistic' : name;

function valueHtml(metric: AnyMetric, { value }: ExplainedAnswer): string {
  if ('absent' in value) return `<p class="note">${absences[value.absent]}</p>`;
  const parts =
    value.denominator === undefined ? '' : `${number(value.numerator ?? 0)} of ${number(value.denominator)}`;
  const samples = value.samples === undefined ? '' : `${value.samples} fact${value.samples === 1 ? '' : 's'}`;
  return `<p class="big">${escaped(inUnit(value.value, metric))}</p><p class="soft">${parts}${samples}</p>`;
}

function factsTable(metric: AnyMetric, { facts }: ExplainedAnswer): string {
  const isRatio = facts.some(({ inNumerator }) => inNumerator !== undefined);
  const rows = facts.map((fact) => {
    const { provisionalUntil, dueAt } = fact;
    const more = `${soft('provisional until', provisionalUntil)}${soft('due', dueAt)}`;
    const counted = isRatio ? `<td>${fact.inNumerator ? '● counted' : '○ not'}</td>` : '';
    return `<tr><td>${instantText(fact.at)}</td><td>${link(fact)}${more}</td>${counted}<td class="n">${escaped(isRatio ? number(fact.value) : inUnit(fact.value, metric))}</td></tr>`;
  });
  const head = `<tr><th scope="col">at</th><th scope="col">fact</th>${isRatio ? '<th scope="col">in the numerator</th>' : ''}<th scope="col" class="n">value</th></tr>`;
  return table(head, rows);
}

const soft = (word: string, at: number | undefined): string =>
  at === undefined ? '' : `<br><span class="soft">${word} ${instantText(at)}</span>`;

const excludedTable = ({ excluded }: ExplainedAnswer): string =>
  table(
    '<tr><th scope="col">at</th><th scope="col">fact</th><th scope="col">why</th></tr>',
    excluded.map(
      (fact) => `<tr><td>${instantText(fact.at)}</td><td>${link(fact)}</td><td>${escaped(fact.reason)}</td></tr>`,
    ),
  );

const table = (head: string, rows: readonly string[]): string =>
  rows.length === 0
    ? '<p class="soft">None.</p>'
    : `<div class="scroll"><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table></div>`;

const number = (value: number, moreDigits = 0): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(2 + moreDigits);

/** As a person says it; with more digits than usual where it stands beside a number that would look the same. */
export function inUnit(value: number, { unit }: Pick<AnyMetric, 'unit'>, moreDigits = 0): string {
  if (unit === 'ratio') return `${(value * 100).toFixed(1 + moreDigits)} %`;
  if (unit === 'timestamp') return instantText(value * 1_000);
  if (unit !== 'seconds') return number(value, moreDigits);
  const [size, name] =
    value >= 172_800 ? [86_400, 'd'] : value >= 7_200 ? [3_600, 'h'] : value >= 120 ? [60, 'min'] : [1, 's'];
  return `${(value / size).toFixed((size === 1 ? 0 : 1) + moreDigits)} ${name}`;
}
