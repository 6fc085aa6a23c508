import type { Told } from '../../exporter/evaluation/evaluator.ts';
import { lineMonths } from '../month/broken-guardrails.ts';
import type { LineMonth } from '../month/broken-guardrails.ts';
import { nameOf, shortNameOf } from '../month/calendar-month.ts';
import type { CalendarMonth } from '../month/calendar-month.ts';
import type { InPieces } from '../pieces.ts';
import { MonthReader } from '../month/reader.ts';
import { targetStandings } from '../month/targets.ts';
import type { TargetStanding } from '../month/targets.ts';

/** What the slides are made from. */
export interface MonthTold {
  readonly reader: MonthReader;
  readonly targets: readonly TargetStanding[];
  readonly lines: readonly LineMonth[];
  /** `October 2026`, `October` and `September`. */
  readonly name: string;
  readonly now: string;
  readonly before: string;
  /** Over which time the numbers are, for the source of a slide. */
  readonly span: string;
}

export function* monthTold(told: Told, month: CalendarMonth): InPieces<MonthTold> {
  const reader = new MonthReader(told, month);
  const targets = targetStandings(reader);
  yield;
  return {
    reader,
    targets,
    lines: yield* lineMonths(reader),
    name: nameOf(month),
    now: shortNameOf(month),
    before: shortNameOf(reader.months(2)[0]!),
    span: `calendar month in ${told.config.organisation.workingTime.zone}, as of its end; what stands, at its end`,
  };
}
