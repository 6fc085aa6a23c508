import type { Config } from '../config/config.ts';
import type { Derivation, DerivedExplanation, DerivedSample } from '../derived/derived.ts';
import type { Series, Value } from '../metrics/engine-types.ts';
import type { Instant } from '../records/index.ts';
import {
  criteriaByState,
  levelsAtOne,
  levelsBelowAssessed,
  levelsBelowTarget,
  observedLevels,
  scalingAllowed,
  stagnantQuarters,
  systemicGaps,
  targetLevel,
} from './definitions.ts';
import { dimensionNames, dimensions, levels, levelWords } from './dimensions.ts';
import type { Dimension } from './dimensions.ts';
import type { AssessedLevels } from './assessed.ts';
import type { Judgement } from './judgement.ts';
import { isRegressed } from './standing.ts';
import type { DimensionStanding, Standings } from './standing.ts';
import type { CriterionState } from './state.ts';
import { targetOf } from './targets.ts';

/** What the numbers of maturity are had from. */
export interface Sources {
  readonly config: Config;
  readonly judgement: Judgement;
  readonly standings: Standings;
  readonly assessed: AssessedLevels;
}

const known = (value: number | boolean | null): Value =>
  value === null ? { absent: 'incomplete' } : { value: Number(value) };
const isDimension = (label: string): label is Dimension => (dimensions as readonly string[]).includes(label);

/** A derivation with a value for every team. */
const perTeam = (
  { config }: Sources,
  metric: Derivation['metric'],
  valueOf: (team: string, asOf: Instant) => Value | undefined,
  explain: Derivation['explain'],
): Derivation => ({
  metric,
  *at(asOf): Iterable<DerivedSample> {
    for (const { id } of config.teams) {
      const value = valueOf(id, asOf);
      if (value) yield { team: id, label: '', value };
    }
  },
  explain,
});

/** Its criteria: those that hold are facts, the others are left out with why. */
function explainCriteria({ judgement }: Sources, { team, label }: Series, asOf: Instant): DerivedExplanation {
  const [dimension, level, state] = label.split('/');
  const states = judgement.criteria
    .filter((criterion) => criterion.dimension === dimension && (!level || criterion.level === Number(level)))
    .map((criterion) => judgement.stateOf(criterion, team, asOf));
  const holds = (one: CriterionState): boolean =>
    state ? one.state === state : one.state === 'met' || one.state === 'waived';
  const behind = ({ criterion, url, knownAt, why, ...told }: CriterionState) => ({
    title: `Level ${criterion.level}: ${criterion.title} (${told.state}). ${why}`,
    url,
    at: knownAt ?? asOf,
  });
  return {
    facts: states.filter(holds).map((one) => ({ ...behind(one), value: state ? 1 : one.criterion.level })),
    excluded: states.filter((one) => !holds(one)).map((one) => ({ ...behind(one), reason: one.why })),
  };
}

/** Its dimensions: those that count are facts. */
const explainDimensions =
  ({ standings, config }: Sources, counts: (standing: DimensionStanding) => boolean): Derivation['explain'] =>
  ({ team }, asOf) => {
    const all = standings
      .all(team, asOf)
      .map((standing) => ({ standing, ...behindDimension(standing, team, config, asOf) }));
    return {
      facts: all
        .filter(({ standing }) => counts(standing))
        .map(({ standing, ...told }) => ({ ...told, value: standing.observed ?? 0 })),
      excluded: all
        .filter(({ standing }) => !counts(standing))
        .map(({ standing, ...told }) => ({ ...told, reason: `Observed at level ${standing.observed ?? 'unknown'}.` })),
    };
  };

function behindDimension(
  { dimension, observed, target, assessed }: DimensionStanding,
  team: string,
  config: Config,
  at: Instant,
) {
  const name = observed === null ? 'not known' : `${observed} ${levelWords[observed].name}`;
  const record = assessed === null ? '' : `, assessed at ${assessed}`;
  return {
    title: `${dimensionNames[dimension]}: observed at level ${name}${record}; the target is ${target}`,
    url: `${config.alerting.exporterUrl}/explain?metric=${observedLevels.name}&team=${team}&label=${dimension}&asOf=${new Date(at).toISOString()}`,
    at,
  };
}

