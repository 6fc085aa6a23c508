import type { Told } from '../../exporter/evaluation/evaluator.ts';
import { UsageError } from '../../exporter/cli/surroundings.ts';
import { atOnce } from '../pieces.ts';
import type { InPieces } from '../pieces.ts';
import { nameOf } from '../month/calendar-month.ts';
import type { CalendarMonth } from '../month/calendar-month.ts';
import { dateOf } from '../month/dates.ts';
import { historyBeginsAt } from '../month/history-begins.ts';
import { changeSlides, moved } from './changes.ts';
import type { Moved } from './changes.ts';
import { crossTeamSlides } from './cross-team.ts';
import { guardrailSlides } from './guardrails.ts';
import { improvementSlides } from './improvement.ts';
import { leadershipSlides } from './leadership.ts';
import { maturitySlides } from './maturity.ts';
import { monthTold } from './month-told.ts';
import type { MonthTold } from './month-told.ts';
import { notMeasuredSlides } from './not-measured.ts';
import { onCallSlides } from './on-call.ts';
import { glanceSlide, titleMarkdown } from './opening.ts';
import { outcomeSlides } from './outcomes.ts';
import { recognitionSlides } from './recognition.ts';
import { ritualSlides } from './rituals.ts';
import { slideMarkdown } from './slide.ts';
import type { Slide } from './slide.ts';
import { targetSlides } from './targets.ts';

const frontMatter = '---\nmarp: true\npaginate: true\n---';

/** The deck of a month as Markdown, one idea a slide. Throws UsageError for a month of which nothing was read: its history begins later. */
export const deckMarkdown = (told: Told, month: CalendarMonth): string => atOnce(deckInPieces(told, month));

/** The same in pieces. What is told must stay as it is until the last of them. */
export function* deckInPieces(told: Told, month: CalendarMonth): InPieces<string> {
  refuseBeforeHistory(told, month);
  const all = yield* monthTold(told, month);
  const moves = moved(all.reader);
  const slides = [glanceSlide(all, moves)];
  for (const chapter of chapters) {
    yield;
    slides.push(...chapter(all, moves));
  }
  yield;
  const texts = [titleMarkdown(all), ...slides.map((slide) => slideMarkdown(slide, all.span))];
  return `${frontMatter}\n\n${texts.join('\n\n---\n\n')}\n`;
}

/** In the order in which they are told. */
const chapters: readonly ((all: MonthTold, moves: readonly Moved[]) => readonly Slide[])[] = [
  targetSlides,
  outcomeSlides,
  (all, moves) => changeSlides(moves, all),
  guardrailSlides,
  onCallSlides,
  maturitySlides,
  improvementSlides,
  ritualSlides,
  crossTeamSlides,
  recognitionSlides,
  leadershipSlides,
  // Last, for it tells what of all the others was not known.
  notMeasuredSlides,
];

/** What was read of a part of the month only is told number by number: not measured. */
function refuseBeforeHistory(told: Told, month: CalendarMonth): void {
  const firstAt = historyBeginsAt(told);
  if (firstAt !== null && firstAt < month.to) return;
  const when =
    firstAt === null
      ? 'nothing was read to its end yet'
      : `the history begins on ${dateOf(firstAt, told.config.organisation.workingTime.zone)}`;
  throw new UsageError(`nothing is known of ${nameOf(month)}: ${when}`);
}
