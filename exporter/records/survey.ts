import type { Instant } from './record.ts';

/** Who was asked. */
export const audiences = ['engineering', 'product', 'platform_customers'] as const;
export type Audience = (typeof audiences)[number];

/** Who would recommend us: answered from 0 to 10, and no score. */
export const recommendQuestion = 'recommend';
/** Asked whether the on-call load can be borne: the policy watches it. */
export const burdenQuestion = 'on_call_burden';

/** What one team answered to one question. */
export interface SurveyAnswers {
  /** Configured team id; null: respondents of no team. */
  readonly team: string | null;
  readonly question: string;
  /** Ascending, so that no position tells who gave which. */
  readonly scores: readonly number[];
}

/**
 * The answers to one survey, as one file holds them: of an audience, in a wave. Who gave an answer is not kept, nor which answers one
 * respondent gave: only how many respondents there were. When the wave closed and how many were invited stands in the configuration.
 */
export interface SurveyWave {
  readonly kind: 'survey_wave';
  /** `audience/wave` */
  readonly id: string;
  readonly audience: Audience;
  readonly wave: string;
  /** Name of the file that the answers were read from. */
  readonly file: string;
  readonly respondents: number;
  /** Sorted by team and question; a pair that nobody answered is missing. */
  readonly answers: readonly SurveyAnswers[];
}

/** One thing that is wrong with a file. The reason repeats nothing that the file says: that might be somebody's name. */
export interface SurveyProblem {
  /** From 1; 0: the file as a whole. */
  readonly line: number;
  readonly reason: string;
}

/** A file of the surveys' folder, as it was read last. */
export interface SurveyFile {
  readonly kind: 'survey_file';
  /** Its name in the folder. */
  readonly id: string;
  /** Equal while neither the file nor what it is checked against changes. */
  readonly fingerprint: string;
  /** Where people see it; null, or missing in what was kept by an earlier version: nowhere but on its machine. */
  readonly url?: string | null;
  /** Empty: it was taken. Otherwise nothing of it was. */
  readonly problems: readonly SurveyProblem[];
  /** When it was first refused with these problems; null: it was taken. */
  readonly refusedAt: Instant | null;
  /** Whether what was read of the file before stays in its place. */
  readonly isEarlierKept: boolean;
}
