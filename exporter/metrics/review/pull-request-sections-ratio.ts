import { metric } from '../metric.ts';
import { mergedPullRequests } from './merged-pull-requests.ts';

/** Does the description help whoever reviews, releases and takes it back? */
export const pullRequestSectionsRatio = metric({
  name: 'pull_request_sections_ratio',
  family: 'review',
  question: 'What share of descriptions has each section?',
  help: 'Share of pull requests merged in the window whose description, as it is now, has the section: a heading or label of a configured name with text of its own. Comments and unticked boxes of a template are no text. Bots are left out.',
  version: 1,
  unit: 'ratio',
  population: mergedPullRequests,
  label: {
    name: 'section',
    each: {
      what_why: { ratio: [{ count: { flag: 'what_why' } }, { count: { known: 'what_why' } }] },
      test_plan: { ratio: [{ count: { flag: 'test_plan' } }, { count: { known: 'test_plan' } }] },
      rollout: { ratio: [{ count: { flag: 'rollout' } }, { count: { known: 'rollout' } }] },
      rollback: { ratio: [{ count: { flag: 'rollback' } }, { count: { known: 'rollback' } }] },
    },
  },
  windows: ['28d', '90d'],
});
