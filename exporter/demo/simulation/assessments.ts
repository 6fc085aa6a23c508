import { frontMatter } from '../../assessment/front-matter.ts';
import { placeOf } from '../../assessment/place.ts';
import { readDocument } from '../../assessment/read-document.ts';
import { endOfDayAfter, quarterName, quarterOf } from '../../calendar/quarter.ts';
import { criteriaOf } from '../../maturity/criteria.ts';
import { dimensions } from '../../maturity/dimensions.ts';
import type { Dimension, Level } from '../../maturity/dimensions.ts';
import { quarterlyDueDay } from '../../maturity/limits.ts';
import type { Assessment, AssessmentReason, Incident, Instant } from '../../records/index.ts';
import { zone } from './configuration.ts';
import type { DemoTeam } from './organisation.ts';
import { dayMs, hourMs } from './working-time.ts';

/** A document as the organisation keeps it, and what is in it. */
export interface DemoAssessment {
  readonly place: string;
  readonly text: string;
  readonly record: Assessment;
}

const kindOf = ({ id }: DemoTeam): string => id.replace(/-\d+$/, '');
/** Nobody there had the time, since the quarter before the last one. */
const isLate = (team: DemoTeam): boolean => kindOf(team) === 'integrations';
/** It grows soon. */
const isScaled = (team: DemoTeam): boolean => kindOf(team) === 'analytics';
/** On this day, counted from the end. */
export const scaledInDays = 20;

/** What was observed of most teams, and of some less; code quality rose when the monolith's rules were in force for a while. */
function levelOf(team: DemoTeam, dimension: Dimension, ageDays: number): Level {
  const kind = kindOf(team);
  if (dimension === 'code_quality')
    return kind === 'platform' || (ageDays < 70 && ['analytics', 'accounts'].includes(kind)) ? 2 : 1;
  return kind === 'integrations' && (dimension === 'delivery' || dimension === 'security') ? 1 : 2;
}

function assessment(team: DemoTeam, reason: AssessmentReason, assessedAt: Instant, quarter: string, endsAt: Instant) {
  const evidenceOf = (dimension: Dimension, level: Level) =>
    criteriaOf(dimension)
      .filter((criterion) => criterion.level <= level)
      .map(({ id }) => ({
        criterion: id,
        url: `https://wiki.example/${team.id}/${id.replaceAll('_', '-')}`,
        at: assessedAt - 2 * dayMs,
      }));
  const told = {
    team: team.id,
    quarter,
    reason,
    assessedAt,
    role: 'Head of Platform',
    dimensions: dimensions.map((dimension) => {
      const level = levelOf(team, dimension, (endsAt - assessedAt) / dayMs);
      return { dimension, level, target: 3 as const, line: 0, evidence: evidenceOf(dimension, level) };
    }),
  };
  const place = placeOf(told);
  const text = `${frontMatter(told)}\n# Maturity of ${team.id}\n\nWhat was said in the meeting stands here.\n`;
  return { place, text, record: readDocument(place, text).assessment! };
}

/** The two quarters before an instant whose time for an assessment is over, the newer one first; each was assessed on the eighth day after. */
function assessedQuarters(endsAt: Instant): readonly { readonly name: string; readonly assessedAt: Instant }[] {
  let next = quarterOf(endsAt, zone).from;
  if (endOfDayAfter(next, quarterlyDueDay - 1, zone) >= endsAt) next = quarterOf(next - 1, zone).from;
  return [next, quarterOf(next - 1, zone).from].map((start) => ({
    name: quarterName(start - 1, zone),
    assessedAt: start + 7 * dayMs + 9 * hourMs,
  }));
}

/**
 * The documents of two quarters, of every P1 and of a team that is going to grow. One team is late with all but the first; and one is not
 * what it was assessed at any more.
 */
export function assessmentsOf(
  teams: readonly DemoTeam[],
  incidents: readonly Incident[],
  endsAt: Instant,
): readonly DemoAssessment[] {
  const quarters = assessedQuarters(endsAt);
  const documents = teams.flatMap((team) => {
    const made = (reason: AssessmentReason, at: Instant, quarter = quarterName(at, zone)) =>
      assessment(team, reason, at, quarter, endsAt);
    const quarterly = quarters
      .filter((_, index) => index === 1 || !isLate(team))
      .map(({ name, assessedAt }) => made('quarterly', assessedAt, name));
    if (isLate(team)) return quarterly;
    const serious = incidents
      .filter(({ service, priority }) => service === team.pagerdutyService && priority === 'P1')
      .map(({ createdAt }) => createdAt + 5 * dayMs)
      .filter((at) => at < endsAt)
      .map((at) => made('post_incident', at));
    return [...quarterly, ...serious, ...(isScaled(team) ? [made('pre_scale', endsAt - 6 * dayMs)] : [])];
  });
  return [...new Map(documents.map((one) => [one.place, one])).values()];
}
