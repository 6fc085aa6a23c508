import type { LineMonth } from '../month/broken-guardrails.ts';
import type { MonthReader } from '../month/reader.ts';
import { counted, someOf, teamName } from './words.ts';

const lasted = (hours: number): string => (hours < 24 ? counted(hours, 'hour') : `${(hours / 24).toFixed(1)} days`);

/** For whom a line was broken and how long: who was all month first, then the others, each in the order of the alphabet. */
export function brokenFor(months: readonly LineMonth[], reader: MonthReader): string {
  const inOrder = reader.everybody.flatMap((id) => months.filter(({ team }) => team === id));
  const link = ({ line, team }: LineMonth): string => `[${teamName(team, reader)}](${reader.judgedUrl(line, team)})`;
  const isAllMonth = ({ brokenHours, hours }: LineMonth): boolean => brokenHours === hours;
  const always = inOrder.filter(isAllMonth).map(link);
  const some = inOrder
    .filter((one) => !isAllMonth(one))
    .map((one) => `${link(one)} ${lasted(one.brokenHours)}${one.last.isBreached ? ', still' : ''}`);
  return [
    ...(always.length > 0 ? [`all month: ${someOf(always)}`] : []),
    ...(some.length > 0 ? [someOf(some)] : []),
  ].join('; ');
}
