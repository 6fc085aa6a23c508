import { consequences } from '../../alerts/wording.ts';
import { brokenGuardrails, decided, usedWaivers } from '../month/broken-guardrails.ts';
import type { LineMonth } from '../month/broken-guardrails.ts';
import type { MonthReader } from '../month/reader.ts';
import { endDateOf } from '../month/dates.ts';
import type { Waiver } from '../../exporter/config/config.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import { actionWords, brokenFor, decisionOf } from './broken-words.ts';
import type { MonthTold } from './month-told.ts';
import { paged, rowsWithTeams } from './slide.ts';
import type { Slide } from './slide.ts';
import { plain, someOf, table, teamName } from './words.ts';

const linesOf = (months: readonly LineMonth[]): readonly PolicyLine[] => [...new Set(months.map(({ line }) => line))];

export function guardrailSlides(told: MonthTold): readonly Slide[] {
  return [...brokenSlides(told), ...decisionSlides(told)];
}

function brokenSlides({ lines, reader, name }: MonthTold): readonly Slide[] {
  const broken = brokenGuardrails(lines);
  const judged = new Set(lines.filter(({ line }) => line.kind === 'guardrail').map(({ line }) => line.id)).size;
  return paged(linesOf(broken), rowsWithTeams(reader) - 1, (rows, part) => ({
    title: `Which guardrails broke${part}`,
    body:
      rows.length === 0
        ? `None of our ${judged} guardrails was broken in ${name}.`
        : table(
            ['Guardrail', 'Broken in the month for', 'What was decided'],
            rows.map((line) => {
              const months = broken.filter((one) => one.line === line);
              return [line.broken, brokenFor(months, reader), decisionOf(line, months, reader)];
            }),
          ),
    notes: [
      `${linesOf(broken).length} of ${judged} guardrails were broken at some hour of the month. The time is the sum of the hours at whose end they were; "still": also at the end of the month. "In force": what was decided holds at the end of the month for those who are still broken; "over": it held earlier in it. A guardrail has its own window, mostly the 28 days up to each hour: the number behind it is not that of the month. Teams stand in the order of the alphabet.`,
    ],
    metrics: rows.map(({ metric }) => metric),
    source: 'The policy as of every whole hour of the month, each line over its own window (mostly 28 days)',
  }));
}

function decisionSlides({ lines, reader, now }: MonthTold): readonly Slide[] {
  const asked = decided(lines, reader);
  const teams = (ids: readonly string[]): string => someOf(ids.map((id) => teamName(id, reader))) || '–';
  const waivers = usedWaivers(lines, reader);
  return [
    ...paged(asked, rowsWithTeams(reader), (rows, part) => ({
      title: `What was decided${part}`,
      body: [
        rows.length === 0
          ? 'No guardrail asked for an action.'
          : table(
              ['Action', 'What it means', `In force at the end of ${now}`, 'Ended in the month'],
              rows.map(({ action, inForce, ended }) => [
                actionWords(action),
                consequences[action],
                teams(inForce),
                teams(ended),
              ]),
            ),
        ...(waivers.length === 0 ? ['No broken guardrail was waived.'] : []),
      ].join('\n\n'),
      notes: [
        'The policy decides by itself what a broken guardrail asks for: nobody has to argue about it on the day. "The organisation": what its own guardrails ask of every team.',
      ],
      metrics: [],
      source: 'The policy and the waivers of the configuration',
    })),
    ...(waivers.length === 0 ? [] : waiverSlides(waivers, lines, reader)),
  ];
}

const waiverSlides = (waivers: readonly Waiver[], lines: readonly LineMonth[], reader: MonthReader): readonly Slide[] =>
  paged(waivers, 5, (rows, part) => ({
    title: `What was waived${part}`,
    body: table(
      ['Guardrail', 'Team', 'Why', 'By', 'Until'],
      rows.map(({ guardrail, team, reason, role, untilAt }) => [
        lines.find(({ line }) => line.id === guardrail)!.line.broken,
        team === 'all' ? 'every team' : teamName(team, reader),
        plain(reason),
        plain(role),
        endDateOf(untilAt, reader.told.config.organisation.workingTime.zone),
      ]),
    ),
    notes: [
      'A waiver takes the actions of a broken guardrail away until its end. The guardrail stays broken, and says so.',
    ],
    metrics: [],
    source: 'The waivers of the configuration',
  }));
