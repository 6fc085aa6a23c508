import { criteria, takesEvidence } from '../maturity/criteria.ts';
import type { Requirement } from '../maturity/criterion.ts';
import { evidenceMs } from '../maturity/limits.ts';
import { rolloutCriteria } from '../rollout/criteria.ts';
import { unknownName } from './names.ts';
import type { Outline } from './outline.ts';
import type { Problem } from './problem.ts';
import { end, endAt } from './values.ts';

/** What is said of maturity about things that do not exist, or that contradicts itself. */
export function* maturityProblems({ maturity, teams, organisation }: Outline): Iterable<Problem> {
  const teamIds = teams.map(({ id }) => id);
  for (const id of Object.keys(maturity.targets.teams))
    if (!teamIds.includes(id)) yield unknownName(`maturity.targets.teams.${id}`, 'team', id, teamIds);
  const zone = organisation.time_zone;
  yield* vouchedProblems('maturity.evidence', maturity.evidence, criteria, [...teamIds, 'all'], zone);
  yield* saidProblems('maturity.waivers', maturity.waivers, criteria, [...teamIds, 'all'], zone);
  yield* contradictions(maturity, zone);
  for (const [index, { team }] of maturity.scaling.entries())
    if (team !== '' && ![...teamIds, 'all'].includes(team))
      yield unknownName(`maturity.scaling[${index}].team`, 'team', team, [...teamIds, 'all']);
}

/** The same of a rollout. Who says nothing of a team speaks of the organisation. */
export function* rolloutProblems({ rollout, teams, organisation }: Outline): Iterable<Problem> {
  const teamIds = [...teams.map(({ id }) => id), 'all'];
  yield* vouchedProblems('rollout.evidence', rollout?.evidence ?? [], rolloutCriteria, teamIds, organisation.time_zone);
}

type Said = Outline['maturity']['evidence'][number];

const isOfOrganisation = (criterion: string, asked: readonly Requirement[]): boolean =>
  asked.find(({ id }) => id === criterion)?.scope === 'organisation';

/** A date ends with its day, where the organisation is. NaN: it says no end that could be read. */
function endOf({ at, until }: Said, zone: string): number {
  if (until === '') return Date.parse(at) + evidenceMs;
  const read = end.safeParse(until);
  return read.success ? endAt(read.data, zone) : Number.NaN;
}

function* saidProblems(
  section: string,
  said: readonly Said[],
  asked: readonly Requirement[],
  teamIds: readonly string[],
  zone: string,
): Iterable<Problem> {
  const ids = asked.map(({ id }) => id);
  for (const [index, one] of said.entries()) {
    const { criterion, team, at } = one;
    const path = `${section}[${index}]`;
    if (criterion !== '' && !ids.includes(criterion))
      yield unknownName(`${path}.criterion`, 'criterion', criterion, ids);
    if (team !== '' && !teamIds.includes(team)) yield unknownName(`${path}.team`, 'team', team, teamIds);
    else if (team !== '' && team !== 'all' && isOfOrganisation(criterion, asked))
      // Judged once, for all: of one team it would be accepted and never count.
      yield { path: `${path}.team`, problem: `"${criterion}" is the organisation’s`, remedy: 'Write team: all' };
    if (!(endOf(one, zone) <= Date.parse(at))) continue;
    yield { path: `${path}.until`, problem: 'it ends before it starts', remedy: 'Let at be before until' };
  }
}

function* vouchedProblems(
  section: string,
  evidence: readonly Said[],
  asked: readonly Requirement[],
  teamIds: readonly string[],
  zone: string,
): Iterable<Problem> {
  yield* saidProblems(section, evidence, asked, teamIds, zone);
  for (const [index, { criterion }] of evidence.entries()) {
    const meant = asked.find(({ id }) => id === criterion);
    if (!meant || takesEvidence(meant)) continue;
    const path = `${section}[${index}].criterion`;
    const remedy = `Remove the evidence${asked === criteria ? '; a waiver may let a team off for a while' : ''}`;
    yield { path, problem: `"${criterion}" is measured or looked up, and nobody vouches for it`, remedy };
  }
}

/** A criterion that somebody vouches for needs no waiver, and the other way round. */
function* contradictions({ evidence, waivers }: Outline['maturity'], zone: string): Iterable<Problem> {
  for (const [index, waiver] of waivers.entries()) {
    const vouched = evidence.findIndex(
      (given) =>
        given.criterion !== '' &&
        given.criterion === waiver.criterion &&
        given.team === waiver.team &&
        Date.parse(given.at) < endOf(waiver, zone) &&
        Date.parse(waiver.at) < endOf(given, zone),
    );
    if (vouched < 0) continue;
    const problem = `"${waiver.criterion}" of "${waiver.team}" is waived, and maturity.evidence[${vouched}] vouches for it`;
    yield { path: `maturity.waivers[${index}]`, problem, remedy: 'Keep the one that is true' };
  }
}
