import type { QueryDocument } from '../../config/read-query.ts';
import type { Instant } from '../../records/index.ts';
import type { WorldSeries } from '../world.ts';
import type { DemoTeam } from './organisation.ts';
import { quarterWeeks } from './story.ts';
import { dayMs, weekMs } from './working-time.ts';

/** What the organisation asks its Prometheus: the names of recorded series. */
export const demoQueries: readonly QueryDocument[] = [
  { id: 'budgets', kind: 'error_budget_remaining', query: 'slo:error_budget_remaining:ratio' },
  { id: 'slos', kind: 'slo_count', query: 'team:slos:count' },
  {
    id: 'experiment-errors',
    kind: 'experiment_change',
    guardrail: 'error_rate',
    query: 'experiment:error_rate_change:ratio',
  },
  {
    id: 'experiment-latency',
    kind: 'experiment_change',
    guardrail: 'latency',
    query: 'experiment:latency_change:ratio',
  },
];

interface Span {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}
type Step = WorldSeries['steps'][number];

/** The SLOs of every team and what its experiments do to users. */
export function seriesOf(teams: readonly DemoTeam[], span: Span): WorldSeries[] {
  return [
    ...teams.flatMap((team, index) => budgets(team, index, team === teams.at(-2), span)),
    ...teams.map(({ id }) => series('team:slos:count', { team: id }, [{ at: span.startsAt, value: 2 }])),
    ...experiments(teams, span),
  ];
}

const series = (metric: string, labels: WorldSeries['labels'], steps: readonly Step[]): WorldSeries => ({
  metric,
  labels,
  steps,
});

/** How much of its budget a team has left, day by day: a month's use comes and goes. What the storage costs is spent in the ninth week. */
function budgets(team: DemoTeam, index: number, hasBadStorage: boolean, { startsAt, endsAt }: Span): WorldSeries[] {
  const spentFrom = endsAt - (quarterWeeks - 8) * weekMs;
  const spentTo = spentFrom + 9 * dayMs;
  const availability: Step[] = [];
  const latency: Step[] = [];
  for (let at = startsAt, day = 0; at <= endsAt; at += dayMs, day += 1) {
    const isSpent = hasBadStorage && at >= spentFrom && at < spentTo;
    const use = ((day + 5 * index) % 28) / 28;
    availability.push({ at, value: isSpent ? -0.25 : thousandths(0.95 - 0.6 * use) });
    latency.push({ at, value: thousandths(0.9 - 0.3 * use) });
  }
  const of = (slo: string) => ({ team: team.id, slo });
  return [
    series('slo:error_budget_remaining:ratio', of('availability'), availability),
    series('slo:error_budget_remaining:ratio', of('latency'), latency),
  ];
}

const thousandths = (value: number): number => Math.round(value * 1_000) / 1_000;

/** One experiment is stopped when errors rise; another makes users wait for three days, is mended, and runs on. */
function experiments(teams: readonly DemoTeam[], { startsAt, endsAt }: Span): WorldSeries[] {
  const week = (number: number, days = 0): Instant =>
    Math.max(startsAt, endsAt - (quarterWeeks - number) * weekMs + days * dayMs);
  const [first, second] = [teams[1]!.id, (teams[2] ?? teams[0]!).id];
  const told = (metric: string, team: string, experiment: string, steps: readonly Step[]): WorldSeries =>
    series(`experiment:${metric}_change:ratio`, { team, experiment }, steps);
  return [
    told('error_rate', first, 'new-filters', [
      { at: week(3), value: 0.004 },
      { at: week(4), value: 0.021 },
      { at: week(4, 2), value: null },
    ]),
    told('latency', first, 'new-filters', [
      { at: week(3), value: -0.01 },
      { at: week(4, 2), value: null },
    ]),
    told('error_rate', second, 'lazy-import', [{ at: week(8), value: 0.001 }]),
    told('latency', second, 'lazy-import', [
      { at: week(8), value: 0.02 },
      { at: week(9), value: 0.065 },
      { at: week(9, 3), value: 0.012 },
    ]),
  ];
}
