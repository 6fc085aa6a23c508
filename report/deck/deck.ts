import type { Told } from '../../exporter/evaluation/evaluator.ts';
import { UsageError } from '../../exporter/cli/surroundings.ts';
import { nameOf } from '../month/calendar-month.ts';
import type { CalendarMonth } from '../month/calendar-month.ts';
import { dateOf } from '../month/dates.ts';
import { historyBeginsAt } from '../month/history-begins.ts';
import { changeSlides, moved } from './changes.ts';
import { crossTeamSlides } from './cross-team.ts';
import { guardrailSlides } from './guardrails.ts';
import { improvementSlides } from './improvement.ts';
import { leadershipSlides } from './leadership.ts';
import { maturitySlides } from './maturity.ts';
import { monthTold } from './month-told.ts';
import { notMeasuredSlides } from './not-measured.ts';
import { onCallSlides } from './on-call.ts';
import { glanceSlide, titleMarkdown } from './opening.ts';
import { outcomeSlides } from './outcomes.ts';
import { recognitionSlides } from './recognition.ts';
import { ritualSlides } from './rituals.ts';
import { slideMarkdown } from './slide.ts';
import { targetSlides } from './targets.ts';

const frontMatter = '---\nmarp: true\npaginate: true\n---';

/**
 * The deck of a month as Markdown, one idea a slide. Throws UsageError for a month of which nothing was read: its history begins later.
 */
export function deckMarkdown(told: Told, month: CalendarMonth): string {
  refuseBeforeHistory(told, month);
  const all = monthTold(told, month);
  const moves = moved(all.reader);
  const slides = [
    glanceSlide(all, moves),
    ...targetSlides(all),
    ...outcomeSlides(all),
    ...changeSlides(moves, all),
    ...guardrailSlides(all),
    ...onCallSlides(all),
    ...maturitySlides(all),
    ...improvementSlides(all),
    ...ritualSlides(all),
    ...crossTeamSlides(all),
    ...recognitionSlides(all),
    ...leadershipSlides(all),
  ];
  // Last, for it tells what of all the others was not known.
  slides.push(...notMeasuredSlides(all));
  const texts = [titleMarkdown(all), ...slides.map((slide) => slideMarkdown(slide, all.span))];
  return `${frontMatter}\n\n${texts.join('\n\n---\n\n')}\n`;
}

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
