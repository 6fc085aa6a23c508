import { outcomes, outcomeWords } from '../../exporter/governance/outcome-names.ts';
import { improvementDomains } from '../../exporter/records/work-item-words.ts';
import type { ImprovementDomain } from '../../exporter/records/index.ts';
import { valueOf } from '../month/change.ts';
import type { Figure } from '../month/reader.ts';
import type { MonthTold } from './month-told.ts';
import type { Slide } from './slide.ts';
import { linked, sentenceCase, table } from './words.ts';

/** What improvement was done, and whether anything came of it: of the organisation, for it is effort and no merit of a team. */
export const improvementSlides = (told: MonthTold): readonly Slide[] => [workedSlide(told), outcomeSlide(told)];

/** Whether what was done in a domain came to nothing; where nothing was done, there is nothing to say. */
function verdictOf(done: Figure, without: Figure): string {
  if (valueOf(done) === 0) return '–';
  const value = valueOf(without);
  if (value === null) return linked(without);
  return `${value === 0 ? '✓ worked' : '✗ did not'} (${linked(without)})`;
}

function workedSlide({ reader, now }: MonthTold): Slide {
  const items = (domain: ImprovementDomain, state: string): string =>
    linked(reader.figure({ metric: 'improvement_items', label: `${domain}/${state}` }));
  return {
    title: 'Which improvements worked, and which did not',
    body: table(
      [
        'Domain',
        'Done in 28 days',
        'Without outcome',
        `Open at the end of ${now}`,
        'Overdue',
        'Put off again and again',
      ],
      improvementDomains.map((domain) => {
        const done = reader.figure({ metric: 'improvements_done', label: domain, over: '28d' });
        const without = reader.figure({ metric: 'improvement_without_outcome', label: domain, over: '28d' });
        return [
          sentenceCase(domain),
          linked(done),
          verdictOf(done, without),
          ...['open', 'overdue', 'deferred'].map((state) => items(domain, state)),
        ];
      }),
      [1, 3, 4, 5],
    ),
    notes: [
      'An improvement worked when one of the outcomes that its domain is held against got better in these 28 days than in the 28 before; 1 says that none did. It is a hint and no proof: ask what was expected of it. Effort alone is no success, and an experiment that failed has taught something.',
    ],
    metrics: ['improvements_done', 'improvement_without_outcome', 'improvement_items'],
    source: 'Done and without outcome: the 28 days up to the month’s end, beside the 28 before',
  };
}

function outcomeSlide({ reader }: MonthTold): Slide {
  return {
    title: 'What came of it',
    body: table(
      ['Outcome', 'Change', 'Which is'],
      outcomes.map((outcome) => {
        const change = reader.figure({ metric: 'outcome_change_ratio', label: outcome, over: '28d' });
        const value = valueOf(change);
        const words = value === null ? '–' : value < 0 ? 'better' : value > 0 ? 'worse' : 'the same';
        return [outcomeWords[outcome].replace(' (seconds)', ''), linked(change), words];
      }),
      [1],
    ),
    notes: [
      'Of every outcome less is better. Small numbers move a lot: two incidents instead of one are 100 % more, and may be chance. What was nothing before has no share.',
    ],
    metrics: ['outcome_change_ratio'],
    source: 'The 28 days up to the month’s end, beside the 28 before',
  };
}