function levelDerivation(sources: Sources): Derivation {
  return {
    metric: observedLevels,
    *at(asOf) {
      for (const { id } of sources.config.teams)
        for (const { dimension, observed } of sources.standings.all(id, asOf))
          yield { team: id, label: dimension, value: known(observed) };
    },
    explain: (series, asOf) => explainCriteria(sources, series, asOf),
  };
}

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
  const { config, judgement } = sources;
  return {
    metric: criteriaByState,
    *at(asOf) {
      for (const { id } of config.teams) {
        const counts = new Map<string, number>();
        for (const criterion of judgement.criteria) {
          const { state } = judgement.stateOf(criterion, id, asOf);
          const key = `${criterion.dimension}/${criterion.level}/${state}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        for (const label of criteriaByState.population.labels as readonly string[])
          yield { team: id, label, value: { value: counts.get(label) ?? 0 } };
      }
    },
    explain: (series, asOf) => explainCriteria(sources, series, asOf),
  };
}

function stagnationDerivation(sources: Sources): Derivation {
  return {
    metric: stagnantQuarters,
    *at(asOf) {
      for (const { id } of sources.config.teams) {
        const all = sources.standings.all(id, asOf);
        for (const { dimension, stagnantQuarters: quarters } of all)
          if (quarters !== null) yield { team: id, label: dimension, value: { value: quarters } };
        const most = Math.max(...all.map(({ stagnantQuarters: quarters }) => quarters ?? -1));
        yield { team: id, label: 'any', value: most < 0 ? { absent: 'no_facts' } : { value: most } };
      }
    },
    explain: (series, asOf) =>
      explainDimensions(
        sources,
        ({ dimension, stagnantQuarters: quarters }) =>
          (quarters ?? 0) > 0 && (series.label === 'any' || series.label === dimension),
      )(series, asOf),
  };
}

function gapsDerivation({ config, standings }: Sources): Derivation {
  const gapsOf = (label: string, asOf: Instant) =>
    (isDimension(label) ? [label] : dimensions).flatMap((dimension) => standings.systemicGaps(dimension, asOf));
  return {
    metric: systemicGaps,
    *at(asOf) {
      for (const label of systemicGaps.population.labels as readonly string[])
        yield { team: '', label, value: { value: gapsOf(label, asOf).length } };
    },
    explain: ({ label }, asOf) => ({
      facts: gapsOf(label, asOf).map(({ criterion, teams }) => ({
        title: `${dimensionNames[criterion.dimension]}, level ${criterion.level}: ${criterion.title}; ${teams} of ${config.teams.length} teams lack it`,
        url: null,
        at: asOf,
        value: 1,
      })),
      excluded: [],
    }),
  };
}

/** In how many dimensions a team is below its level of record; undefined: nobody assesses. */
function regressedOf({ config, standings, assessed }: Sources, team: string, asOf: Instant): Value | undefined {
  if (!config.maturity.assessments) return undefined;
  const absent = assessed.unread(asOf);
  if (absent) return { absent };
  const all = standings.all(team, asOf);
  if (all.every((standing) => standing.assessed === null)) return { absent: 'no_facts' };
  return known(all.every(({ observed }) => observed === null) ? null : all.filter(isRegressed).length);
}

/** Every number of maturity. */
export function maturityDerivations(sources: Sources): readonly Derivation[] {
  const { config, standings } = sources;
  const count = (team: string, asOf: Instant, counts: (one: DimensionStanding) => boolean): Value => {
    const all = standings.all(team, asOf);
    return all.every(({ observed }) => observed === null) ? known(null) : known(all.filter(counts).length);
  };
  const isBelow = ({ observed, target }: DimensionStanding): boolean => observed !== null && observed < target;
  const isAtOne = ({ observed }: DimensionStanding): boolean => observed === levels[0];
  const floor = ({ observed, assessed }: DimensionStanding): boolean =>
    observed !== null && Math.min(observed, assessed ?? observed) >= config.maturity.floor;
  return [
    levelDerivation(sources),
    targetDerivation(sources),
    criteriaDerivation(sources),
    perTeam(
      sources,
      levelsBelowTarget,
      (team, asOf) => count(team, asOf, isBelow),
      explainDimensions(sources, isBelow),
    ),
    perTeam(
      sources,
      levelsBelowAssessed,
      (team, asOf) => regressedOf(sources, team, asOf),
      explainDimensions(sources, isRegressed),
    ),
    perTeam(
      sources,
      levelsAtOne,
      (team, asOf) => (config.maturity.stage === 'early' ? undefined : count(team, asOf, isAtOne)),
      explainDimensions(sources, isAtOne),
    ),
    stagnationDerivation(sources),
    gapsDerivation(sources),
    perTeam(
      sources,
      scalingAllowed,
      (team, asOf) => known(standings.mayScale(team, asOf)),
      explainDimensions(sources, floor),
    ),
  ];
}
