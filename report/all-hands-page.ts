// What the exporter's worker loads when somebody opens /all-hands.
import { UsageError } from '../exporter/cli/surroundings.ts';
import type { Report } from '../exporter/evaluation/messages.ts';
import { deckInPieces } from './deck/deck.ts';
import { monthOf } from './month/calendar-month.ts';
import { givingWay } from './pieces.ts';
import { deckHtml } from './render/html.ts';

/** The deck of a month (`2026-10`; without one the last that is over) as a page; made in pieces, for other pages wait in the same thread. */
export const report: Report = async (told, asked, asOf) => {
  try {
    const month = monthOf(asked, asOf, told.history.calendar(null));
    return deckHtml(await givingWay(deckInPieces(told, month)));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new RangeError(error.message, { cause: error });
  }
};
