import type { Derivation, DerivedExplanation, DerivedSample } from '../derived/derived.ts';
import type { Series } from '../metrics/engine-types.ts';
import type { Instant } from '../records/index.ts';
import { criteriaByState, earnedLevels, observedLevels, targetLevel } from './definitions.ts';
import { known } from './derived-from.ts';
import type { Sources } from './derived-from.ts';
import { dimensions } from './dimensions.ts';
import type { Level } from './dimensions.ts';
import type { DimensionStanding } from './standing.ts';
import type { CriterionState } from './state.ts';
import { targetOf } from './targets.ts';

/** The levels of every dimension, and the criteria that they are read from. */
export const levelDerivations = (sources: Sources): readonly Derivation[] => [
  observedDerivation(sources),
  earnedDerivation(sources),
  targetDerivation(sources),
  criteriaDerivation(sources),
];

type State = CriterionState['state'];

/** Its criteria: those of the states that count are facts, the others are left out with why. */
function explainCriteria(
  { judgement }: Sources,
  { team, label }: Series,
  asOf: Instant,
  counting: readonly State[],
): DerivedExplanation {
  const [dimension, level, state] = label.split('/');
  const states = judgement.criteria
    .filter((criterion) => criterion.dimension === dimension && (!level || criterion.level === Number(level)))
    .map((criterion) => judgement.stateOf(criterion, team, asOf));
  const holds = (one: CriterionState): boolean => counting.includes(one.state);
  const behind = ({ criterion, url, knownAt, why, ...told }: CriterionState) => ({
    title: `Level ${criterion.level}: ${criterion.title} (${told.state}${criterion.scope === 'organisation' ? '; the organisation’s' : ''}). ${why}`,
    url,
    at: knownAt ?? asOf,
  });
  return {
    facts: states.filter(holds).map((one) => ({ ...behind(one), value: state ? 1 : one.criterion.level })),
    excluded: states.filter((one) => !holds(one)).map((one) => ({ ...behind(one), reason: one.why })),
  };
}

/** A level of each team in each dimension, and the states of criteria that reach it. */
const levelDerivation = (
  sources: Sources,
  metric: Derivation['metric'],
  levelOf: (standing: DimensionStanding) => Level | null,
  reaching: readonly State[],
): Derivation => ({
  metric,
  *at(asOf): Iterable<DerivedSample> {
    for (const { id } of sources.config.teams)
      for (const standing of sources.standings.all(id, asOf))
        yield { team: id, label: standing.dimension, value: known(levelOf(standing)) };
  },
  explain: (series, asOf) => explainCriteria(sources, series, asOf, reaching),
});
const observedDerivation = (sources: Sources): Derivation =>
  levelDerivation(sources, observedLevels, ({ observed }) => observed, ['met', 'waived']);
const earnedDerivation = (sources: Sources): Derivation =>
  levelDerivation(sources, earnedLevels, ({ earned }) => earned, ['met']);

function targetDerivation({ config }: Sources): Derivation {
  return {
    metric: targetLevel,
    *at() {
      for (const { id } of config.teams)
        for (const dimension of dimensions)
          yield { team: id, label: dimension, value: { value: targetOf(config, id, dimension) } };
    },
    explain: () => ({ facts: [], excluded: [] }),
  };
}

function criteriaDerivation(sources: Sources): Derivation {
  const { config, judgement, readings } = sources;
  const labels = criteriaByState.population.labels as readonly string[];
  return {
    metric: criteriaByState,
    *at(asOf) {
      for (const { id } of config.teams) {
        const counts = new Map(labels.map((label) => [label, 0]));
        for (const dimension of dimensions) {
          const states = readings.statesAt(asOf, id, dimension);
          const own = judgement.criteria.filter((criterion) => criterion.dimension === dimension);
          for (const [index, { level }] of own.entries()) {
            const label = `${dimension}/${level}/${states[index]!}`;
            counts.set(label, counts.get(label)! + 1);
          }
        }
        for (const [label, value] of counts) yield { team: id, label, value: { value } };
      }
    },
    explain: (series, asOf) => explainCriteria(sources, series, asOf, [series.label.split('/')[2] as State]),
  };
}
