import type { Derivation, DerivedExplanation } from '../derived/derived.ts';
import type { History } from '../history/history.ts';
import type { Absence, Value } from '../metrics/engine-types.ts';
import { assessmentReasons } from '../records/assessment.ts';
import { fileProblems, fileProblemsUrl } from '../records/file-problems.ts';
import type { AssessedDimension, Assessment, AssessmentReason, Instant } from '../records/index.ts';
import { lastAssessment } from './assessed.ts';
import type { AssessedLevels } from './assessed.ts';
import { criteriaOf, criterionOf, isAskedIn } from './criteria.ts';
import { assessedLevel, assessmentOverdue, assessmentTimestamp } from './definitions.ts';
import { dimensionNames, dimensions, levelWords } from './dimensions.ts';
import type { Duties, OverdueAssessment } from './duties.ts';

/** What the numbers of assessments are had from. */
export interface AssessmentSources {
  readonly history: () => History;
  readonly assessed: AssessedLevels;
  readonly duties: Duties;
}

/** Of nobody who is not assessed: then there is nothing to say. */
const teamsOf = (history: History): readonly string[] =>
  history.config.maturity.assessments ? history.config.teams.map(({ id }) => id) : [];

/** Documents that were refused, as they are now: a number that is absent or old may be for their sake. */
const refused = (history: History): DerivedExplanation['excluded'] =>
  history.refusedAssessmentFiles().map((file) => ({
    title: fileProblems(file),
    url: fileProblemsUrl(file),
    at: file.refusedAt!,
    reason: 'Something in the document is wrong, so nothing of it was taken.',
  }));

/** What its level asks for since then, and the document does not show: it was made before. */
function madeWithout(
  { quarter, assessedAt }: Assessment,
  { dimension, level, evidence }: AssessedDimension,
): DerivedExplanation['excluded'] {
  const shown = new Set(evidence.map(({ criterion }) => criterion));
  return criteriaOf(dimension)
    .filter((one) => one.level <= level && !isAskedIn(one, quarter) && !shown.has(one.id))
    .map((one) => ({
      title: `Level ${one.level}: ${one.title}`,
      url: null,
      at: assessedAt,
      reason: `It has been asked for since ${one.cameIn}: assessments of that quarter and before were made without it.`,
    }));
}

function levels({ history, assessed }: AssessmentSources): Derivation {
  return {
    metric: assessedLevel,
    *at(asOf) {
      const absent = assessed.unread(asOf);
      for (const team of teamsOf(history()))
        for (const dimension of dimensions) {
          const said = assessed.levelOf(team, dimension, asOf);
          const value: Value = absent ? { absent } : said ? { value: said.level } : { absent: 'no_facts' };
          yield { team, label: dimension, value };
        }
    },
    explain({ team, label }, asOf) {
      const last = lastAssessment(history(), team, asOf);
      const said = last?.dimensions.find(({ dimension }) => dimension === label);
      if (!last || !said) return { facts: [], excluded: refused(history()) };
      const assessment = {
        title: `${dimensionNames[said.dimension]}: assessed at level ${said.level} ${levelWords[said.level].name} by ${last.role} (${last.id}); the target is ${said.target}`,
        url: null,
        at: last.assessedAt,
        value: said.level,
      };
      const evidence = said.evidence.map(({ criterion, url, at }) => {
        const meant = criterionOf(criterion)!;
        return { title: `Evidence, level ${meant.level}: ${meant.title}`, url, at, value: meant.level };
      });
      return { facts: [assessment, ...evidence], excluded: [...madeWithout(last, said), ...refused(history())] };
    },
  };
}

function timestamps({ history, assessed }: AssessmentSources): Derivation {
  return {
    metric: assessmentTimestamp,
    *at(asOf) {
      const absent = assessed.unread(asOf);
      for (const team of teamsOf(history())) {
        const last = lastAssessment(history(), team, asOf);
        const value: Value = absent ? { absent } : last ? { value: last.assessedAt / 1_000 } : { absent: 'no_facts' };
        yield { team, label: '', value };
      }
    },
    explain({ team }, asOf) {
      const last = lastAssessment(history(), team, asOf);
      const title = `The last assessment: ${last?.id}`;
      const facts = last ? [{ title, url: null, at: last.assessedAt, value: last.assessedAt / 1_000 }] : [];
      return { facts, excluded: refused(history()) };
    },
  };
}

/** One where something is; else why nobody can say of a part, if the part is configured; else none. */
function anyOf(parts: readonly (readonly OverdueAssessment[] | Absence)[]): Value {
  if (parts.some((part) => typeof part !== 'string' && part.length > 0)) return { value: 1 };
  const absent = parts.find((part) => typeof part === 'string' && part !== 'not_configured');
  return absent === undefined ? { value: 0 } : { absent: absent as Absence };
}

function overdue({ history, duties }: AssessmentSources): Derivation {
  return {
    metric: assessmentOverdue,
    *at(asOf) {
      for (const team of teamsOf(history())) {
        const parts = assessmentReasons.map((reason) => duties.overdue(reason, team, asOf));
        for (const [index, label] of assessmentReasons.entries()) {
          const part = parts[index]!;
          yield {
            team,
            label,
            value: typeof part === 'string' ? { absent: part } : { value: Math.min(1, part.length) },
          };
        }
        yield { team, label: 'any', value: anyOf(parts) };
      }
    },
    explain({ team, label }, asOf: Instant) {
      const asked = label === 'any' ? assessmentReasons : [label as AssessmentReason];
      const facts = duties.known(team, asOf).filter(({ reason }) => asked.includes(reason));
      return { facts: facts.map(({ title, url, at }) => ({ title, url, at, value: 1 })), excluded: refused(history()) };
    },
  };
}

/** The numbers of assessments. */
export const assessmentDerivations = (sources: AssessmentSources): readonly Derivation[] => [
  levels(sources),
  timestamps(sources),
  overdue(sources),
];
