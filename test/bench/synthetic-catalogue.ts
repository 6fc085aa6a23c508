import { createCalendar } from '../../exporter/calendar/business-time.ts';
import type { Config } from '../../exporter/config/config.ts';
import type { History, RootRef } from '../../exporter/history/history.ts';
import { metric } from '../../exporter/metrics/metric.ts';
import type { Aggregate, AnyMetric, AnyPopulation, Fact, Hidden, RootKind } from '../../exporter/metrics/metric.ts';

export interface Size {
  readonly pullRequests: number;
  readonly deployments: number;
  readonly incidents: number;
  readonly teams: number;
  readonly services: number;
  readonly days: number;
}
export const dayMs = 86_400_000;
const hourMs = 3_600_000;
export const endAt = Date.parse('2026-06-01T12:00:00Z');

/** The same numbers each time: a fraction that depends on two whole numbers only. */
export function fraction(n: number, salt: number): number {
  let x = Math.imul(n ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 4_294_967_296;
}

/** Roots carry nothing but a number: facts follow from it, as in a history that is already joined. */
interface Root {
  readonly id: string;
  readonly n: number;
}
type Make = (root: Root, size: Size) => Iterable<Omit<Fact, 'ref'>>;

const priorities = ['P1', 'P2', 'P3', 'P4', 'P5', 'none'];
const slas = ['first_review', 'first_review_lead', 'approval'];
const states = ['draft', 'awaiting_review', 'in_review', 'approved'];
const stages = ['coding', 'pickup', 'review', 'merge', 'deploy'];

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
    *roots(kind: RootKind) {
      for (let n = 0; n < (counts[kind] ?? 0); n += 1) yield { id: idOf(kind, n), n };
    },
  } as unknown as History;
  const roots = kinds.flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, n) => ({ kind, id: idOf(kind, n) })),
  );
  return { catalogue, history, roots };
}

const teamName = (n: number): string => `t${n}`;
/** In the order of numbers, as records are; a twentieth of the facts has no team. */
const startOf = (n: number, count: number, size: Size): number =>
  Math.round(endAt - size.days * dayMs + ((n + 0.5) / count) * size.days * dayMs);
const teamsOf = (n: number, size: Size): readonly string[] =>
  fraction(n, 1) < 0.05 ? [] : [teamName(Math.floor(fraction(n, 2) * size.teams))];
const between = (n: number, salt: number, from: number, to: number): number =>
  Math.round(from + fraction(n, salt) ** 3 * (to - from));
const flags = (n: number, names: readonly string[]): Record<string, number> =>
  Object.fromEntries(names.map((name, salt) => [name, fraction(n, 40 + salt) < 0.4 ? 1 : 0]));

