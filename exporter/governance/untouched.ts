import type { Derivation } from '../derived/derived.ts';
import type { Absence, Engine } from '../metrics/engine-types.ts';
import { domainUntouchedDays } from '../policy/limits.ts';
import { improvementDomains } from '../records/work-item-words.ts';
import type { ImprovementDomain, Instant } from '../records/index.ts';
import { domainsUntouched } from './definitions.ts';

const secondMs = 1_000;
const limitMs = domainUntouchedDays * 86_400_000;

interface Touched {
  readonly domain: ImprovementDomain;
  /** null: never, as far as was read. */
  readonly at: Instant | null;
}

/** When each domain was last worked on, or why nobody can say. */
function touchedAt(engine: Engine, asOf: Instant): readonly Touched[] | Absence {
  const result: Touched[] = [];
  for (const domain of improvementDomains) {
    const series = { metric: 'improvement_timestamp_seconds', team: '', label: domain };
    const answer = engine.at(series, { from: asOf, to: asOf, asOf });
    if ('absent' in answer && answer.absent !== 'no_facts') return answer.absent;
    result.push({ domain, at: 'value' in answer ? answer.value * secondMs : null });
  }
  return result;
}

const isUntouched = ({ at }: Touched, asOf: Instant): boolean => at === null || asOf - at > limitMs;

/** How many of the six nobody looks after. */
export const untouchedDomains = (engine: Engine): Derivation => ({
  metric: domainsUntouched,
  *at(asOf) {
    const touched = touchedAt(engine, asOf);
    if (typeof touched === 'string') yield { team: '', label: '', value: { absent: touched } };
    else yield { team: '', label: '', value: { value: touched.filter((one) => isUntouched(one, asOf)).length } };
  },
  explain(_, asOf) {
    const touched = touchedAt(engine, asOf);
    if (typeof touched === 'string') return { facts: [], excluded: [] };
    const untouched = touched.filter((one) => isUntouched(one, asOf));
    return {
      facts: untouched.map(({ domain, at }) => ({
        title: `${domain.replaceAll('_', ' ')}: ${at === null ? 'no improvement was ever read' : 'last worked on'}`,
        url: null,
        at: at ?? asOf,
        value: 1,
      })),
      excluded: [],
    };
  },
});
