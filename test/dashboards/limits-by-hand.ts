/** What the policy's page says, as a step of Grafana: "at most" is broken a millionth above its number, "less than" at it. */
export const drawn: Readonly<Record<string, { readonly value: number; readonly isGoodAbove?: true }>> = {
  deployment_frequency: { value: 1, isGoodAbove: true },
  linked_pull_requests: { value: 0.9, isGoodAbove: true },
  // 1 business day = 8 h of 3,600 s, at most.
  deployment_gap: { value: 28_800.000_001 },
  // 3 d of 86,400 s, at most.
  lead_time: { value: 259_200.000_001 },
  // 4 h, less.
  merge_to_production: { value: 14_400 },
  undeployed_changes: { value: 0.000_001 },
  change_failure_target: { value: 0.05 },
  change_failure: { value: 0.1 },
  // 24 h, less.
  cycle_time: { value: 86_400 },
  first_review_target: { value: 14_400 },
  first_review_at_risk: { value: 0.000_001 },
  first_review_overdue: { value: 0.000_001 },
  unreviewed_48h: { value: 0.000_001 },
  open_over_7d: { value: 0.000_001 },
  contested: { value: 0.000_001 },
  pull_request_size: { value: 300 },
  unapproved_merges: { value: 0.000_001 },
  red_merges: { value: 0.000_001 },
  ai_unreviewed: { value: 0.000_001 },
  // 2 h, less.
  p1_restore: { value: 7_200 },
  // 15 min, less.
  p1_acknowledge: { value: 900 },
  p1_incidents: { value: 1.000_001 },
  recurring_incidents: { value: 0.000_001 },
  // Spent at 0: more than that.
  error_budget_remaining: { value: 0.000_001, isGoodAbove: true },
  // +1 % and +5 %, less.
  experiment_error_rate: { value: 0.01 },
  experiment_latency: { value: 0.05 },
  retros: { value: 0.000_001 },
  // More than 80 %.
  retro_action_items_done: { value: 0.800_001, isGoodAbove: true },
  stale_work: { value: 0.000_001 },
  blocked_over_1d: { value: 0.000_001 },
  improvement_unowned: { value: 0.000_001 },
  improvement_undated: { value: 0.000_001 },
  improvement_unprioritised: { value: 0.000_001 },
  improvement_deferred: { value: 0.000_001 },
  improvement_domains_untouched: { value: 0.000_001 },
  governance_inputs_stale: { value: 0.000_001 },
  decision_unplanned: { value: 0.000_001 },
  governance_review_skipped: { value: 0.000_001 },
  delivery_review_skipped: { value: 0.000_001 },
  // All of them.
  learn_review: { value: 1, isGoodAbove: true },
  spec_review: { value: 1, isGoodAbove: true },
  platform_triage: { value: 1, isGoodAbove: true },
  devex_response: { value: 0.800_001, isGoodAbove: true },
  // max(30 %, 1.5 ÷ 5 teams on call = 30 %), at most.
  page_share: { value: 0.300_001 },
  // 7 d, at most.
  longest_on_call: { value: 604_800.000_001 },
  unowned_incident: { value: 3_600.000_001 },
  unowned_services: { value: 0.000_001 },
  maturity_below_assessed: { value: 0.000_001 },
  assessment_overdue: { value: 0.000_001 },
  maturity_below_target: { value: 0.000_001 },
  maturity_reactive: { value: 0.000_001 },
  // Two are repeated: less.
  maturity_stagnant: { value: 2 },
  maturity_systemic_gaps: { value: 0.000_001 },
  // 1 may, 0 may not.
  maturity_floor: { value: 1, isGoodAbove: true },
  rollout_start: { value: 0.000_001 },
  rollout_foundation: { value: 0.000_001 },
  rollout_pilot: { value: 0.000_001 },
  rollout_all_teams: { value: 0.000_001 },
  rollout_acceleration: { value: 0.000_001 },
  rollout_reinforcement: { value: 0.000_001 },
};
