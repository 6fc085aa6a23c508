import { responderShareMinMembers } from '../../policy/limits.ts';
import { metric } from '../metric.ts';
import { levelOneOnCall } from './level-one-on-call.ts';

/** Is being on call shared? Nobody can tell by whom it is not. */
export const responderOnCallShareRatio = metric({
  name: 'responder_on_call_share_ratio',
  family: 'on_call',
  question: 'What is the largest share of on-call time that one member had?',
  help: "The largest share of the team's level-1 on-call time in the window that one member had. Absent where fewer than 4 members had any: it would point at a person.",
  version: 1,
  unit: 'ratio',
  population: levelOneOnCall,
  aggregate: {
    ratio: [
      { largestCarrier: { covered: 'all' }, minCarriers: responderShareMinMembers, minFacts: 1 },
      { covered: 'all' },
    ],
  },
  windows: ['28d', '90d'],
  all: 'none',
});
