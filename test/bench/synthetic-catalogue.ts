import { createCalendar } from '../../exporter/calendar/business-time.ts';
import type { Config } from '../../exporter/config/config.ts';
import type { History, RootRef } from '../../exporter/history/history.ts';
import { metric } from '../../exporter/metrics/metric.ts';
import type { Aggregate, AnyMetric, AnyPopulation, RootKind } from '../../exporter/metrics/metric.ts';
import { dayMs, endAt, hourMs, populations, stages, teamName } from './synthetic-populations.ts';
import type { Size } from './synthetic-populations.ts';

export function synthetic(size: Size): {
  readonly catalogue: readonly AnyMetric[];
  readonly history: History;
  readonly roots: readonly RootRef[];
} {
  const catalogue = metricsOf(size);
  const counts: Partial<Record<RootKind, number>> = {
    pull_request: size.pullRequests,
    service_deployment: size.deployments,
    incident: size.incidents,
    team: size.teams,
    pagerduty_service: size.services,
  };
  const kinds = Object.entries(counts) as [RootKind, number][];
  const workingTime = {
    zone: 'Europe/Berlin',
    hours: Object.fromEntries([1, 2, 3, 4, 5].map((d) => [d, [{ from: 540, to: 1_020 }]])),
    holidays: [],
  };
  const calendar = createCalendar(workingTime);
  const idOf = (kind: string, n: number): string => `${kind}#${n}`;
  const history = {
    config: {
      teams: Array.from({ length: size.teams }, (_, n) => ({ id: teamName(n) })),
      services: Array.from({ length: size.services }, (_, n) => ({ id: `s${n}`, owner: teamName(n % size.teams) })),
      stalenessMs: 2 * hourMs,
    } as unknown as Config,
    calendar: () => calendar,
    signal: () => ({ completeFromAt: endAt - 2_000 * dayMs, watermarkAt: endAt }),
    root: (kind: RootKind, id: string) => ({ id, n: Number(id.slice(kind.length + 1)) }),
    settledAt: () => Infinity,
    *roots(kind: RootKind) {
      for (let n = 0; n < (counts[kind] ?? 0); n += 1) yield { id: idOf(kind, n), n };
    },
  } as unknown as History;
  const roots = kinds.flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, n) => ({ kind, id: idOf(kind, n) })),
  );
  return { catalogue, history, roots };
}

function metricsOf(size: Size): readonly AnyMetric[] {
  const p = populations(size);
  let number = 0;
  const [all, long, ever] = [['7d', '28d', '90d'], ['28d', '90d'], 'instant'] as const;
  const of = (
    population: AnyPopulation,
    aggregate: Aggregate<string> | undefined,
    windows: AnyMetric['windows'],
    more: Partial<AnyMetric> = {},
  ) =>
    metric({
      name: `m${(number += 1)}`,
      family: 'review',
      question: '?',
      help: '?',
      version: 1,
      unit: 'seconds',
      population,
      ...(aggregate && { aggregate }),
      windows,
      ...more,
    } as AnyMetric);
  const count = { count: 'all' } as const;
  const share = (flag: string): Aggregate<string> => ({ ratio: [{ count: { flag } }, { count: { known: flag } }] });
  const named = { label: { name: 'label' } };
  const each = (values: Readonly<Record<string, Aggregate<string>>>) => ({ label: { name: 'label', each: values } });
  return [
    of(p.merged, { stats: 'ms' }, all),
    of(p.merged, { stats: 'lines' }, long),
    of(p.merged, share('a'), long),
    of(p.merged, share('b'), long),
    of(p.merged, share('c'), long),
    of(p.merges, count, long),
    of(p.merges, undefined, long, each({ a: share('a'), b: share('b'), c: share('c') })),
    of(p.firstReviews, { stats: 'ms' }, all),
    of(p.approved, { stats: 'ms' }, long),
    of(p.decided, share('met'), all, named),
    of(p.open, { open: 'all' }, ever, named),
    of(p.atRisk, { open: 'all' }, ever, named),
    of(p.overdue, { open: 'all' }, ever, named),
    of(p.unreviewed, { oldest: 'calendar' }, ever, { all: 'max' }),
    of(p.unreviewed48, { open: 'all' }, ever),
    of(p.waiting, { open: 'all' }, ever),
    of(p.waitingLong, { open: 'all' }, ever),
    of(p.gap, { oldest: 'business' }, ever, { all: 'max' }),
    of(p.deployed, { stats: 'ms' }, all),
    of(p.deployed, undefined, all, each(Object.fromEntries(stages.map((s) => [s, { stats: s }])))),
    of(p.deployed, share('flag'), long),
    of(p.succeeded, count, all, { ...named, zeros: 'seen90d' }),
    of(p.succeeded, { latest: 'at' }, 'ever', named),
    of(p.judged, { distinct: 'group' }, long),
    of(p.judged, { ratio: [{ count: { flag: 'incident' } }, { window: 'businessDays' }] }, all),
    of(p.judged, { ratio: [{ count: 'holding' }, count] }, all),
    of(
      p.judged,
      undefined,
      long,
      each({
        any: { count: 'holding' },
        incident: { count: { flag: 'incident' } },
        rollback: { count: { flag: 'rollback' } },
        revert: { count: { flag: 'revert' } },
        hotfix: { count: { flag: 'hotfix' } },
      }),
    ),
    of(p.judged, share('rollback'), long),
    of(p.judged, share('revert'), long),
    of(p.judged, share('hotfix'), long),
    of(p.judged, { stats: 'ms' }, long),
    of(p.recovered, { stats: 'ms' }, long),
    of(p.recovered, { stats: 'group' }, long),
    of(p.incidents, count, long, named),
    of(p.incidents, { ratio: [{ count: { flag: 'a' } }, count] }, long),
    of(p.restored, { stats: 'ms' }, all, named),
    of(p.acknowledged, { stats: 'ms' }, long, named),
    of(p.answered, share('a'), all, named),
    of(p.pages, count, long),
    of(p.pages, { ratio: [count, { acrossTeams: count }] }, all, { all: 'none' }),
    of(p.pages, share('off'), long),
    of(p.pages, { count: { flag: 'sleep' } }, long),
    of(p.otherPages, share('outside'), long),
    of(p.pages, { ratio: [{ largestCarrier: count, minCarriers: 1, minFacts: 10 }, count] }, long, {
      all: 'none',
      onlyWhere: { population: p.onCall, term: { covered: 'all' }, atLeast: 4 },
    }),
    of(
      p.onCall,
      { ratio: [{ largestCarrier: { covered: 'all' }, minCarriers: 4, minFacts: 1 }, { covered: 'all' }] },
      long,
      { all: 'none' },
    ),
    of(p.onCall, { longest: 'clipped' }, ['28d'], { all: 'max' }),
    of(p.coverage, { ratio: [{ covered: { flag: 'covered' } }, { covered: { flag: 'configured' } }] }, long),
  ];
}
