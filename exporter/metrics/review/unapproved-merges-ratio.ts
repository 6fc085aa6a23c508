import { metric } from '../metric.ts';
import { merges } from './merges.ts';

/** Does anything reach production that nobody approved? */
export const unapprovedMergesRatio = metric({
  name: 'unapproved_merges_ratio',
  family: 'review',
  question: 'What share of merges lacked an approval?',
  help: 'Share of pull requests merged in the window (bots included) without an approval standing at merge. any: by a person; code_owner: by an owner of a changed path; every_owner: across modules, by every owning team.',
  version: 1,
  unit: 'ratio',
  population: merges,
  label: {
    name: 'approval',
    each: {
      any: { ratio: [{ count: { flag: 'unapproved' } }, { count: { known: 'unapproved' } }] },
      code_owner: { ratio: [{ count: { flag: 'withoutCodeOwner' } }, { count: { known: 'withoutCodeOwner' } }] },
      every_owner: { ratio: [{ count: { flag: 'withoutEveryOwner' } }, { count: { known: 'withoutEveryOwner' } }] },
    },
  },
  windows: ['7d', '28d', '90d'],
});
