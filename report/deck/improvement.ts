import { directionOf, gotBetter } from '../../exporter/governance/direction.ts';
import { outcomeWords } from '../../exporter/governance/outcome-names.ts';
import type { Outcome } from '../../exporter/governance/outcome-names.ts';
import type { Change } from '../../exporter/governance/outcomes.ts';
import { nothingText } from '../../exporter/exposition/scorecard-words.ts';
import type { Value } from '../../exporter/metrics/engine-types.ts';
import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import { priorities } from '../../exporter/metrics/reliability/incident-facts.ts';
import { improvementDomains } from '../../exporter/records/work-item-words.ts';
import type { ImprovementDomain, Span } from '../../exporter/records/index.ts';
import { percentText } from '../month/change.ts';
import { cameToNothing, monthOutcomes } from '../month/outcomes.ts';
import type { MonthReader } from '../month/reader.ts';
import type { MonthTold } from './month-told.ts';
import type { Slide } from './slide.ts';
import { absentText, cell, sentenceCase, table } from './words.ts';

/** What improvement was done, and whether anything came of it: of the organisation, for it is effort and no merit of a team. */
export function improvementSlides(told: MonthTold): readonly Slide[] {
  const changes = monthOutcomes(told.reader);
  return [workedSlide(told, changes), outcomeSlide(told, changes)];
}

/** Whether what was done in a domain came to nothing; where nothing was done, there is nothing to say. */
function verdictOf(domain: ImprovementDomain, done: Value, changes: readonly Change[]): string {
  if ('value' in done && done.value === 0) return '–';
  const noise = cameToNothing(domain, done, changes);
  if ('value' in noise && noise.value === 1) return '✗ did not';
  if ('value' in noise) return gotBetter(domain, changes) ? '✓ worked' : 'no clear change';
  return noise.absent === 'no_facts' ? 'nothing to compare with' : 'unknown';
}

function workedSlide({ reader, now, before }: MonthTold, changes: readonly Change[]): Slide {
  const items = (domain: ImprovementDomain, state: string): string =>
    cell(reader.figure({ metric: 'improvement_items', label: `${domain}/${state}` }));
  return {
    title: 'Which improvements worked, and which did not',
    body: table(
      ['Domain', `Done in ${now}`, `in ${before}`, 'Which', `Open at the end of ${now}`, 'Overdue', 'Put off twice'],
      improvementDomains.map((domain) => {
        const done = reader.compared({ metric: 'improvements_done', label: domain });
        return [
          sentenceCase(domain),
          cell(done.now),
          cell(done.before),
          verdictOf(domain, done.now.value, changes),
          ...['open', 'overdue', 'deferred'].map((state) => items(domain, state)),
        ];
      }),
      [1, 2, 4, 5, 6],
    ),
    notes: [
      `An improvement worked when one of the outcomes that its domain is held against was better in ${now} than in ${before} by more than chance explains, and did not where none was better at all: they stand on the next slide. It is a hint and no proof: ask what was expected of it. Effort alone is no success, and an experiment that failed has taught something.`,
    ],
    metrics: ['improvements_done', 'improvement_without_outcome', 'improvement_items'],
    source:
      'Done in the calendar month, open at its end. Did not: by the rule of improvement_without_outcome, over the month instead of 28 days',
  };
}

/** The metric behind each outcome, for its definition. */
const metricsOf: Readonly<Record<Outcome, MetricName>> = {
  incidents: 'incidents',
  mttr: 'incident_restore_seconds',
  change_failure: 'change_failure_ratio',
  on_call_load: 'pages',
  customer_trust: 'customer_bugs',
};

function outcomeSlide({ reader, now, before }: MonthTold, changes: readonly Change[]): Slide {
  return {
    title: `How the outcomes changed in ${now}`,
    body: table(
      ['Outcome', now, before, 'Change', 'Which is'],
      changes.map((change) => [
        outcomeWords[change.outcome],
        partsOf(change.outcome, change.now, reader, reader.span),
        partsOf(change.outcome, change.before, reader, reader.before),
        ...changed(change),
      ]),
      [1, 2, 3],
    ),
    notes: [
      'Of every outcome less is better. Small numbers move a lot: two incidents instead of one are 100 % more, and may be chance. Clear is a count or a rate that moved by more than two standard deviations of the difference, a time to restore that moved by more than a fifth, from ten incidents on, and a change failure rate that moved by both, from ten deployments on. Incidents are those of every priority; pages are divided by the engineers at the end of each month.',
    ],
    metrics: changes.map(({ outcome }) => metricsOf[outcome]),
  };
}

const directionWords = { better: 'better', worse: 'worse', unclear: 'no clear change', same: 'the same' } as const;

function changed(change: Change): readonly [change: string, word: string] {
  const { now, before } = change;
  if ('absent' in now || 'absent' in before) return ['–', '–'];
  return [percentText(now.value, before.value), directionWords[directionOf(change)!]];
}

/** The number of a month as a link; one that is made of several, with links to these. */
function partsOf(outcome: Outcome, value: Value, reader: MonthReader, span: Span): string {
  const figure = (label?: string) =>
    reader.figure(
      { metric: metricsOf[outcome], ...(label && { label }), ...(outcome === 'mttr' && { stat: 'mean' }) },
      'all',
      span,
    );
  switch (outcome) {
    case 'mttr':
      return cell(figure('any'));
    case 'incidents':
      return 'value' in value ? `${value.value} (${incidentParts(figure)})` : absent(value, figure('P1'));
    case 'on_call_load':
      return 'value' in value ? `${value.value.toFixed(2)} (${cell(figure())} pages)` : absent(value, figure());
    default:
      return cell(figure());
  }
}

/** Of what is made of several: why one of them is not known stands behind its link, and on the last slide. */
const absent = ({ absent: why }: Extract<Value, { absent: unknown }>, part: Parameters<typeof cell>[0]): string =>
  why === 'no_facts' ? nothingText : 'absent' in part.value ? cell(part) : absentText(why);

const incidentParts = (figure: (label: string) => Parameters<typeof cell>[0]): string =>
  priorities
    .map((priority) => ({ priority, of: figure(priority) }))
    .filter(({ priority, of: { value } }) => ('value' in value && value.value > 0) || priority === 'P1')
    .map(({ priority, of }) => `${priority === 'none' ? 'without priority' : priority} ${cell(of)}`)
    .join(', ');
