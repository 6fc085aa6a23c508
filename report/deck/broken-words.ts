import { waiverOf } from '../../exporter/guardrails/enforcement.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import type { LineMonth } from '../month/broken-guardrails.ts';
import type { MonthReader } from '../month/reader.ts';
import { counted, someOf, teamName } from './words.ts';

export const actionWords = (action: string): string => action.replaceAll('_', ' ');
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

/** What a line asked for while it was broken, and who was let off; it is in force for those who are still broken, which stands beside it. */
export function decisionOf({ actions }: PolicyLine, months: readonly LineMonth[], reader: MonthReader): string {
  const { config } = reader.told;
  const waived = months.filter(({ brokenHours, enforcedHours }) => enforcedHours < brokenHours);
  const names = reader.everybody.filter((id) => waived.some(({ team }) => team === id));
  const letOff = names.length === 0 ? '' : `; waived for ${someOf(names.map((id) => teamName(id, reader)))}`;
  if (!actions) return `a\u00a0warning${letOff}`;
  const isInForce = months.some(({ last }) => last.isBreached === true && !waiverOf(last, config));
  return `${actions.map(actionWords).join(', ')}: ${isInForce ? 'in force' : 'over'}${letOff}`;
}
