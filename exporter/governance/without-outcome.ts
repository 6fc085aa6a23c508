import type { Derivation, DerivedExplanation } from '../derived/derived.ts';
import type { Engine, Value } from '../metrics/engine-types.ts';
import { windowMs } from '../metrics/metric.ts';
import type { WindowName } from '../metrics/metric.ts';
import { improvementDomains } from '../records/work-item-words.ts';
import type { ImprovementDomain, Instant } from '../records/index.ts';
import { withoutOutcome } from './definitions.ts';
import { outcomesOfDomain, outcomeWords } from './outcome-names.ts';
import type { Change, Outcomes } from './outcomes.ts';
import { absenceWords, isUnknown } from './values.ts';

const windows = withoutOutcome.windows as readonly WindowName[];

/** How many improvements of a domain were done. */
export const doneIn = (engine: Engine, domain: ImprovementDomain, window: WindowName, asOf: Instant): Value =>
  engine.at(
    { metric: 'improvements_done', team: '', label: domain, window },
    { from: asOf - windowMs[window], to: asOf, asOf },
  );

const isBetter = ({ change }: Change): boolean => 'value' in change && change.value < 0;

/** Whether what was done came to nothing, by the outcomes that it is held against. */
export function isNoise(done: Value, changes: readonly Change[]): Value {
  if ('absent' in done) return done;
  if (done.value === 0 || changes.some(isBetter)) return { value: 0 };
  const all = changes.map(({ change }) => change);
  const unknown = all.find((change) => 'absent' in change && isUnknown(change.absent));
  if (unknown) return unknown;
  return all.some((change) => 'value' in change) ? { value: 1 } : { absent: 'no_facts' };
}

/** Whether each domain's improvement is activity without outcome. */
export function withoutOutcomes(engine: Engine, outcomes: Outcomes): Derivation {
  const changesOf = (domain: ImprovementDomain, window: WindowName, asOf: Instant): readonly Change[] =>
    outcomesOfDomain[domain].outcomes.map((outcome) => outcomes.change(outcome, window, asOf));
  return {
    metric: withoutOutcome,
    *at(asOf) {
      for (const window of windows)
        for (const domain of improvementDomains) {
          const value = isNoise(doneIn(engine, domain, window, asOf), changesOf(domain, window, asOf));
          yield { team: '', label: domain, window, value };
        }
    },
    explain: ({ label, window }, asOf) => behind(changesOf(label as ImprovementDomain, window!, asOf), asOf),
  };
}

/** The outcomes of the domain: their changes as shares are the facts. */
function behind(changes: readonly Change[], at: Instant): DerivedExplanation {
  const told = ({ outcome }: Change) => ({ title: `${outcomeWords[outcome]}: change as a share`, url: null, at });
  return {
    facts: changes.flatMap((one) => ('value' in one.change ? [{ ...told(one), value: one.change.value }] : [])),
    excluded: changes.flatMap((one) => ('absent' in one.change ? [{ ...told(one), reason: absenceWords[one.change.absent] }] : [])), // prettier-ignore
  };
}
