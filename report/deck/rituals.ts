import { ritualLines } from '../month/broken-guardrails.ts';
import type { LineMonth } from '../month/broken-guardrails.ts';
import type { MonthTold } from './month-told.ts';
import type { Slide } from './slide.ts';
import { linked, someOf, table, teamName } from './words.ts';

/** The rituals that the policy asks for, by the line that does. */
const rituals: Readonly<Record<(typeof ritualLines)[number], string>> = {
  weekly_update: 'Weekly update of a team',
  delivery_review_skipped: 'Weekly delivery review of a team',
  retros: 'Retro after a P1 or P2',
  governance_review_skipped: 'Reviews of the organisation',
};

/** Which were held all month, and which were late or left out. */
export function ritualSlides({ reader, lines, now, before }: MonthTold): readonly Slide[] {
  const named = (months: readonly LineMonth[]): string =>
    someOf(reader.everybody.filter((id) => months.some(({ team }) => team === id)).map((id) => teamName(id, reader))) ||
    '–';
  const rows = ritualLines.map((id) => {
    const name = rituals[id];
    const months = lines.filter(({ line }) => line.id === id);
    const known = months.filter(({ last }) => last.isBreached !== null);
    if (known.length === 0) return [name, 'not measured: not configured, or not read so far back', '', ''];
    return [
      name,
      named(known.filter(({ brokenHours }) => brokenHours === 0)),
      named(known.filter(({ brokenHours, last }) => brokenHours > 0 && !last.isBreached)),
      named(known.filter(({ last }) => last.isBreached)),
    ];
  });
  const retros = reader.compared({ metric: 'retros_on_time_ratio' });
  return [
    {
      title: 'Which rituals were held, and which were skipped',
      body: `${table(['Ritual', 'Held all month', 'Late, made up for', `Overdue at the end of ${now}`], rows)}

Retros in time: **${linked(retros.now)}** in ${now}, ${linked(retros.before)} in ${before}.`,
      notes: [
        'A weekly update is late after 8 days, a retro 48 hours after service was restored; it counts when an action item of it has an owner and a date. Skipped rituals are how a culture ends: ask what was in the way.',
      ],
      metrics: ['retros_on_time_ratio'],
      source: 'The policy, judged as of every whole hour of the month',
    },
  ];
}
