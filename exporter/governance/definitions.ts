import { derived } from '../derived/derived.ts';
import type { Derived } from '../derived/derived.ts';
import { governanceReviews, improvementDomains } from '../records/work-item-words.ts';
import { inputs } from './input-names.ts';
import { outcomes } from './outcome-names.ts';

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

export const outcomeChange = derived({
  ...common,
  name: 'outcome_change_ratio',
  question: 'Does improvement help?',
  help: 'How an outcome of the whole organisation has changed against the window before, as a share of what it was then: (now - before) / before, below 0 is better. incidents: all that began, of every priority; mttr: mean time to restore of all priorities; change_failure: change failure ratio; on_call_load: pages by engineer of the teams at the end of the window; customer_trust: bugs that customers reported. Absent where there was nothing before, or one of both is not known. Told at whole hours.',
  unit: 'ratio',
  label: { name: 'outcome' },
  labels: outcomes,
  windows: ['28d', '90d'],
  all: 'only',
  signals: ['incidents', 'deployments', 'pull_requests', 'on_call', 'work_items'],
});

export const withoutOutcome = derived({
  ...common,
  name: 'improvement_without_outcome',
  question: 'Where is improvement activity without outcome?',
  help: 'Whether (1) improvements of a domain were done in the window and none of the outcomes that the domain is held against got better than in the window before; 0 where one got better, or nothing was done. reliability: incidents, mttr, change_failure; security, performance, customer_trust: incidents, customer_trust; developer_productivity: change_failure, on_call_load; operational_excellence: mttr, change_failure, on_call_load. Absent where nobody can say of an outcome, or none has anything to compare. Told at whole hours.',
  unit: 'count',
  label: { name: 'domain' },
  labels: improvementDomains,
  windows: ['28d', '90d'],
  all: 'only',
  signals: ['incidents', 'deployments', 'pull_requests', 'on_call', 'work_items'],
});

export const inputTimestamp = derived({
  ...common,
  name: 'governance_input_timestamp_seconds',
  question: 'Up to when does governance know what it decides on?',
  help: 'Unix time up to which an input of governance is current. postmortems: now, or since when the oldest overdue retro of a P1 or P2 has been due; customer_impact: now, or when the open bug of a customer that was neglected for longest was last touched; error_budgets: up to when budgets were read; technical_debt, audit_findings: when an issue of the register was last touched; quality_scorecards: the last assessment of the maturity of the team that was not assessed for longest. A calm month is not stale. Absent where it is not configured or has never been.',
  unit: 'timestamp',
  label: { name: 'input' },
  labels: inputs,
  all: 'only',
  signals: ['incidents', 'priorities', 'work_items', 'error_budgets', 'assessments'],
});

export const staleInputs = derived({
  ...common,
  name: 'governance_inputs_stale',
  question: 'How many inputs of governance are out of date?',
  help: 'Inputs of governance (of six) that are older than 35 days, audit findings and scorecards than 100, or have never been although they were read so far back; of those that are known and configured.',
  unit: 'count',
  all: 'only',
  signals: ['incidents', 'priorities', 'work_items', 'error_budgets', 'assessments'],
});

export const reviewOverdue = derived({
  ...common,
  name: 'governance_review_overdue',
  version: 2,
  question: 'Which reviews were skipped?',
  help: 'Whether a review has not been held (an issue labelled so closed as completed) for longer than it may: weekly_delivery of each team (all: in how many of them) and cross_functional for 8 days; all_hands and improvement_backlog for 35; improvement_themes, maturity, architecture and quarter_review for 100. What was held while an input of governance was out of date is uninformed and counts as skipped, of improvement_backlog, improvement_themes and quarter_review; of maturity where quality_scorecards was. post_incident: P1 incidents whose review is overdue. any: all of the organisation, without weekly_delivery, as far as they are known.',
  unit: 'count',
  label: { name: 'review' },
  labels: [...governanceReviews, 'any'],
  all: 'union',
  signals: ['incidents', 'priorities', 'work_items', 'error_budgets', 'assessments'],
});

/** The numbers of governance that are made of other numbers, in the order in which they are read. */
export const governanceDerived: readonly Derived[] = [
  domainsUntouched,
  outcomeChange,
  withoutOutcome,
  inputTimestamp,
  staleInputs,
  reviewOverdue,
];
