import { prefix } from '../../exporter/exposition/families.ts';
import { isNothing } from '../../exporter/exposition/scorecard-words.ts';
import type { Absence } from '../../exporter/metrics/engine-types.ts';
import type { Figure } from '../month/reader.ts';
import type { MonthTold } from './month-told.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { plain, table, whyWords } from './words.ts';

/** What this deck wanted to tell of the month and could not; where nothing happened, there was nothing to tell. */
export function notMeasuredSlides({ reader, now }: MonthTold): readonly Slide[] {
  const rows = new Map<string, { readonly first: Figure; readonly reason: Absence }>();
  for (const figure of reader.read) {
    if (!('absent' in figure.value) || isNothing(figure.value.absent, figure.metric.unit)) continue;
    const key = `${figure.metric.name}|${figure.value.absent}`;
    if (!rows.has(key)) rows.set(key, { first: figure, reason: figure.value.absent });
  }
  return paged([...rows.values()], 6, (shown, part) => ({
    title: `What is not measured${part}`,
    body:
      shown.length === 0
        ? `Everything that this deck tells of ${now} was measured.`
        : table(
            ['What', 'Metric', 'Why not'],
            shown.map(({ first: { metric, url }, reason }) => [
              plain(metric.question),
              `[${plain(prefix + metric.name)}](${url})`,
              whyWords(reason, metric.unit),
            ]),
          ),
    notes: ['Not measured is not zero. For some or all teams these numbers could not be told; the link says of which.'],
    metrics: [],
  }));
}
