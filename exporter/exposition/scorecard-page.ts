import { dateOf } from '../calendar/quarter.ts';
import type { Config } from '../config/config.ts';
import { columnGroups, lineFor } from '../scorecard/columns.ts';
import { comparesWithBefore } from '../policy/policy-line.ts';
import type { Column, ColumnGroup } from '../scorecard/columns.ts';
import type { Cell, Scorecard, ScorecardRow } from '../scorecard/scorecard.ts';
import { explainAddress } from './explain-address.ts';
import { escaped, instantText, page } from './page.ts';
import {
  changeOf,
  isNothing,
  isPresent,
  limitText,
  nothingText,
  scopeText,
  shortText,
  stateWords,
  whyText,
} from './scorecard-words.ts';
import { scorecardStyle } from './scorecard-style.ts';
import { sparkline } from './sparkline.ts';

const intro =
  'Arrows compare with the window before, surveys with the survey that their target names; the line is the last 13 weeks, dashed what is asked. Every number opens the facts behind it. Teams stand in the order of the alphabet.';

/** What the symbols say: on paper in black and white there is nothing else. */
const legend =
  'Each team against its own promises and its own past: nobody is ranked. ✓\u00a0as promised · ○\u00a0not yet, before its date · ✗\u00a0broken or missed · ◇\u00a0broken and waived · ?\u00a0unknown · no sign: judged by team, or for all as one';

/** Teams down, metrics across; on a phone a card for each team. `scorecard` null: nothing was evaluated lately. */
export function scorecardPage(scorecard: Scorecard | null, sources: string, config: Config): string {
  const { name } = config.organisation;
  const body = scorecard
    ? `<p class="soft">As of ${instantText(scorecard.asOf)} · targets are due ${dateOf(scorecard.targetsDueAt - 1, config.organisation.workingTime.zone)}<span class="screen"> · <a href="/?format=json">as JSON</a></span></p><p class="soft wide">${legend}</p>
${scorecardTable(scorecard)}
<details class="screen"><summary>How to read it, and why these metrics</summary><p>${intro}</p><dl>${scorecard.columns.map(({ title, reason }) => `<dt>${title}</dt><dd>${escaped(reason)}</dd>`).join('')}</dl></details>`
    : '<p class="note">Nothing has been evaluated lately: there are no numbers to show. The sources below say how far they are.</p>';
  return page(
    name,
    `<h1>${escaped(name)}</h1>${body}<footer><h2>Where the numbers come from</h2>${sources}</footer>`,
    config,
    scorecardStyle,
  );
}

/** Some rows of it, or all. */
export function scorecardTable(scorecard: Scorecard): string {
  const common = scorecard.columns.map((column, index) => commonAsked(scorecard.rows, column, index));
  const rows = scorecard.rows.map((row) => rowHtml(row, scorecard, common));
  return `<table role="table" class="card">${head(scorecard, common)}<tbody role="rowgroup">${rows.join('')}</tbody></table>`;
}

/** By column what is asked in every row; null: they differ. */
type Common = readonly (string | null)[];

function head({ columns }: Scorecard, common: Common): string {
  const groups = (Object.entries(columnGroups) as [ColumnGroup, string][]).map(([group, title]) => {
    const own = columns.filter((column) => column.group === group).length;
    return `<th role="columnheader" scope="colgroup" colspan="${own}">${title}</th>`;
  });
  const heads = columns.map((column, index) => {
    return `<th role="columnheader" scope="col">${column.title}<span class="fine">${scopeText(column)}</span>${fine(common[index] ?? '')}</th>`;
  });
  return `<thead role="rowgroup"><tr role="row"><td role="cell"></td>${groups.join('')}</tr><tr role="row"><th role="columnheader" scope="col">Team</th>${heads.join('')}</tr></thead>`;
}

/** What is asked of a column in every row that is judged: then its head says it, and the cells need not. */
function commonAsked(rows: readonly ScorecardRow[], column: Column, index: number): string | null {
  const all = new Set(
    rows.flatMap(({ team, cells }) => (cells[index] ? [asked(cells[index], column, team)] : [])).filter(Boolean),
  );
  return all.size === 1 ? [...all][0]! : null;
}

