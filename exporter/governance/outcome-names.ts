import type { ImprovementDomain } from '../records/index.ts';

/** What shows whether improvement helps: of each, less is better. */
export const outcomes = ['incidents', 'mttr', 'change_failure', 'on_call_load', 'customer_trust'] as const;
export type Outcome = (typeof outcomes)[number];

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  incidents: 'Incidents',
  mttr: 'Mean time to restore',
  change_failure: 'Change failure rate',
  on_call_load: 'Pages an engineer',
  customer_trust: 'Bugs that customers reported',
};

/** By which outcomes the improvements of a domain are known to have helped, and why by these. */
export const outcomesOfDomain: Readonly<
  Record<ImprovementDomain, { readonly outcomes: readonly Outcome[]; readonly reason: string }>
> = {
  reliability: {
    outcomes: ['incidents', 'mttr', 'change_failure'],
    reason: 'What is reliable breaks less often, is up again sooner, and survives its changes.',
  },
  security: {
    outcomes: ['incidents', 'customer_trust'],
    reason: 'What an attacker or a leak does begins as an incident, or a customer tells.',
  },
  performance: {
    outcomes: ['incidents', 'customer_trust'],
    reason: 'Customers report what is slow, and what is overloaded pages.',
  },
  developer_productivity: {
    outcomes: ['change_failure', 'on_call_load'],
    reason: 'What is easy to change breaks less when it is changed, and wakes fewer people.',
  },
  operational_excellence: {
    outcomes: ['mttr', 'change_failure', 'on_call_load'],
    reason: 'Good operations restore sooner, deploy safely, and page for what matters.',
  },
  customer_trust: {
    outcomes: ['incidents', 'customer_trust'],
    reason: 'Trust grows when customers find fewer faults and fewer outages.',
  },
};
