import { inUnit } from '../../exporter/exposition/explain-page.ts';
import { isNothing, isWithheld, nothingText, withheldText } from '../../exporter/exposition/scorecard-words.ts';
import { digitsBeside } from '../../exporter/metrics/digits-beside.ts';
import type { Absence } from '../../exporter/metrics/engine-types.ts';
import type { Unit } from '../../exporter/metrics/metric.ts';
import type { MonthReader, Figure } from '../month/reader.ts';

/** Why there is no number, in a few words. */
export const absenceWords: Readonly<Record<Absence, string>> = {
  no_facts: 'nothing to measure',
  incomplete: 'not read so far back',
  stale: 'source not read lately',
  too_few: 'too few to tell',
  not_configured: 'not configured',
};

/** The same of a metric in a unit: a survey's answers may be too few to show. */
export const whyWords = (why: Absence, unit: Unit): string =>
  isWithheld(why, unit) ? withheldText : absenceWords[why];

/** What Markdown, and the tables of it, would take for its own. */
export const plain = (text: string): string =>
  text.replace(/[\\`*_[\]<>|~#&]/g, (character) => `&#${character.codePointAt(0)};`).replace(/\s+/g, ' ');

/** The number as `/explain` writes it; beside a limit with as many digits as tell it from that. */
export function shown({ value, metric }: Figure, limit: number | null = null): string {
  if ('absent' in value)
    return isNothing(value.absent, metric.unit) ? nothingText : `not measured: ${whyWords(value.absent, metric.unit)}`;
  const say = (one: number, moreDigits: number): string => inUnit(one, metric, moreDigits);
  return say(value.value, limit === null ? 0 : digitsBeside(value.value, limit, say));
}
export const absentText = (why: Absence): string => `not measured: ${absenceWords[why]}`;

/** `customer_trust`: `Customer trust`. */
export const sentenceCase = (id: string): string => id[0]!.toUpperCase() + id.slice(1).replaceAll('_', ' ');

/** The number as a link to its facts; `limit`: what it is judged by beside it. */
export const linked = (figure: Figure, limit: number | null = null): string =>
  `[${shown(figure, limit)}](${figure.url})`;

/** The same in a table, where a reason has no room: it is a click away, and on the last slide. */
export const cell = (figure: Figure, limit: number | null = null): string =>
  linked(figure, limit).replace(/^\[not measured: [^\]]*/, '[not measured');

/** The name of a team as a slide has it; a word that is longer than a column is broken. */
export function teamName(team: string, { teams }: Pick<MonthReader, 'teams'>): string {
  const name = teams.find(({ id }) => id === team)?.name ?? team;
  return team === 'all' ? 'the organisation' : plain(name.replace(/\S{20}(?=\S)/gu, '$&\u200b'));
}

/** `a, b and c` */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** So many are named in one cell where there are more than one more; the rest is counted. */
const named = 4;

/** `a, b, c and 4 more`: fifty teams fit on no slide. */
export const someOf = (words: readonly string[]): string =>
  words.length <= named + 1 ? words.join(', ') : `${words.slice(0, named).join(', ')} and ${words.length - named} more`;

/** `1 team`, `2 teams` */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A table; columns after the first are numbers where `numbers` says so. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(heads),
    line(heads.map((_, index) => (numbers.includes(index) ? '--:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}
