import { createCalendar } from '../../../exporter/calendar/business-time.ts';
import type { Config } from '../../../exporter/config/config.ts';
import type { History } from '../../../exporter/history/history.ts';
import { createEngine } from '../../../exporter/metrics/engine.ts';
import type { Engine } from '../../../exporter/metrics/engine-types.ts';
import { population } from '../../../exporter/metrics/metric.ts';
import type { AnyMetric, Excluded, Fact, Population, Signal } from '../../../exporter/metrics/metric.ts';

export const at = (text: string): number => Date.parse(text);
const nineToFive = [{ from: 540, to: 1_020 }];
const workingTime = {
  zone: 'UTC',
  hours: { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive },
  holidays: [],
};
/** blue works at weekends, too. */
const everyDay = { ...workingTime, hours: { ...workingTime.hours, 6: nineToFive, 7: nineToFive } };
const team = (id: string) => ({
  id,
  name: id,
  workingTime,
  members: [],
  githubTeams: [],
  pagerdutyServices: [],
  escalationPolicies: [],
});

/** What a test's roots make: the facts themselves. */
export type Given = readonly (Fact<string, string> | Excluded)[];

export interface World {
  /** By root id. */
  readonly facts: Readonly<Record<string, Given>>;
  /** By root id; Infinity where it is left out. */
  readonly settledAt?: Readonly<Record<string, number>>;
  readonly completeFromAt?: number | null;
  readonly watermarkAt?: number;
  readonly notConfigured?: readonly Signal[];
}

const forever = { completeFromAt: at('2020-01-01T00:00Z'), watermarkAt: at('2030-01-01T00:00Z') };

/** A history that knows teams red and blue, a service `shop` of red, and hands out facts as given. */
export function fakeHistory(world: World): History {
  const config = {
    organisation: { name: 'Acme', workingTime },
    teams: [team('red'), team('blue')],
    services: [
      { id: 'shop', owner: 'red' },
      { id: 'mail', owner: null },
    ],
    stalenessMs: 7_200_000,
  } as unknown as Config;
  const [calendar, blues] = [createCalendar(workingTime), createCalendar(everyDay)];
  const span = {
    ...forever,
    ...(world.completeFromAt !== undefined && { completeFromAt: world.completeFromAt }),
    ...(world.watermarkAt && { watermarkAt: world.watermarkAt }),
  };
  return {
    config,
    calendar: (id: string | null) => (id === 'blue' ? blues : calendar),
    signal: (signal: Signal) => (world.notConfigured?.includes(signal) ? 'not_configured' : span),
    root: (_: string, id: string) => (id in world.facts ? { id } : undefined),
    settledAt: ({ id }: { readonly id: string }) => world.settledAt?.[id] ?? Infinity,
    roots: () => Object.keys(world.facts).map((id) => ({ id })),
  } as unknown as History;
}

type Labels = readonly string[] | 'services';
/** A population whose roots are the keys of the world's facts. */
export const given = (
  world: { current: World },
  values: readonly string[] = ['ms'],
  labels: Labels = [''],
  more: Partial<Population> = {},
) =>
  population({
    id: 'given',
    root: 'incident',
    labels,
    values,
    needs: [{ signal: 'incidents' }],
    factsOf: (root: { readonly id: string }) => world.current.facts[root.id] ?? [],
    ...more,
  } as Population);

/** An engine over metrics that has read the world. */
export function engineOf(metrics: readonly AnyMetric[], world: World): Engine {
  const engine = createEngine(metrics);
  engine.replace(
    Object.keys(world.facts).map((id) => ({ kind: 'incident' as const, id })),
    fakeHistory(world),
  );
  return engine;
}
