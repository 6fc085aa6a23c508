import type { Instant } from './record.ts';

/** What an issue is to us, as its labels say. One issue may be several. */
export const workItemKinds = [
  'retro',
  'retro_action',
  'improvement',
  'tech_debt',
  'audit_finding',
  'customer_bug',
  'platform_request',
  'experiment',
  'spec',
  'weekly_update',
  'governance_review',
  'decision',
] as const;
export type WorkItemKind = (typeof workItemKinds)[number];

/** What makes things better than they were, and not more. */
export const improvingKinds: readonly WorkItemKind[] = ['improvement', 'tech_debt', 'retro_action', 'audit_finding'];

/** What improvement is for: no domain is exempt. */
export const improvementDomains = [
  'reliability',
  'security',
  'performance',
  'developer_productivity',
  'operational_excellence',
  'customer_trust',
] as const;
export type ImprovementDomain = (typeof improvementDomains)[number];

/** Reviews and rituals that a `governance_review` may record. */
export const governanceReviews = [
  'weekly_delivery',
  'cross_functional',
  'all_hands',
  'improvement_backlog',
  'improvement_themes',
  'maturity',
  'architecture',
  'quarter_review',
  'post_incident',
] as const;
export type GovernanceReview = (typeof governanceReviews)[number];

/** Where a decision on improvement has to arrive: improvement that no plan knows of does not last. */
export const planDestinations = ['roadmap', 'budget', 'staffing', 'training'] as const;
export type PlanDestination = (typeof planDestinations)[number];

/** What leaders are accountable for. */
export const leadershipDuties = ['funding', 'protecting_capacity', 'preventing_regression', 'modelling'] as const;
export type LeadershipDuty = (typeof leadershipDuties)[number];

/** What the body's `Due:` line said from an instant on, as it was written; null: it had none. */
export interface WrittenDue {
  readonly at: Instant;
  readonly on: string | null;
}

const dueForm = /^[\s>*_-]*Due[*_]*:[*_ \t]*(\S+)/im;

/** What stands after `Due:` on a line of its own; null: no such line. It may be no date. */
export const dueIn = (body: string): string | null => dueForm.exec(body)?.[1]?.replace(/[.,;*_]+$/, '') ?? null;
