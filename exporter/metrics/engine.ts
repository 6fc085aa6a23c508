import type { History, RootRef } from '../history/history.ts';
import { explain } from './engine/explain.ts';
import { FactTable } from './engine/fact-table.ts';
import { Reader } from './engine/reader.ts';
import { Roots } from './engine/roots.ts';
import { cutsOf, lengthOf, seriesOf, teamsOf, windowsOf } from './engine/series.ts';
import type { Cut } from './engine/series.ts';
import { slide } from './engine/slide.ts';
import type { Engine, Moment, Series, Value } from './engine-types.ts';
import type { AnyMetric, AnyPopulation } from './metric.ts';

/** An engine over a catalogue. It knows nothing until `replace` brings the first roots. */
export function createEngine(catalogue: readonly AnyMetric[]): Engine {
  const tables = new Map<AnyPopulation, FactTable>();
  for (const { population, onlyWhere } of catalogue) {
    for (const each of onlyWhere ? [population, onlyWhere.population] : [population]) {
      if (!tables.has(each)) tables.set(each, new FactTable(each));
    }
  }
  const roots = new Roots([...tables.values()]);
  const byName = new Map(catalogue.map((metric) => [metric.name, metric]));
  let reader: Reader | undefined;

  function readerOf(history: History): Reader {
    return reader?.history === history
      ? reader
      : (reader = new Reader((population) => tables.get(population)!, history));
  }
  function ready(): Reader {
    if (!reader) throw new Error('the engine was asked before it was given any facts');
    return reader.refresh();
  }
  function metricOf(name: string): AnyMetric {
    const metric = byName.get(name);
    if (!metric) throw new RangeError(`there is no metric ${name}`);
    return metric;
  }
  function cutOf(metric: AnyMetric, series: Series): Cut {
    const cut = cutsOf(metric, ready().history.config).find(({ label }) => label === series.label);
    if (!cut) throw new RangeError(`metric ${metric.name} has no ${metric.label?.name ?? 'label'} "${series.label}"`);
    return cut;
  }
  function teamOf(metric: AnyMetric, series: Series): string {
    const team = metric.all === 'only' ? 'all' : series.team;
    if (teamsOf(metric, ready().history.config).includes(team)) return team;
    throw new RangeError(`metric ${metric.name} has no team "${series.team}"`);
  }

  function* evaluate(asOf: number): ReturnType<Engine['evaluate']> {
    const at = ready();
    for (const metric of catalogue)
      for (const cut of cutsOf(metric, at.history.config))
        for (const team of teamsOf(metric, at.history.config))
          for (const window of windowsOf(metric)) {
            const values = at.read(metric, team, cut, { from: asOf - lengthOf(window), to: asOf, asOf });
            for (const [index, value] of values.entries()) {
              if ('value' in value) yield [seriesOf(metric, team, cut, window, cut.stats[index]), value];
            }
          }
  }

  return {
    replace(changed: Iterable<RootRef>, history: History) {
      readerOf(history);
      roots.replace(changed, history);
    },
    evaluate,
    at(series: Series, moment: Moment): Value {
      const metric = metricOf(series.metric);
      const cut = cutOf(metric, series);
      const values = ready().read(metric, teamOf(metric, series), cut, moment);
      const value = values[cut.stats.indexOf(series.stat)];
      if (!value) throw new RangeError(`metric ${metric.name} has the statistics ${cut.stats.join(', ')}`);
      return value;
    },
    slide: (name, instants, run) => slide(metricOf(name), instants, ready(), run),
    explain(series, moment) {
      const metric = metricOf(series.metric);
      return explain(metric, teamOf(metric, series), cutOf(metric, series), series.stat, moment, ready());
    },
  };
}
