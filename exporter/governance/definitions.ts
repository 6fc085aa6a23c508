import { derived } from '../derived/derived.ts';
import type { Derived } from '../derived/derived.ts';

const common = { family: 'governance', version: 1, every: 'hour' } as const;

export const domainsUntouched = derived({
  ...common,
  name: 'improvement_domains_untouched',
  question: 'How many domains of improvement does nobody look after?',
  help: 'Domains of improvement (of six, in the whole organisation) in which no issue labelled as an improvement was opened, closed, commented or otherwise changed in the last 90 days. Absent until issues were read so far back.',
  unit: 'count',
  all: 'only',
  signals: ['work_items'],
});

/** The numbers of governance that are made of other numbers, in the order in which they are read. */
export const governanceDerived: readonly Derived[] = [domainsUntouched];
