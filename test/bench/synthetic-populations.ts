import type { AnyPopulation, Fact, Hidden, RootKind } from '../../exporter/metrics/metric.ts';

export interface Size {
  readonly pullRequests: number;
  readonly deployments: number;
  readonly incidents: number;
  readonly teams: number;
  readonly services: number;
  readonly days: number;
}
export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
export const endAt = Date.parse('2026-06-01T12:00:00Z');

/** The same numbers each time: a fraction that depends on two whole numbers only. */
function fraction(n: number, salt: number): number {
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
export const stages = ['coding', 'pickup', 'review', 'merge', 'deploy'];

export const teamName = (n: number): string => `t${n}`;
/** In the order of numbers, as records are; a twentieth of the facts has no team. */
const startOf = (n: number, count: number, size: Size): number =>
  Math.round(endAt - size.days * dayMs + ((n + 0.5) / count) * size.days * dayMs);
const teamsOf = (n: number, size: Size): readonly string[] =>
  fraction(n, 1) < 0.05 ? [] : [teamName(Math.floor(fraction(n, 2) * size.teams))];
const between = (n: number, salt: number, from: number, to: number): number =>
  Math.round(from + fraction(n, salt) ** 3 * (to - from));
const flags = (n: number, names: readonly string[]): Record<string, number> =>
  Object.fromEntries(names.map((name, salt) => [name, fraction(n, 40 + salt) < 0.4 ? 1 : 0]));

/** Facts as the real populations make them, in number and shape; they follow from a root's number alone. */
export function populations(size: Size) {
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
      const numbered = one as Root;
      for (const fact of make(numbered, size))
        yield { ref: { kind: root as 'incident', id: numbered.id }, ...fact } as never;
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
