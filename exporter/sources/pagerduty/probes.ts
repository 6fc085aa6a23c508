import type { Config } from '../../config/config.ts';
import { escalationLevels } from '../../policy/probe-limits.ts';
import type { EscalationPolicy, Instant, PagerDutyService } from '../../records/index.ts';
import { noted } from '../findings.ts';
import type { Verdict } from '../findings.ts';
import type { Batch, Store } from '../../store/store.ts';

/** Where `history` finds how far the findings reach. */
const readKey = 'probes/pagerduty';

type Subject = readonly [subject: string, verdict: Verdict];

/** How PagerDuty is set up, from what was read of it anyway. */
export interface Setup {
  readonly services: readonly PagerDutyService[];
  readonly policies: readonly EscalationPolicy[];
  /** Pages of escalation policies by id. */
  readonly policyUrls: ReadonlyMap<string, string>;
}

/** What is found now, as a batch to be stored; it stands for `everyMs`, when PagerDuty is read again. */
export function probePagerDuty(config: Config, setup: Setup, store: Store, at: Instant, everyMs: number): Batch {
  const all = [
    ...setup.services.map((service) => mappedTo(service, config)),
    ...config.services.map((service) => mappedFrom(service, setup)),
    ...setup.policies.map((policy) => levelsOf(policy, setup)),
  ];
  const before = store.state(readKey) as { readonly completeFromAt: Instant } | undefined;
  const read = { completeFromAt: before?.completeFromAt ?? at, watermarkAt: at + everyMs };
  return {
    records: all.map(([subject, verdict]) => noted(store, subject, verdict, at)),
    state: [{ key: readKey, value: read }],
  };
}

/** A PagerDuty service whose incidents can belong to a deployment. */
function mappedTo({ id, url }: PagerDutyService, { services }: Config): Subject {
  const names = services.filter(({ pagerdutyServices }) => pagerdutyServices.includes(id)).map((service) => service.id);
  const detail =
    names.length > 0 ? `Its incidents are those of ${names.join(', ')}.` : 'No configured service is mapped to it.';
  return [id, { check: 'services_mapped', result: names.length > 0 ? 'met' : 'unmet', detail, url: url || null }];
}

/** A configured service that incidents can belong to. */
function mappedFrom({ id, pagerdutyServices: named }: Config['services'][number], { services }: Setup): Subject {
  const missing = named.filter((one) => !services.some((service) => service.id === one));
  const isMapped = named.length > 0 && missing.length === 0;
  const detail = isMapped
    ? `It is mapped to ${named.join(', ')}.`
    : named.length === 0
      ? 'It is mapped to no PagerDuty service.'
      : `PagerDuty has no service ${missing.join(', ')}.`;
  const url = services.find((service) => service.id === named[0])?.url || null;
  return [id, { check: 'services_mapped', result: isMapped ? 'met' : 'unmet', detail, url }];
}

function levelsOf({ id, levels }: EscalationPolicy, { policyUrls }: Setup): Subject {
  const detail = levels === 1 ? 'It has 1 level.' : `It has ${levels} levels.`;
  const url = policyUrls.get(id) ?? null;
  return [id, { check: 'escalation_two_levels', result: levels >= escalationLevels ? 'met' : 'unmet', detail, url }];
}