function rowHtml(row: ScorecardRow, { columns, asOf }: Scorecard, common: Common): string {
  const name =
    row.team === 'all'
      ? `${escaped(row.name)}<span class="fine">all teams</span>`
      : `<a href="/team?team=${encodeURIComponent(row.team)}">${escaped(row.name)}</a>`;
  const cells = row.cells.map((cell, index) => cellHtml(cell, columns[index]!, row, asOf, common[index] !== null));
  return `<tr role="row"><th role="rowheader" scope="row">${name}</th>${cells.join('')}</tr>`;
}

/** What stands in the head of the column is told again only where there is no head: on a phone. */
function cellHtml(cell: Cell | null, column: Column, row: ScorecardRow, asOf: number, isInHead: boolean): string {
  if (!cell)
    return `<td role="cell" class="none"><span aria-hidden="true">–</span><span class="spoken">${column.isOfAll ? 'of the organisation' : 'of teams'} only</span></td>`;
  const { unit } = column;
  const say = (value: number): string => shortText(value, unit);
  const now = isPresent(cell.value) ? cell.value.value : null;
  return `<td role="cell" class="${cell.state}"><a href="${escaped(explainAddress(cell.series, asOf))}"><span class="title">${column.title}<span class="fine">${scopeText(column)}</span></span>
<span class="value">${valueText(cell, column)}</span>${stateHtml(cell, column, row)}${sparkline(cell.weeks, now, cell.limit, say)}${fine(asked(cell, column, row.team), isInHead ? 'fine narrow' : 'fine')}${changeText(cell, column)}</a></td>`;
}

/** With the window that is shown where that is not the one of the column. */
function stateHtml(cell: Cell, column: Column, row: ScorecardRow): string {
  const { symbol, word, more } = stateWords(cell, column, row);
  const { window } = cell.series;
  const over = window === lineFor(column, row.team).window ? '' : `${window!.slice(0, -1)}\u00a0d`;
  if (cell.state === 'not_judged') return `<span class="spoken">${word}</span>${fine(over)}`;
  return `<span class="state"><b aria-hidden="true">${symbol}</b> ${escaped([word, over].filter(Boolean).join(', '))}</span>${fine(more)}`;
}

const valueText = ({ value, limit }: Cell, { unit }: Column): string =>
  isPresent(value)
    ? shortText(value.value, unit, limit)
    : `<span class="absent">${isNothing(value.absent, unit) ? nothingText : `not measured: ${whyText(value.absent, unit)}`}</span>`;

/** The promise, and the target behind a guardrail; nothing where nobody knows what to compare with. */
function asked({ state, value, limit }: Cell, column: Column, team: string): string {
  const { target, unit } = column;
  const line = lineFor(column, team);
  if (state === 'not_judged' || (limit === null && comparesWithBefore(line.limit))) return '';
  const now = isPresent(value) ? value.value : null;
  const own = `${line.kind === 'target' ? 'target' : 'limit'} ${limitText(line, limit, unit, now)}`;
  return target ? `${own}, target ${limitText(target, null, unit)}` : own;
}

function changeText(cell: Cell, { unit }: Column): string {
  const told = changeOf(cell, unit);
  return told
    ? `<span class="fine"><b aria-hidden="true">${told.arrow}</b> <span class="spoken">${told.direction}</span>${told.word}</span>`
    : '';
}

const fine = (text: string, name = 'fine'): string =>
  text === '' ? '' : `<span class="${name}">${escaped(text)}</span>`;

/** The same for a program; a value that is absent says why. */
export const scorecardJson = (scorecard: Scorecard, config: Config) => ({
  asOf: new Date(scorecard.asOf).toISOString(),
  demo: config.isDemo,
  targetsDueAt: new Date(scorecard.targetsDueAt).toISOString(),
  weekEnds: scorecard.weekEnds.map((at) => new Date(at).toISOString()),
  columns: scorecard.columns.map(({ line, lineOfAll, target, ...column }) => ({
    ...column,
    line: line.id,
    lineOfAll: lineOfAll?.id ?? null,
    target: target?.id ?? null,
  })),
  rows: scorecard.rows.map(({ cells, ...row }) => ({
    ...row,
    cells: cells.map(
      (cell) => cell && { ...cell, brokenAt: cell.brokenAt === null ? null : new Date(cell.brokenAt).toISOString() },
    ),
  })),
});
