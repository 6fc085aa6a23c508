/**
 * Numbers that the metrics themselves judge by, each written here and nowhere else, with its reason and where it comes from.
 * No imports: the metrics read this file, and it knows nothing of them.
 */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What an organisation may promise otherwise (`limits` in the configuration): a case is in time, small, or overdue by these. */
export interface Limits {
  readonly firstReviewBusinessMs: number;
  readonly firstReviewLeadBusinessMs: number;
  readonly approvalWorkingDayMs: number;
  readonly unreviewedWorkingDayMs: number;
  readonly acknowledgeMs: number;
  readonly smallPullRequestLines: number;
  readonly undeployedBusinessDays: number;
}

export const defaultLimits: Limits = {
  /** A first answer within half a working day keeps work moving (culture pack §2.3: 4 business hours). */
  firstReviewBusinessMs: 4 * hourMs,
  /** After a whole working day without an answer the team lead is asked (culture pack §2.3: 8 hours). */
  firstReviewLeadBusinessMs: 8 * hourMs,
  /** Final approval within one working day of 24 h (culture pack §2.3). */
  approvalWorkingDayMs: 24 * hourMs,
  /** Nothing waits longer than two working days for a person (culture pack §2.3, §4: 48 hours). */
  unreviewedWorkingDayMs: 48 * hourMs,
  /** The on-call engineer answers a P1 in less than this (culture pack §3). */
  acknowledgeMs: 15 * minuteMs,
  /** Reviewable in half an hour: fewer lines than this (culture pack §2.2). */
  smallPullRequestLines: 300,
  /** Merged code is deployed within one business day (culture pack §2.2). */
  undeployedBusinessDays: 1,
};

/** "PRs open for a week accumulating scope" (culture pack §2.2). */
export const openTooLongMs = 7 * dayMs;
/** "PRs with 15 comments and no resolution" (culture pack, code reviews, anti-patterns). */
export const contestedComments = 15;
/** Working time of the calendar's day: 24 h, weekends and holidays out. */
export const workingDayMs = dayMs;
/** Work that nobody touches for a working week is stale (culture pack §2.4). */
export const staleAfterWorkingDaysMs = 5 * workingDayMs;
/** At risk when three quarters of the limit are used: still time to act (ours). */
export const atRiskShare = 0.75;
/** A reviewer asked for within a minute of readiness was asked for by rule, not by hand (culture pack §4: "within minutes"; ours). */
export const autoAssignedWithinMs = minuteMs;
/** A phone that rings again within half an hour for the same incident is the same page (ours). */
export const pageRepeatMs = 30 * minuteMs;
/** A share among fewer responders than this would point at a person. */
export const responderShareMinMembers = 4;
/** A share of fewer pages than this would point at a person (ours). */
export const responderShareMinPages = 10;
/** Reopened within a day it was never restored (ours). */
export const restoreReopenMs = dayMs;
/** An incident recurs when its like happened in the quarter before (governance: ignoring recurring issues is forbidden). */
export const recurrenceWindowMs = 90 * dayMs;
/** Put off twice, a fix is put off again (governance: deferring systemic fixes indefinitely is forbidden; metrics: twice). */
export const endlesslyDeferredTimes = 2;
/** A domain in which nothing was improved for a quarter is forgotten (governance: no domain is exempt; ours). */
export const domainUntouchedDays = 90;
/** What was decided is in a plan when the next sprint is over (governance: decisions feed back into the plans; ours). */
export const decisionPlannedWithinMs = 14 * dayMs;
/** "Weekly": a day of grace, for a holiday moves the meeting (culture pack §6; ours). */
export const weeklyReviewMs = 8 * dayMs;
/** "Monthly" (governance, review cadence): five weeks, for months are of four weeks or of five (ours). */
export const monthlyReviewMs = 35 * dayMs;
/** "Quarterly" (governance, review cadence): a quarter has 92 days at most, and a week of grace (ours). */
export const quarterlyReviewMs = 100 * dayMs;
/** What a monthly review has to consider must not be older than the one before (governance, inputs; ours). */
export const inputFreshMs = monthlyReviewMs;
/** Audits and scorecards come once a quarter (ours). */
export const quarterlyInputFreshMs = quarterlyReviewMs;
/** A series that was not read for so long is gone, and no longer unknown: its SLO was given up, its experiment is over (ours). */
export const readingForgottenMs = 28 * dayMs;
/** "Retro completed within 48 hours" of the end of the incident (culture pack §2.1, §3). */
export const retroAfterResolveMs = 48 * hourMs;
/** An incident that nobody resolves does not excuse its retro: four days after it began it is due (ours). */
export const retroAfterCreationMs = 96 * hourMs;
/** The platform team says whose a request is, or how urgent, within so many of its business days (ours). */
export const triageBusinessDays = 2;
/** "Platform ticket queue decreases by 50%" in the quarter (culture pack §2.5). */
export const queueShareAtQuarterEnd = 0.5;
/** A request that is older than a sprint is overdue (ours). */
export const requestOverdueAfterMs = 14 * dayMs;
/** "Eng lead and Design review within 2 business days" (culture pack §5). */
export const specReviewBusinessDays = 2;
/** "After deploy, PM and Eng review metrics within 1 week" (culture pack §5). */
export const learnReviewMs = 7 * dayMs;
/** Local hours in which people sleep: from 22:00 up to 08:00. */
export const sleepFromHour = 22;
export const sleepUntilHour = 8;
/** A commit authored longer ago than this before the pull request was opened is not the start of its work. */
export const firstCommitLookbackMs = 90 * dayMs;
/** A deployment's outcome is counted when it succeeded, or else this long after it started. */
export const deploymentCountedAfterMs = dayMs;
/** An answer of fewer than this could be guessed to be somebody's. */
export const leastAnswers = 4;
/** So many waves of an audience keep series of their own, the newest: two years of quarters (ours). */
export const shownWaves = 8;
/** Every question is answered from 1 to 5, and 5 is best (ours). */
export const worstScore = 1;
export const bestScore = 5;
/** Whether somebody would recommend us is answered from 0 to 10; from 9 on he promotes, up to 6 he detracts (Net Promoter Score). */
export const mostRecommend = 10;
export const promotesFrom = 9;
export const detractsUpTo = 6;
