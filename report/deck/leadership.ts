import { waiverOf } from '../../exporter/guardrails/enforcement.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import type { LineMonth } from '../month/broken-guardrails.ts';
import type { MonthTold } from './month-told.ts';
import { paged, rowsWithTeams } from './slide.ts';
import type { Slide } from './slide.ts';
import { plain, someOf, table, teamName } from './words.ts';

/** What the policy brings before leadership, and is broken at the end of the month without a waiver. */
export const askedOfLeadership = ({ lines, reader: { told } }: MonthTold): readonly LineMonth[] =>
  lines.filter(
    ({ line, last }) =>
      (line.tells?.startsWith('leadership') || line.actions?.includes('escalate')) &&
      last.isBreached === true &&
      !waiverOf(last, told.config),
  );

export function leadershipSlides(told: MonthTold): readonly Slide[] {
  const { reader, now } = told;
  const asked = askedOfLeadership(told);
  const lines = [...new Set(asked.map(({ line }) => line))];
  const where = (of: PolicyLine): string =>
    someOf(
      reader.everybody
        .filter((id) => asked.some(({ line, team }) => line === of && team === id))
        .map((team) => `[${teamName(team, reader)}](${reader.judgedUrl(of, team)})`),
    );
  return paged(lines, rowsWithTeams(reader) - 1, (rows, part) => ({
    title: `What we ask of leadership${part}`,
    body:
      rows.length === 0
        ? `Nothing that the policy brings before leadership was open at the end of ${now}.`
        : table(
            ['What is open', 'Where', 'Why it matters'],
            rows.map((line) => [line.broken, where(line), plain(line.reason)]),
          ),
    notes: [
      'Each of these is open at the end of the month, the policy brings it before leadership, and nobody has waived it. Say who decides, and until when.',
    ],
    metrics: rows.map(({ metric }) => metric),
    source: 'The policy, at the end of the month',
  }));
}
