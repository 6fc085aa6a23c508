import { changeOf, changeText } from '../month/change.ts';
import type { Change } from '../month/change.ts';
import { followed } from '../month/figures.ts';
import type { Followed } from '../month/figures.ts';
import type { Compared, MonthReader } from '../month/reader.ts';
import type { MonthTold } from './month-told.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { counted, linked, table } from './words.ts';

/** A number that is followed, and how it moved. */
export interface Moved {
  readonly followed: Followed;
  readonly compared: Compared;
  readonly change: Change;
}

export const moved = (reader: MonthReader): readonly Moved[] =>
  followed.map((one) => {
    const compared = reader.compared(one);
    return { followed: one, compared, change: changeOf(compared, one.better) };
  });

const rule =
  'Told is what moved by more than chance explains: a count or a number a day by more than two standard deviations of the difference, a typical duration or size by more than a fifth and from ten facts on, a share by both. What moved less counts as the same.';

/** What improved, and what became worse: by how much, in the order in which it is always told. */
export function changeSlides(all: readonly Moved[], { now, before }: MonthTold): readonly Slide[] {
  const same = all.filter(({ change }) => change === 'same').length;
  const slides = (change: Change, title: string, none: string): readonly Slide[] =>
    paged(
      all.filter((one) => one.change === change),
      8,
      (rows, part) => ({
        title: `${title}${part}`,
        body:
          rows.length === 0
            ? none
            : table(
                ['Number', now, before, 'Change'],
                rows.map(({ followed: { name }, compared }) => [
                  name,
                  linked(compared.now),
                  linked(compared.before),
                  changeText(compared),
                ]),
                [1, 2, 3],
              ),
        notes: [`Of ${counted(all.length, 'number')} that we follow, ${same} stayed about the same. ${rule}`],
        metrics: rows.map(({ followed: { metric } }) => metric),
      }),
    );
  return [
    ...slides('improved', `What improved since ${before}`, 'Nothing improved by more than chance explains.'),
    ...slides('worse', `What became worse since ${before}`, 'Nothing became worse by more than chance explains.'),
  ];
}
