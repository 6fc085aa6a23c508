import { recognised } from '../month/recognition.ts';
import type { MonthTold } from './month-told.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { plain, table } from './words.ts';
import { judgedText, nameOfTarget } from './targets.ts';

/** What deserves applause: teams, in the order of the alphabet. */
export const recognitionSlides = ({ reader, targets, now, before }: MonthTold): readonly Slide[] =>
  paged(recognised(reader, targets), 3, (teams, part) => ({
    title: `Well done${part}`,
    body:
      teams.length === 0
        ? `No team met a target in ${now} that it had missed in ${before}.`
        : table(
            ['Team', `Met in ${now}, missed in ${before}`],
            teams.map(({ name, targets: met }) => [
              `**${plain(name)}**`,
              met
                .map((one) => `${nameOfTarget(one.line)} ${judgedText(one, 'now')} (was ${judgedText(one, 'before')})`)
                .join('; '),
            ]),
          ),
    notes: [
      'In the order of the alphabet: this is no ranking, and no single person is named. Ask the teams what they did differently.',
    ],
    metrics: teams.flatMap(({ targets: met }) => met.map(({ line }) => line.metric)),
  }));
