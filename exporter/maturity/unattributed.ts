import { momentOf } from '../guardrails/line-series.ts';
import type { Engine, Series, Value } from '../metrics/engine-types.ts';
import type { Judged } from '../policy/policy-line.ts';
import type { Instant } from '../records/index.ts';
import { lacking } from './lacking.ts';
import { said } from './measured.ts';
import { met, unknown, unmet } from './state.ts';
import type { Finding, ToldFinding } from './state.ts';

/** A share of the organisation's facts that is of no team. */
export interface Unattributed {
  readonly unattributed: Judged;
  readonly atMost: number;
}

const seriesOf = ({ metric, window, label }: Judged, team: string): Series => ({
  metric,
  team,
  label: label ?? '',
  ...(window && { window }),
});

/** Nothing of no team is no sample, and means none. */
function shareOf(none: Value, all: Value): number | Finding {
  if ('absent' in all) return unknown(all.absent);
  if (all.value === 0) return 0;
  return 'absent' in none ? 0 : none.value / all.value;
}

const findingOf = (share: number | Finding, atMost: number): Finding =>
  typeof share === 'number' ? (share <= atMost ? met : unmet) : share;

/** As of every instant. */
export function unattributedOver(
  engine: Engine,
  { unattributed, atMost }: Unattributed,
  instants: readonly Instant[],
): readonly Finding[] {
  const values = { unattributed: [] as Value[], all: [] as Value[] };
  engine.slide(
    unattributed.metric,
    instants,
    ({ team }, first, end, value) => {
      for (let index = first; index < end; index += 1) values[team as keyof typeof values][index] = value;
    },
    (series) => isOf(series, unattributed),
  );
  return instants.map((_, index) => findingOf(shareOf(values.unattributed[index]!, values.all[index]!), atMost));
}

const isOf = ({ team, window, label }: Series, judged: Judged): boolean =>
  (team === 'unattributed' || team === 'all') && window === judged.window && label === (judged.label ?? '');

/** The same as of one instant, in words. */
export function unattributedTold(
  engine: Engine,
  { unattributed, atMost }: Unattributed,
  exporterUrl: string,
  asOf: Instant,
): ToldFinding {
  const read = (team: string): Value => {
    const series = seriesOf(unattributed, team);
    return engine.at(series, momentOf(series, asOf));
  };
  const share = shareOf(read('unattributed'), read('all'));
  const finding = findingOf(share, atMost);
  const { metric, window } = unattributed;
  return {
    ...finding,
    why:
      typeof share === 'number'
        ? `${said(share, 'ratio')} belong to no team; asked is at most ${said(atMost, 'ratio')}.`
        : lacking[share.lacks!],
    url: `${exporterUrl}/explain?metric=${metric}&team=unattributed&window=${window}`,
    knownAt: typeof share === 'number' ? asOf : null,
  };
}
