import type { Config } from '../config/config.ts';
import type { Derivation } from '../derived/derived.ts';
import type { Instant } from '../records/index.ts';
import { observedLevels } from './definitions.ts';
import type { Sources } from './derived-from.ts';
import { dimensionNames, levelWords } from './dimensions.ts';
import type { DimensionStanding } from './standing.ts';

/** Its dimensions: those that count are facts. */
export const explainDimensions =
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
