import { escaped } from './page.ts';

export const inWords = (name: string): string => name.replaceAll('_', ' ');

/** A number or a name that leads to the facts behind it. */
export const explained = (query: string, text: string): string =>
  `<a href="/explain?${escaped(query)}">${escaped(text)}</a>`;

/** A cell that says on a phone what stands above it on a wide screen. An empty one is not shown there. */
export const cell = (head: string, text: string, isNumber = false): string =>
  text === '' ? '<td></td>' : `<td${isNumber ? ' class="n"' : ''} data-head="${head}">${text}</td>`;

/** Rows of cells; `numbers`: how many columns after the first are numbers. */
export function stackedTable(heads: readonly string[], rows: readonly (readonly string[])[], numbers = 0): string {
  const head = heads.map((text, index) => `<th scope="col"${index > 0 && index <= numbers ? ' class="n"' : ''}>${text}</th>`); // prettier-ignore
  return `<div class="scroll"><table class="stack"><thead><tr>${head.join('')}</tr></thead><tbody>${rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('')}</tbody></table></div>`;
}
