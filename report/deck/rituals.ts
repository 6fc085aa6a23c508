import { ofOrganisation } from '../../exporter/governance/reviews.ts';
import { ritualLines } from '../month/broken-guardrails.ts';
import type { LineMonth } from '../month/broken-guardrails.ts';
import type { Figure, MonthReader } from '../month/reader.ts';
import type { MonthTold } from './month-told.ts';
import type { Slide } from './slide.ts';
import { absentText, cell, linked, sentenceCase, someOf, table, teamName } from './words.ts';

/** The rituals that the policy asks for, by the line that does. */
const rituals: Readonly<Record<(typeof ritualLines)[number], string>> = {
  weekly_update: 'Weekly update of a team',
  delivery_review_skipped: 'Weekly delivery review of a team',
  retros: 'Retro after a P1 or P2',
};

/** Which were held all month, and which were late or left out. */
export const ritualSlides = (told: MonthTold): readonly Slide[] => [heldSlide(told), reviewsSlide(told)];

/** When the organisation's own reviews were last held, and which are overdue. */
function reviewsSlide({ reader, now }: MonthTold): Slide {
  const rows = ofOrganisation.map((review) => {
    const label = { label: review };
    return [
      sentenceCase(review),
      cell(reader.figure({ metric: 'governance_review_timestamp_seconds', ...label })),
      cell(reader.figure({ metric: 'governance_review_overdue', ...label })),
    ];
  });
  return {
    title: 'Which reviews the organisation held',
    body: table(['Review', `Last held, as of the end of ${now}`, 'Skipped'], rows, [2]),
    notes: [
      'Skipped counts a review that was not held in time, and one that was held while what it decides on was out of date; of post-incident reviews, those that are overdue. Skipped reviews are escalated: what nobody reviews becomes optional.',
    ],
    metrics: ['governance_review_timestamp_seconds', 'governance_review_overdue'],
  };
}

const namesOf = (months: readonly LineMonth[], reader: MonthReader): string =>
  someOf(reader.everybody.filter((id) => months.some(({ team }) => team === id)).map((id) => teamName(id, reader))) ||
  '–';

/** Who held a ritual all month. Of who had no retro to hold nothing is overdue either, and that is not held. */
function heldBy(id: string, months: readonly LineMonth[], reader: MonthReader): string {
  if (id !== 'retros' || months.length === 0) return namesOf(months, reader);
  const words = months.map(({ team }) => retroWords(reader.figure({ metric: 'retros_on_time_ratio' }, team)));
  const told = (word: string): string => {
    const those = months.filter((_, index) => words[index] === word);
    return word + namesOf(those, reader);
  };
  return [...new Set(words)].sort().map(told).join('; ');
}

function retroWords({ value }: Figure): string {
  if ('value' in value) return '';
  return `${value.absent === 'no_facts' ? 'none was due' : absentText(value.absent)}: `;
}

function heldSlide({ reader, lines, now, before }: MonthTold): Slide {
  const named = (months: readonly LineMonth[]): string => namesOf(months, reader);
  const rows = ritualLines.map((id) => {
    const name = rituals[id];
    const months = lines.filter(({ line }) => line.id === id);
    const known = months.filter(({ last }) => last.isBreached !== null);
    if (known.length === 0) return [name, 'not measured: not configured, or not read so far back', '', ''];
    const held = known.filter(({ brokenHours }) => brokenHours === 0);
    return [
      name,
      heldBy(id, held, reader),
      named(known.filter(({ brokenHours, last }) => brokenHours > 0 && !last.isBreached)),
      named(known.filter(({ last }) => last.isBreached)),
    ];
  });
  const retros = reader.compared({ metric: 'retros_on_time_ratio' });
  return {
    title: 'Which rituals were held, and which were skipped',
    body: `${table(['Ritual', 'Held all month', 'Late, made up for', `Overdue at the end of ${now}`], rows)}

Retros in time: **${linked(retros.now)}** in ${now}, ${linked(retros.before)} in ${before}.`,
    notes: [
      'A weekly update is late after 8 days, a retro 48 hours after service was restored; it counts when an action item of it has an owner and a date. Skipped rituals are how a culture ends: ask what was in the way.',
    ],
    metrics: ['retros_on_time_ratio'],
    source: 'The policy as of every whole hour of the month; the share of retros in time is of the calendar month',
  };
}