function populations(size: Size) {
  const of = (
    root: RootKind,
    labels: readonly string[] | 'services',
    values: readonly string[],
    make: Make,
  ): AnyPopulation => ({
    id: `${root} ${values.join(' ')}`,
    root,
    labels,
    values,
    needs: [{ signal: 'pull_requests' }, { signal: 'incidents' }],
    *factsOf(one: unknown) {
      const root_ = one as Root;
      for (const fact of make(root_, size)) yield { ref: { kind: root as 'incident', id: root_.id }, ...fact } as never;
    },
  });
  const pull = (
    labels: readonly string[],
    values: readonly string[],
    make: (common: { readonly n: number; readonly at: number; readonly teams: readonly string[] }) => Iterable<object>,
  ) =>
    of(
      'pull_request',
      labels,
      values,
      ({ n }) => make({ n, at: startOf(n, size.pullRequests, size), teams: teamsOf(n, size) }) as never,
    );
  const event = (
    labels: readonly string[],
    values: readonly string[],
    delayMs: number,
    valuesOf: (n: number, ms: number) => object,
    known = false,
  ) =>
    pull(labels, values, function* ({ n, at, teams }) {
      const ms = between(n, 3, 0, 6 * delayMs);
      for (const label of labels)
        yield {
          type: 'event',
          at: at + ms,
          teams,
          label,
          values: valuesOf(n, ms),
          ...(known && { known: { from: at + ms, to: fraction(n, 9) < 0.05 ? at + 2 * ms : Infinity } }),
        };
    });
  const spans = (labels: readonly string[], share: number, elapsed = false) =>
    pull(labels, [], function* ({ n, at, teams }) {
      let from = at;
      for (const [salt, label] of labels.entries()) {
        const to = from + between(n, 10 + salt, hourMs, 4 * dayMs);
        if (fraction(n, 20 + salt) < share)
          yield {
            type: 'span',
            span: { from, to },
            teams,
            label,
            values: {},
            ...(elapsed && { elapsedBefore: hourMs }),
          };
        from = to;
      }
    });
  const deployment = (labels: 'services' | readonly string[], values: readonly string[], share: number) =>
    of('service_deployment', labels, values, function* ({ n }) {
      if (fraction(n, 30) >= share) return;
      const at = startOf(n, size.deployments, size);
      const failed = fraction(n, 31) < 0.1 ? [{ from: at + hourMs, to: Infinity }] : [];
      const teams = [...new Set([...teamsOf(n, size), ...teamsOf(n + 1, size)])];
      const label = labels === 'services' ? `s${Math.floor(fraction(n, 32) * size.services)}` : '';
      yield {
        type: 'verdict',
        at,
        teams,
        label,
        holds: failed,
        provisionalUntil: at + dayMs,
        values: { ...flags(n, values), ms: between(n, 33, hourMs, 9 * dayMs), group: n >> 1 },
      } as never;
    });
  const incident = (labels: readonly string[], values: readonly string[], facts: number) =>
    of('incident', labels, values, function* ({ n }) {
      const at = startOf(n, size.incidents, size);
      for (let i = 0; i < facts; i += 1)
        yield {
          type: 'event',
          at: at + i * hourMs,
          teams: teamsOf(n + i, size),
          label: labels[n % labels.length]!,
          carrier: (n % 40) as Hidden,
          known: { from: at, to: Infinity },
          values: { ...flags(n, values), ms: between(n, 34, hourMs, dayMs) },
        } as never;
    });
  return {
    merged: event([''], ['ms', 'lines', 'a', 'b', 'c'], dayMs, (n, ms) => ({
      ms,
      lines: between(n, 5, 1, 2_000),
      ...flags(n, ['a', 'b', 'c']),
    })),
    merges: event([''], ['a', 'b', 'c'], dayMs, (n) => flags(n, ['a', 'b', 'c'])),
    firstReviews: event([''], ['ms'], 6 * hourMs, (_, ms) => ({ ms })),
    approved: event([''], ['ms'], 20 * hourMs, (_, ms) => ({ ms }), true),
    decided: event(slas, ['met'], 5 * hourMs, (n) => ({ met: flags(n, ['met'])['met'] })),
    open: spans(states, 0.9),
    atRisk: spans(slas, 0.3),
    overdue: spans(slas, 0.15),
    unreviewed: spans([''], 0.9, true),
    unreviewed48: spans([''], 0.1),
    waiting: spans([''], 0.9),
    waitingLong: spans([''], 0.2),
    deployed: event([''], ['ms', ...stages, 'flag'], 3 * dayMs, (n, ms) => ({
      ms,
      ...Object.fromEntries(stages.map((s, i) => [s, between(n, 50 + i, 0, 2 * dayMs)])),
      ...flags(n, ['flag']),
    })),
    gap: of('team', [''], [], function* ({ n }) {
      for (let day = 0; day < size.days; day += 1) {
        const from = startOf(0, 1e9, size) + day * dayMs + n * hourMs;
        yield {
          type: 'span',
          span: { from, to: from + between(day, 60, hourMs, dayMs) },
          teams: [teamName(n)],
          label: '',
          values: {},
        } as never;
      }
    }),
    onCall: of('team', [''], [], function* ({ n }) {
      for (let day = 0; day < size.days; day += 7) {
        const from = startOf(0, 1e9, size) + day * dayMs + n * hourMs;
        yield {
          type: 'span',
          span: { from, to: from + 7 * dayMs },
          teams: [teamName(n)],
          label: '',
          carrier: (n * 8 + ((day / 7) % 6)) as Hidden,
          values: {},
        } as never;
      }
    }),
    coverage: of('pagerduty_service', [''], ['configured', 'covered'], function* ({ n }) {
      const from = startOf(0, 1e9, size);
      const common = { type: 'span', teams: [teamName(n % size.teams)], label: '' };
      yield { ...common, span: { from, to: endAt }, values: { configured: 1, covered: 0 } } as never;
      for (let day = 0; day < size.days; day += 1)
        yield {
          ...common,
          span: { from: from + day * dayMs, to: from + (day + 0.9) * dayMs },
          values: { configured: 0, covered: 1 },
        } as never;
    }),
    succeeded: deployment('services', ['new', 'automated', 'own', 'rework', 'ms', 'group'], 1),
    judged: deployment([''], ['incident', 'rollback', 'revert', 'hotfix', 'ms', 'group'], 1),
    recovered: deployment([''], ['ms', 'group'], 0.1),
    incidents: incident(priorities, ['a'], 1),
    restored: incident(['P1', 'P2', 'any'], ['ms'], 1),
    acknowledged: incident(['P1', 'P2', 'any'], ['ms'], 1),
    answered: incident(['P1'], ['a'], 1),
    pages: incident([''], ['off', 'sleep'], 3),
    otherPages: incident([''], ['outside'], 2),
  };
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
