/** The milestones of a rollout of 90 days, in their order (culture pack §6). No imports: the configuration reads this file, too. */
export const milestones = ['start', 'foundation', 'pilot', 'all_teams', 'acceleration', 'reinforcement'] as const;
export type Milestone = (typeof milestones)[number];

/** The day with whose end each is due; the day on which the rollout starts is the first. */
export const standardDays: Readonly<Record<Milestone, number>> = {
  /** "Send DevEx baseline survey", "first review drops below 8 hours within 2 weeks" (culture pack §4, §6). */
  start: 14,
  /** "Key milestone (Day 30)" (culture pack §6). */
  foundation: 30,
  /** "Automated deploy for at least 1 team" in weeks 5 and 6 (culture pack §6). */
  pilot: 42,
  /** "Timebox to 8 weeks max before escalating" (culture pack §7). */
  all_teams: 56,
  /** "Key milestone (Day 60)" (culture pack §6). */
  acceleration: 60,
  /** "Key milestone (Day 90)" (culture pack §6). */
  reinforcement: 90,
};

/** What each is about, as a heading. */
export const milestoneNames: Readonly<Record<Milestone, string>> = {
  start: 'Start',
  foundation: 'Foundation',
  pilot: 'One team on continuous deployment',
  all_teams: 'All teams on continuous deployment',
  acceleration: 'Acceleration',
  reinforcement: 'Reinforcement',
};
