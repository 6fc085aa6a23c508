import type { Config } from '../config/config.ts';
import type { DerivedRoom } from '../derived/derived.ts';
import { targetQuarterOf } from '../guardrails/targets.ts';
import type { Engine, Value } from '../metrics/engine-types.ts';
import { queueShareAtQuarterEnd } from '../policy/limits.ts';
import type { Instant } from '../records/index.ts';
import { platformRequestsTarget } from './definitions.ts';

const open = { metric: 'platform_requests_open', team: '', label: '' } as const;

/** What the platform team promised of its queue. */
export function createPlatform(config: Config, engine: Engine): DerivedRoom {
  const beganWith = (asOf: Instant): { readonly at: Instant; readonly value: Value } => {
    const at = targetQuarterOf(config, asOf).from;
    return { at, value: engine.at(open, { from: at, to: at, asOf: at }) };
  };
  const target = {
    metric: platformRequestsTarget,
    *at(asOf: Instant) {
      const { value } = beganWith(asOf);
      const half = 'value' in value ? { value: value.value * queueShareAtQuarterEnd } : value;
      yield { team: '', label: '', value: half };
    },
    explain(_: unknown, asOf: Instant) {
      const { at, value } = beganWith(asOf);
      if ('absent' in value) return { facts: [], excluded: [] };
      const url = `${config.alerting.exporterUrl}/explain?metric=${open.metric}&asOf=${new Date(at).toISOString()}`;
      return { facts: [{ title: 'Open when the quarter began', url, at, value: value.value }], excluded: [] };
    },
  };
  return { derivations: [target], forget: () => undefined };
}
