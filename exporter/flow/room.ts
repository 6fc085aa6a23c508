import type { Config } from '../config/config.ts';
import type { DerivedExplanation, DerivedRoom, DerivedSample } from '../derived/derived.ts';
import { workInProgressLimit } from './definitions.ts';

/** What teams agreed on, as numbers. */
export function createFlow({ teams }: Pick<Config, 'teams'>): DerivedRoom {
  const limits = {
    metric: workInProgressLimit,
    *at(): Iterable<DerivedSample> {
      for (const { id, workInProgressLimit: value } of teams)
        if (value !== null) yield { team: id, label: '', value: { value } };
    },
    explain: (): DerivedExplanation => ({ facts: [], excluded: [] }),
  };
  return { derivations: [limits], forget: () => undefined };
}
