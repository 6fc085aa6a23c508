import type { Derivation } from '../derived/derived.ts';
import type { Instant } from '../records/index.ts';
import { systemicGaps } from './definitions.ts';
import type { Sources } from './derived-from.ts';
import { dimensionNames, dimensions } from './dimensions.ts';
import type { Dimension } from './dimensions.ts';

const isDimension = (label: string): label is Dimension => (dimensions as readonly string[]).includes(label);

/** What most teams lack. */
export function gapsDerivation({ config, standings }: Sources): Derivation {
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
        // Every team is there with what it lacks, and where to act on it.
        url: `${config.alerting.exporterUrl}/maturity`,
        at: asOf,
        value: 1,
      })),
      excluded: [],
    }),
  };
}
