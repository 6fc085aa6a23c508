import type { Criterion } from '../criterion.ts';

const common = { dimension: 'reliability', scope: 'team' } as const;

/** Reliability and operations: from a process manager to systems that heal themselves (maturity model). */
export const reliabilityCriteria = [
  {
    ...common,
    id: 'services_mapped',
    level: 2,
    title: 'Services are mapped to the PagerDuty services of their incidents',
    known: { probed: 'services_mapped' },
  },
  {
    ...common,
    id: 'process_manager',
    level: 2,
    title: 'A process manager or an orchestrator runs the services',
    known: { evidence: true },
  },
  {
    ...common,
    id: 'on_call_owned',
    level: 3,
    title: 'The escalation policies of the team’s services are its own',
    known: { measured: { metric: 'team_owned_services_ratio', limit: { op: 'at_least', value: 1 } } },
  },
  {
    ...common,
    id: 'on_call_covered',
    level: 3,
    title: 'A member of the team is on call for its services nearly all of the time',
    // A handover may leave a gap (metrics: 95 %).
    known: { measured: { metric: 'on_call_coverage_ratio', window: '28d', limit: { op: 'at_least', value: 0.95 } } },
  },
  {
    ...common,
    id: 'escalation_two_levels',
    level: 3,
    title: 'Escalation policies have two levels or more',
    known: { probed: 'escalation_two_levels' },
  },
  {
    ...common,
    id: 'runbooks_present',
    level: 3,
    title: 'Runbooks are in the repositories',
    known: { probed: 'runbooks_present' },
  },
  {
    ...common,
    id: 'alerts_present',
    level: 3,
    title: 'Services are monitored, and alerts tell when they fail',
    known: { evidence: true },
  },
  {
    ...common,
    id: 'slos_defined',
    level: 4,
    title: 'Service level objectives are defined',
    known: { measured: { metric: 'service_level_objectives', limit: { op: 'at_least', value: 1 } } },
  },
  {
    ...common,
    id: 'error_budget_in_force',
    level: 4,
    cameIn: '2026-Q4',
    title: 'The guardrail of their error budgets is in force',
    known: { inForce: 'error_budget_remaining' },
  },
  {
    ...common,
    id: 'p1_restored',
    level: 4,
    title: 'P1 incidents are resolved inside the guardrail',
    known: { line: 'p1_restore' },
  },
  {
    ...common,
    id: 'retros_on_time',
    level: 4,
    title: 'Every retro was on time',
    // A late one that was held after all costs the level for as long as guardrails look back (policy: 100 % on time).
    known: { measured: { metric: 'retros_on_time_ratio', window: '28d', limit: { op: 'at_least', value: 1 } } },
  },
  {
    ...common,
    id: 'retros_held',
    level: 4,
    cameIn: '2026-Q4',
    title: 'No retro is overdue',
    known: { line: 'retros' },
  },
  {
    ...common,
    id: 'reliability_mandate_followed',
    level: 4,
    cameIn: '2026-Q4',
    title: 'Reliability work follows its mandate within 28 days',
    known: { followed: 'mandate_reliability_work' },
  },
  {
    ...common,
    id: 'p1_rare',
    level: 5,
    title: 'The team’s own P1 incidents are as rare as the organisation’s should be',
    known: { line: 'p1_incidents' },
  },
  {
    ...common,
    id: 'predictive_alerting',
    level: 5,
    title: 'Alerts tell before it fails',
    known: { evidence: true },
  },
  {
    ...common,
    id: 'self_healing',
    level: 5,
    title: 'Services heal themselves',
    known: { evidence: true },
  },
  {
    ...common,
    id: 'no_recurring_incidents',
    level: 5,
    title: 'No incident comes back',
    known: { line: 'recurring_incidents' },
  },
] as const satisfies readonly Criterion[];
