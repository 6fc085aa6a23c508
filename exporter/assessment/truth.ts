import { quarterNamed } from '../calendar/quarter.ts';
import type { Config } from '../config/config.ts';
import { isPerson } from '../config/role.ts';
import { factsAt } from '../maturity/assessed.ts';
import { criteriaOf, criterionOf, isAskedIn, takesEvidence } from '../maturity/criteria.ts';
import type { Dimension, Level } from '../maturity/dimensions.ts';
import { evidenceMs } from '../maturity/limits.ts';
import { vouched } from '../maturity/vouched.ts';
import type { AssessedDimension, Assessment, Instant, SurveyProblem } from '../records/index.ts';
import { belongsAt } from './place.ts';
import type { LineOf } from './read-document.ts';

/** What in an assessment cannot be true, whatever other assessments say. */
export function* falsehoods(
  assessment: Assessment,
  lineOf: LineOf,
  config: Config,
  now: Instant,
): Iterable<SurveyProblem> {
  const { id, team, quarter, assessedAt, role } = assessment;
  const wrong = (key: string, reason: string): SurveyProblem => ({ line: lineOf([key]), reason: `${key} ${reason}` });
  const isTeam = config.teams.some((one) => one.id === team);
  if (!isTeam) yield wrong('team', 'is none of the configured teams');
  else if (!belongsAt(assessment, id))
    yield { line: 0, reason: 'its place is not that of its quarter, team and reason' };
  if (assessedAt > now) yield wrong('assessedAt', 'is in the future');
  if (assessedAt < quarterNamed(quarter, config.organisation.workingTime.zone)!.from)
    yield wrong('assessedAt', 'is before the quarter begins');
  if (isPerson(role, config.teams)) yield wrong('role', 'names a person and not a role');
  for (const one of assessment.dimensions) {
    yield* wrongEvidence(one, assessedAt, lineOf);
    yield* expiredEvidence(one, assessment, lineOf, config);
  }
}

/** What a role vouched for is believed no longer than its life, or for as long as the configuration says of the same. */
function* expiredEvidence(
  { dimension, evidence }: AssessedDimension,
  assessment: Assessment,
  lineOf: LineOf,
  config: Config,
): Iterable<SurveyProblem> {
  const asOf = factsAt(assessment, config.organisation.workingTime.zone);
  for (const [index, { criterion, at }] of evidence.entries()) {
    // What is measured or looked up stands for as long as it is the case.
    if (!takesEvidence(criterionOf(criterion)!) || asOf < at + evidenceMs) continue;
    if (vouched(config.maturity, criterion, assessment.team, asOf).state === 'met') continue;
    const line = lineOf(['levels', dimension, 'evidence', index]);
    yield { line, reason: `levels.${dimension}.evidence[${index}].at is too long ago: evidence is believed for ${evidenceMs / 86_400_000} days` }; // prettier-ignore
  }
}

function* wrongEvidence(
  { dimension, evidence }: AssessedDimension,
  assessedAt: Instant,
  lineOf: LineOf,
): Iterable<SurveyProblem> {
  for (const [index, { criterion, at }] of evidence.entries()) {
    const path = `levels.${dimension}.evidence[${index}]`;
    const line = lineOf(['levels', dimension, 'evidence', index]);
    if (criterionOf(criterion)!.dimension !== dimension)
      yield { line, reason: `${path}.criterion is one of another dimension` };
    if (evidence.findIndex((other) => other.criterion === criterion) < index)
      yield { line, reason: `${path}.criterion is given twice` };
    if (at > assessedAt) yield { line, reason: `${path}.at is later than the assessment` };
  }
}

/**
 * Where a level rises above the one before without evidence in the document for every criterion of each level on the way: advancing
 * requires evidence, and no level is skipped. A level that is kept or given up needs none, nor does a criterion that came later.
 */
export function* unshownRises(
  { dimensions, quarter }: Pick<Assessment, 'dimensions' | 'quarter'>,
  before: (dimension: Dimension) => Level,
): Iterable<SurveyProblem> {
  for (const { dimension, level, evidence, line } of dimensions) {
    const shown = new Set(evidence.map(({ criterion }) => criterion));
    const asked = criteriaOf(dimension).filter((criterion) => isAskedIn(criterion, quarter));
    const from = before(dimension);
    for (let step = from + 1; step <= level; step += 1) {
      const lacking = asked.filter((one) => one.level === step && !shown.has(one.id));
      if (lacking.length === 0) continue;
      const rise = step < level ? `skips level ${step} on its way to ${level}` : `rises to level ${level}`;
      const ids = lacking.map(({ id }) => id).join(', ');
      yield { line, reason: `levels.${dimension}.level ${rise} (it was ${from} before) without evidence for ${ids}` };
    }
  }
}
