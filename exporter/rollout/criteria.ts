import { criterionOf } from '../maturity/criteria.ts';
import type { Knowledge, Requirement } from '../maturity/criterion.ts';
import type { Milestone } from './milestones.ts';

/** What has to be the case at a milestone. */
export interface RolloutCriterion extends Requirement {
  readonly milestone: Milestone;
  /** Of whom it is asked: of the organisation as one, of each team, or of one team that goes ahead. */
  readonly of: 'organisation' | 'every_team' | 'one_team';
}

const organisation = { of: 'organisation', scope: 'organisation' } as const;
const everyTeam = { of: 'every_team', scope: 'team' } as const;
/** Known as the criterion of maturity that asks for the same. */
const asMatured = (id: string): Knowledge => criterionOf(id)!.known;

/** The same, where of nothing nobody can say. */
const withFacts = (known: Knowledge): Knowledge =>
  'measured' in known ? { measured: { ...known.measured, needsFacts: true } } : known;
/** As many deployments are automated as maturity asks for, and there are some. */
const continuous = withFacts(asMatured('deployments_automated'));
/** Something is told by the last survey of engineers: it was sent, and people answered. */
const surveyed = { limit: { op: 'at_least', value: 0 }, needsFacts: true } as const;

const start: readonly Omit<RolloutCriterion, 'milestone'>[] = [
  {
    ...organisation,
    id: 'survey_sent',
    title: 'The first survey of engineers was sent',
    known: {
      anyOf: [
        { measured: { metric: 'devex_response_ratio', label: 'engineering/latest', ...surveyed } },
        { evidence: true },
      ],
    },
  },
  {
    ...organisation,
    id: 'restore_measured',
    title: 'How long it takes to restore is measured',
    known: { recorded: { metric: 'incident_restore_seconds', window: '28d', stat: 'mean', label: 'any' } },
  },
  {
    ...organisation,
    id: 'first_reviews_soon',
    title: 'A first review comes within a working day of 8 hours',
    // "Median time-to-first-review drops below 8 hours within 2 weeks" (culture pack §4).
    known: {
      measured: {
        metric: 'first_review_business_seconds',
        window: '28d',
        stat: 'p50',
        limit: { op: 'less_than', value: 28_800 },
      },
    },
  },
  {
    ...everyTeam,
    id: 'modules_mapped',
    title: 'Modules are mapped to teams, in CODEOWNERS or elsewhere',
    known: { anyOf: [{ probed: 'code_owners_valid' }, { evidence: true }] },
  },
];

const foundation: readonly Omit<RolloutCriterion, 'milestone'>[] = [
  {
    ...organisation,
    id: 'review_sla_in_effect',
    title: 'First reviews keep their promise as a rule',
    known: asMatured('first_reviews_in_time'),
  },
  {
    ...everyTeam,
    id: 'code_owners_enforced',
    title: 'A review by a code owner is required',
    known: asMatured('code_owner_review_required'),
  },
  {
    ...everyTeam,
    id: 'team_on_call',
    title: 'Teams are on call for what they own',
    known: asMatured('on_call_owned'),
  },
  {
    ...organisation,
    id: 'retro_template',
    title: 'A template for blameless retros is in use',
    known: { evidence: true },
  },
  {
    ...everyTeam,
    id: 'work_in_progress_limited',
    title: 'Teams have agreed on how much work is in hand',
    known: { recorded: { metric: 'work_in_progress_limit' } },
  },
  {
    ...organisation,
    id: 'devex_baseline',
    title: 'There is a baseline of what it is like to work here',
    known: { measured: { metric: 'devex_score', label: 'engineering/latest/any', ...surveyed } },
  },
];

const pilot: readonly Omit<RolloutCriterion, 'milestone'>[] = [
  {
    of: 'one_team',
    scope: 'team',
    id: 'one_team_continuous',
    title: 'One team deploys continuously',
    known: continuous,
  },
];

const allTeams: readonly Omit<RolloutCriterion, 'milestone'>[] = [
  { ...everyTeam, id: 'all_teams_continuous', title: 'All teams deploy continuously', known: continuous },
];

const acceleration: readonly Omit<RolloutCriterion, 'milestone'>[] = [
  {
    ...organisation,
    id: 'flags_available',
    title: 'Changes can be put behind a flag',
    known: {
      anyOf: [
        {
          measured: {
            metric: 'flagged_changes_ratio',
            window: '28d',
            limit: { op: 'more_than', value: 0 },
            needsFacts: true,
          },
        },
        { evidence: true },
      ],
    },
  },
  {
    ...organisation,
    id: 'platform_self_service',
    title: 'Teams help themselves with what they ask the platform for most',
    known: { evidence: true },
  },
  {
    ...organisation,
    id: 'retro_actions_done',
    title: 'The first action items of retros are done',
    known: { measured: { metric: 'retro_action_items', label: 'done', limit: { op: 'at_least', value: 1 } } },
  },
  {
    ...organisation,
    id: 'experiments_tracked',
    title: 'Experiments are tracked',
    known: { recorded: { metric: 'experiments_concluded', window: '28d' } },
  },
];

const reinforcement: readonly Omit<RolloutCriterion, 'milestone'>[] = [
  {
    ...everyTeam,
    id: 'daily_deployments',
    title: 'Teams deploy daily',
    known: { line: 'deployment_frequency' },
  },
  { ...organisation, id: 'p1_rare', title: 'P1 incidents are half of what they were', known: { line: 'p1_incidents' } },
  { ...organisation, id: 'cycle_time', title: 'Pull requests are merged within a day', known: { line: 'cycle_time' } },
  {
    ...organisation,
    id: 'devex_improved',
    title: 'The survey of engineers scores better than the first one',
    known: { line: 'devex_above_baseline' },
  },
  {
    ...organisation,
    id: 'service_catalogue',
    title: 'The platform publishes a service catalogue',
    known: { evidence: true },
  },
  {
    ...organisation,
    id: 'quarter_reviewed',
    title: 'The quarter was reviewed with data',
    // "Quarter review" in weeks 11 and 12 (culture pack §6): one that was held sooner is that of the quarter before.
    known: { anyOf: [{ reviewed: { review: 'quarter_review', after: 'acceleration' } }, { evidence: true }] },
  },
];

const byMilestone = { start, foundation, pilot, all_teams: allTeams, acceleration, reinforcement } as const;

/** What each milestone asks for, in the order of the milestones. */
export const rolloutCriteria: readonly RolloutCriterion[] = Object.entries(byMilestone).flatMap(([milestone, asked]) =>
  asked.map((criterion) => ({ ...criterion, milestone: milestone as Milestone })),
);
