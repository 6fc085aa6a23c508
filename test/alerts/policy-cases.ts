/** What an alert of the policy has to do, worked out by hand from the policy's text. */
export interface PolicyCase {
  readonly guardrail: string;
  /** The last number that is within, and the first that is not. */
  readonly within: number;
  readonly over: number;
  readonly forMinutes: number;
  readonly holdMinutes: number;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly tells: 'team' | 'lead' | 'leadership' | 'leadership_and_team';
  /** The same over 7 days, and of how many facts; without it the alert is never quiet. */
  readonly quiet?: { readonly recent: Sampled; readonly facts: Sampled };
  /** What the 7 days are compared with, where that moves: `within` and `over` of these alone. */
  readonly moving?: { readonly within: number; readonly over: number; readonly limit: number };
  /** Whether it is broken where there is no number, too. */
  readonly asksForOne?: true;
  /** What is open now. */
  readonly open?: Sampled;
}
export interface Sampled {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

const sampled = (name: string, labels: Sampled['labels'] = {}): Sampled => ({ name: `clockspeed_${name}`, labels });
const week = { window: '7d' };
/** Quiet by a statistic, which is exported with how many facts it was made from. */
const byStat = (name: string, stat: string, label: Sampled['labels'] = {}) => ({
  quiet: {
    recent: sampled(name, { ...label, ...week, stat }),
    facts: sampled(`${name}_samples`, { ...label, ...week }),
  },
});
/** Quiet by a ratio, which is exported with its denominator. */
const byRatio = (stem: string, label: Sampled['labels'] = {}) => ({
  quiet: {
    recent: sampled(`${stem}_ratio`, { ...label, ...week }),
    facts: sampled(`${stem}_denominator`, { ...label, ...week }),
  },
});

/** Over a window: 15 minutes, held for an hour. As of now: 5 minutes, held for 15. What cannot wait: at once, held for 15. */
const windowed = { forMinutes: 15, holdMinutes: 60 };
const now = { forMinutes: 5, holdMinutes: 15 };
const atOnce = { forMinutes: 0, holdMinutes: 5 };
const warnTeam = { severity: 'warning', tells: 'team' } as const;
const tellTeam = { severity: 'info', tells: 'team' } as const;
const warnLead = { severity: 'warning', tells: 'lead' } as const;
const tellLeadership = { severity: 'info', tells: 'leadership' } as const;
const warnLeadership = { severity: 'warning', tells: 'leadership' } as const;
const hour = 3_600;
const day = 24 * hour;
/** At most n: n is within. Less than n: it is not. */
const atMost = (limit: number, over: number) => ({ within: limit, over });
const lessThan = (limit: number, within: number) => ({ within, over: limit });
const none = atMost(0, 1);

export const policyCases: Readonly<Record<string, PolicyCase>> = {
  DeploymentFrequency: { guardrail: 'deployment_frequency', within: 1, over: 0.99, ...windowed, ...warnTeam },
  DeploymentGap: { guardrail: 'deployment_gap', ...atMost(8 * hour, 28_801), ...now, ...warnTeam },
  LeadTime: {
    guardrail: 'lead_time',
    ...atMost(3 * day, 259_201),
    ...windowed,
    ...warnTeam,
    ...byStat('lead_time_seconds', 'p50'),
  },
  MergeToProduction: { guardrail: 'merge_to_production', ...lessThan(4 * hour, 14_399), ...windowed, ...warnTeam, ...byStat('lead_time_stage_seconds', 'p50', { stage: 'deploy' }) }, // prettier-ignore
  UndeployedChanges: { guardrail: 'undeployed_changes', ...none, ...now, ...warnTeam },
  ChangeFailureTarget: { guardrail: 'change_failure_target', ...lessThan(0.05, 0.0499), ...windowed, ...warnTeam, ...byRatio('change_failure') }, // prettier-ignore
  ChangeFailure: { guardrail: 'change_failure', ...lessThan(0.1, 0.0999), ...windowed, ...warnTeam, ...byRatio('change_failure') }, // prettier-ignore
  ChangeFailureUnbroken: { guardrail: 'change_failure_unbroken', ...atMost(0.1, 0.1001), ...windowed, severity: 'warning', tells: 'leadership_and_team', ...byRatio('change_failure') }, // prettier-ignore
  CycleTime: { guardrail: 'cycle_time', ...lessThan(day, 86_399), ...windowed, ...warnTeam, ...byStat('pull_request_cycle_seconds', 'p50') }, // prettier-ignore
  FirstReviewTarget: { guardrail: 'first_review_target', ...lessThan(4 * hour, 14_399), ...windowed, ...warnTeam, ...byStat('first_review_business_seconds', 'p50') }, // prettier-ignore
  FirstReviewAtRisk: { guardrail: 'first_review_at_risk', ...none, ...now, ...tellTeam },
  FirstReviewOverdue: { guardrail: 'first_review_overdue', ...none, ...now, ...tellTeam },
  FirstReviewLeadOverdue: { guardrail: 'first_review_lead_overdue', ...none, ...now, ...warnLead },
  ApprovalAtRisk: { guardrail: 'approval_at_risk', ...none, ...now, ...tellTeam },
  ApprovalOverdue: { guardrail: 'approval_overdue', ...none, ...now, ...warnLead },
  Unreviewed48h: { guardrail: 'unreviewed_48h', ...none, ...now, ...warnLeadership },
  OpenOver7d: { guardrail: 'open_over_7d', ...none, ...now, ...tellTeam },
  Contested: { guardrail: 'contested', ...none, ...now, ...tellTeam },
  PullRequestSize: { guardrail: 'pull_request_size', ...lessThan(300, 299), ...windowed, ...tellTeam },
  PullRequestSizeTrend: { guardrail: 'pull_request_size_trend', ...atMost(300, 301), ...windowed, ...tellTeam },
  LinkedPullRequests: { guardrail: 'linked_pull_requests', within: 0.9, over: 0.899, ...windowed, ...tellTeam, ...byRatio('linked_pull_requests') }, // prettier-ignore
  UnapprovedMerges: { guardrail: 'unapproved_merges', ...atMost(0, 0.01), ...windowed, ...warnTeam, ...byRatio('unapproved_merges', { approval: 'any' }) }, // prettier-ignore
  UnapprovedByCodeOwner: { guardrail: 'unapproved_by_code_owner', ...atMost(0, 0.02), ...windowed, ...warnTeam, ...byRatio('unapproved_merges', { approval: 'code_owner' }) }, // prettier-ignore
  UnapprovedByEveryOwner: { guardrail: 'unapproved_by_every_owner', ...atMost(0, 0.03), ...windowed, ...tellTeam, ...byRatio('unapproved_merges', { approval: 'every_owner' }) }, // prettier-ignore
  RedMerges: { guardrail: 'red_merges', ...atMost(0, 0.01), ...windowed, ...warnTeam, ...byRatio('red_merges') },
  AiUnreviewed: { guardrail: 'ai_unreviewed', ...none, ...windowed, ...warnTeam },
  AiAgentMerge: { guardrail: 'ai_agent_merge', ...none, ...windowed, ...warnTeam },
  AiAgentDeploy: { guardrail: 'ai_agent_deploy', ...none, ...windowed, ...warnTeam },
  AiSensitive: { guardrail: 'ai_sensitive', ...none, ...windowed, ...warnTeam },
  AiUndeclared: { guardrail: 'ai_undeclared', ...none, ...windowed, ...tellTeam },
  P1Restore: { guardrail: 'p1_restore', ...lessThan(2 * hour, 7_199), ...atOnce, ...warnTeam, ...byStat('incident_restore_seconds', 'mean', { priority: 'P1' }), open: sampled('oldest_open_incident_seconds', { priority: 'P1' }) }, // prettier-ignore
  // Asked above 2 h; 10,000 s before and a fifth more are 12,000.
  RestoreNotWorse: { guardrail: 'restore_not_worse', ...atMost(2 * hour, 7_201), ...windowed, ...warnTeam, ...byStat('incident_restore_seconds', 'mean', { priority: 'any' }), moving: { ...atMost(12_000, 12_001), limit: 12_000 } }, // prettier-ignore
  P1Incidents: { guardrail: 'p1_incidents', ...atMost(1, 2), ...windowed, ...warnTeam },
  P1IncidentsNotMore: { guardrail: 'p1_incidents_not_more', ...atMost(1, 2), ...windowed, ...warnTeam },
  P1Acknowledge: { guardrail: 'p1_acknowledge', ...lessThan(900, 899), ...atOnce, severity: 'critical', tells: 'team' },
  RecurringIncidents: { guardrail: 'recurring_incidents', ...none, ...windowed, ...warnTeam },
  // More than 0: the last thousandth is some, 0 is none.
  ErrorBudgetRemaining: { guardrail: 'error_budget_remaining', within: 0.001, over: 0, ...now, ...warnTeam },
  PageShare: { guardrail: 'page_share', ...atMost(0.3, 0.3001), ...windowed, ...warnTeam, ...byRatio('page_share') },
  LongestOnCall: { guardrail: 'longest_on_call', ...atMost(7 * day, 604_801), ...windowed, ...tellTeam },
  UnownedIncident: { guardrail: 'unowned_incident', ...atMost(hour, 3_601), ...atOnce, severity: 'critical', tells: 'leadership' }, // prettier-ignore
  UnownedServices: { guardrail: 'unowned_services', ...none, ...now, ...warnLeadership },
  ExperimentErrorRate: { guardrail: 'experiment_error_rate', ...lessThan(0.01, 0.0099), ...now, ...warnTeam },
  ExperimentLatency: { guardrail: 'experiment_latency', ...lessThan(0.05, 0.0499), ...now, ...warnTeam },
  SpecReview: {
    guardrail: 'spec_review',
    within: 1,
    over: 0.99,
    ...windowed,
    ...tellTeam,
    ...byRatio('spec_review_sla_met'),
  },
  LearnReview: { guardrail: 'learn_review', within: 1, over: 0.97, ...windowed, ...tellTeam, ...byRatio('learn_review_sla_met') }, // prettier-ignore
  // Whatever the team agreed on: the exporter compares.
  WorkInProgress: { guardrail: 'work_in_progress', within: 0, over: 2.25, ...now, ...tellTeam },
  Retros: { guardrail: 'retros', ...none, ...now, ...warnTeam },
  RetroActionItemsDone: { guardrail: 'retro_action_items_done', within: 0.801, over: 0.8, ...windowed, ...warnTeam },
  PlatformTriage: {
    guardrail: 'platform_triage',
    within: 1,
    over: 0.98,
    ...windowed,
    ...tellTeam,
    ...byRatio('platform_triage_sla_met'),
  },
  // Whatever half of the start is: the exporter compares.
  PlatformRequests: { guardrail: 'platform_requests', ...none, ...now, ...tellTeam },
  DevexResponse: { guardrail: 'devex_response', within: 0.801, over: 0.8, ...now, ...tellTeam },
  // Five is best: below it, what was said before is asked for.
  DevexAboveBaseline: { guardrail: 'devex_above_baseline', within: 5, over: 4.99, ...now, ...tellTeam },
  OnCallBurden: { guardrail: 'on_call_burden', within: 5, over: 4.98, ...now, ...warnTeam },
  OnCallBurdenOverall: { guardrail: 'on_call_burden_overall', within: 5, over: 4.97, ...now, ...warnLeadership },
  // Asked above 0: that chance allows four after none is the exporter's to say.
  CustomerBugs: { guardrail: 'customer_bugs', ...none, ...windowed, ...warnTeam },
  StaleWork: { guardrail: 'stale_work', ...none, ...now, ...tellTeam },
  BlockedOver1d: { guardrail: 'blocked_over_1d', ...none, ...now, ...tellTeam },
  BlockedOver2d: { guardrail: 'blocked_over_2d', ...none, ...now, ...warnLead },
  BlockedOver3d: { guardrail: 'blocked_over_3d', ...none, ...now, ...warnLeadership },
  WeeklyUpdate: { guardrail: 'weekly_update', ...atMost(8 * day, 691_201), ...now, ...tellTeam, asksForOne: true },
  ImprovementUnowned: { guardrail: 'improvement_unowned', ...none, ...now, ...warnTeam },
  ImprovementUndated: { guardrail: 'improvement_undated', ...none, ...now, ...warnTeam },
  ImprovementUnprioritised: { guardrail: 'improvement_unprioritised', ...none, ...now, ...warnTeam },
  ImprovementDeferred: { guardrail: 'improvement_deferred', ...none, ...now, severity: 'warning', tells: 'leadership_and_team' }, // prettier-ignore
  ImprovementDomainsUntouched: { guardrail: 'improvement_domains_untouched', ...none, ...now, severity: 'info', tells: 'leadership' }, // prettier-ignore
  GovernanceInputsStale: { guardrail: 'governance_inputs_stale', ...none, ...now, ...warnLeadership },
  DecisionUnplanned: { guardrail: 'decision_unplanned', ...none, ...now, ...warnLeadership },
  GovernanceReviewSkipped: { guardrail: 'governance_review_skipped', ...none, ...now, ...warnLeadership },
  DeliveryReviewSkipped: { guardrail: 'delivery_review_skipped', ...none, ...now, ...warnLeadership },
  MaturityBelowTarget: { guardrail: 'maturity_below_target', ...none, ...now, ...warnTeam },
  MaturityBelowAssessed: { guardrail: 'maturity_below_assessed', ...none, ...now, ...warnTeam },
  AssessmentOverdue: { guardrail: 'assessment_overdue', ...none, ...now, ...warnTeam },
  MaturityReactive: { guardrail: 'maturity_reactive', ...none, ...now, ...warnLeadership },
  MaturityStagnant: { guardrail: 'maturity_stagnant', ...lessThan(2, 1), ...now, ...warnLeadership },
  MaturitySystemicGaps: { guardrail: 'maturity_systemic_gaps', ...none, ...now, ...warnLeadership },
  MaturityFloor: {
    guardrail: 'maturity_floor',
    within: 1,
    over: 0,
    ...now,
    severity: 'info',
    tells: 'leadership',
  },
  RolloutStart: { guardrail: 'rollout_start', ...none, ...now, ...tellLeadership },
  RolloutFoundation: { guardrail: 'rollout_foundation', ...none, ...now, ...tellLeadership },
  RolloutPilot: { guardrail: 'rollout_pilot', ...none, ...now, ...tellLeadership },
  RolloutAllTeams: { guardrail: 'rollout_all_teams', ...none, ...now, ...warnLeadership },
  RolloutAcceleration: { guardrail: 'rollout_acceleration', ...none, ...now, ...tellLeadership },
  RolloutReinforcement: { guardrail: 'rollout_reinforcement', ...none, ...now, ...tellLeadership },
};
