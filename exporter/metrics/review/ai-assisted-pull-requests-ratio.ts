import { metric } from '../metric.ts';
import { mergedPullRequests } from './merged-pull-requests.ts';

/** How much of the work do AI tools help with? */
export const aiAssistedPullRequestsRatio = metric({
  name: 'ai_assisted_pull_requests_ratio',
  family: 'review',
  question: 'What share of changes says that AI helped?',
  help: 'Share of pull requests merged in the window that declare the help of an AI tool (a configured label; a line or ticked box of a configured name in the description, outside quoted code) or were opened by a configured coding agent. What nobody declares is not seen. Other bots are left out.',
  version: 2,
  unit: 'ratio',
  population: mergedPullRequests,
  aggregate: { ratio: [{ count: { flag: 'aiAssisted' } }, { count: { known: 'aiAssisted' } }] },
  windows: ['28d', '90d'],
});
