import type { Config, Team } from '../config/config.ts';
import type { History } from '../history/history.ts';
import { lastAssessment } from '../maturity/assessed.ts';
import type { Level } from '../maturity/dimensions.ts';
import type { MaturityReport, TeamReport } from '../maturity/report.ts';
import type { DimensionStanding, SystemicGap } from '../maturity/standing.ts';
import type { CriterionState } from '../maturity/state.ts';
import type { Assessment, AssessmentReason, Instant } from '../records/index.ts';
import { actionItems } from './action-items.ts';
import type { ActionItem } from './action-items.ts';
import { proposedLevel } from './proposal.ts';

/** What is assessed, when, and why. */
export interface Asked {
  readonly quarter: string;
  readonly reason: AssessmentReason;
  /** By what was known when. */
  readonly asOf: Instant;
  /** When it is written down: not before `asOf`. */
  readonly assessedAt: Instant;
}

/** A dimension as it is proposed, with all of its criteria. */
export interface DraftDimension extends DimensionStanding {
  /** What the assessment before says; null: there is none. */
  readonly before: Level | null;
  readonly level: Level;
  readonly states: readonly CriterionState[];
}

/** Everything that the document of a team says. */
export interface Draft extends Asked {
  readonly team: Team;
  readonly dimensions: readonly DraftDimension[];
  readonly overdue: TeamReport['overdue'];
  /** What more than half of the teams lack. */
  readonly systemic: readonly SystemicGap[];
  /** Null: no issues are read. */
  readonly actions: readonly ActionItem[] | null;
  readonly exporterUrl: string;
}

/** What drafts are made from. */
export interface DraftSources {
  readonly config: Config;
  readonly history: History;
  report(asOf: Instant): MaturityReport;
  states(team: string, asOf: Instant): readonly CriterionState[];
  /** An issue as a person reads it: nobody is named. */
  describeItem(id: string): { readonly title: string; readonly url: string | null };
}

/** Drafts of every team's assessment, in the order of the configuration. */
export function drafts(sources: DraftSources, asked: Asked): readonly Draft[] {
  const { config, history } = sources;
  const report = sources.report(asked.asOf);
  return config.teams.map((team) => {
    const told = report.teams.find((one) => one.team === team.id)!;
    const last = lastAssessment(history, team.id, asked.assessedAt, asked.quarter);
    const states = sources.states(team.id, asked.asOf);
    return {
      ...asked,
      team,
      dimensions: told.dimensions.map((standing) => draftOf(standing, last, states)),
      overdue: told.overdue,
      systemic: report.systemic,
      actions: actionItems(history, team, asked.asOf, sources.describeItem),
      exporterUrl: config.alerting.exporterUrl,
    };
  });
}

function draftOf(
  standing: DimensionStanding,
  last: Assessment | undefined,
  all: readonly CriterionState[],
): DraftDimension {
  const before = last?.dimensions.find(({ dimension }) => dimension === standing.dimension)?.level ?? null;
  const states = all.filter(({ criterion }) => criterion.dimension === standing.dimension);
  const isMet = (level: Level): boolean =>
    states.every(({ criterion, state }) => criterion.level !== level || state === 'met');
  return { ...standing, before, states, level: proposedLevel(standing, before ?? 1, isMet) };
}

/** Who answers for an assessment where nobody says otherwise (maturity model: its owner). */
const role = 'Engineering leadership';

/** What the exporter reads back of a draft: each level with the criteria that are met of it and of those below. */
export function assessmentOf(draft: Draft): Omit<Assessment, 'kind' | 'id'> {
  const { team, quarter, reason, assessedAt } = draft;
  const dimensions = draft.dimensions.map(({ dimension, level, target, states }) => ({
    dimension,
    level,
    target,
    line: 0,
    evidence: states
      .filter(({ criterion, state }) => state === 'met' && criterion.level <= level)
      .map((state) => ({
        criterion: state.criterion.id,
        url: urlOf(state, draft),
        at: Math.min(state.knownAt ?? draft.asOf, draft.asOf),
      })),
  }));
  return { team: team.id, quarter, reason, assessedAt, role, dimensions };
}

/** Where to look; what has no address of its own is explained by the exporter. */
export function urlOf({ url, state, criterion }: CriterionState, { team, asOf, exporterUrl }: Draft): string {
  if (url !== null && /^https?:\/\//.test(url)) return url;
  const label = `${criterion.dimension}/${criterion.level}/${state}`;
  return `${exporterUrl}/explain?metric=maturity_criteria&team=${team.id}&label=${label}&asOf=${new Date(asOf).toISOString()}`;
}
