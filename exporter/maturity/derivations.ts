import type { Derivation, DerivedSample } from '../derived/derived.ts';
import type { Value } from '../metrics/engine-types.ts';
import type { Instant } from '../records/index.ts';
import {
  levelsAtOne,
  levelsBelowAssessed,
  levelsBelowTarget,
  scalingAllowed,
  stagnantQuarters,
} from './definitions.ts';
import { known } from './derived-from.ts';
import type { Sources } from './derived-from.ts';
import { levels } from './dimensions.ts';
import { explainDimensions } from './explain-dimensions.ts';
import { gapsDerivation } from './gap-derivations.ts';
import { levelDerivations } from './level-derivations.ts';
import { isRegressed } from './standing.ts';
import type { DimensionStanding } from './standing.ts';

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
    ...levelDerivations(sources),
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
