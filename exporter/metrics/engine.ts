import type { History, RootRef } from '../history/history.ts';
import { explain } from './engine/explain.ts';
import { FactTable } from './engine/fact-table.ts';
import { Reader } from './engine/reader.ts';
import { Roots } from './engine/roots.ts';
import { cutsOf, lengthOf, longestMs, reachOf, seriesOf, teamsOf, windowsOf } from './engine/series.ts';
import type { Cut } from './engine/series.ts';
import { slide } from './engine/slide.ts';
import { isDerived } from '../derived/derived.ts';
import type { Engine, Moment, Series, Value } from './engine-types.ts';
import { rootsOf } from './metric.ts';
import type { AnyMetric, AnyPopulation } from './metric.ts';

/** An engine over the metrics of a catalogue that are made of facts. It knows nothing until `replace` brings the first roots. */
export function createEngine(all: readonly AnyMetric[]): Engine {
  const catalogue = all.filter((metric) => !isDerived(metric));
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
  /** The reader, for questions about metrics that reach back to an instant. */
  function ready(metrics: readonly AnyMetric[], moment: Moment): Reader {
    if (!reader) throw new Error('the engine was asked before it was given any facts');
    for (const metric of metrics)
      for (const kind of rootsOf(metric.population)) roots.reach(kind, reachOf(metric, moment), reader.history);
    for (const { onlyWhere } of metrics)
      for (const kind of onlyWhere ? rootsOf(onlyWhere.population) : []) roots.reach(kind, moment.from, reader.history);
    return reader;
  }
  function metricOf(name: string): AnyMetric {
    const metric = byName.get(name);
    if (!metric) throw new RangeError(`there is no metric ${name}`);
    return metric;
  }
  /** Throws RangeError for what no series of the metric can be: nobody is told a 0 for a name that was misspelt. */
  function asked(
    series: Series,
    moment: Moment,
  ): { readonly metric: AnyMetric; readonly team: string; readonly cut: Cut; readonly at: Reader } {
    const metric = metricOf(series.metric);
    const at = ready([metric], moment);
    const { config } = at.history;
    const team = metric.all === 'only' ? 'all' : series.team;
    if (!teamsOf(metric, config).includes(team)) throw new RangeError(`metric ${metric.name} has no team "${team}"`);
    const cut = cutsOf(metric, at.history).find(({ label }) => label === series.label);
    if (!cut) throw new RangeError(`metric ${metric.name} has no ${metric.label?.name ?? 'label'} "${series.label}"`);
    if (!cut.stats.includes(series.stat))
      throw new RangeError(`metric ${metric.name} has the statistics ${cut.stats.join(', ') || '(none)'}`);
    return { metric, team, cut, at };
  }

  function* evaluate(asOf: number): ReturnType<Engine['evaluate']> {
    const at = ready(catalogue, { from: asOf - longestMs, to: asOf, asOf });
    for (const metric of catalogue)
      for (const cut of cutsOf(metric, at.history))
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
      const { metric, team, cut, at } = asked(series, moment);
      return at.read(metric, team, cut, moment)[cut.stats.indexOf(series.stat)]!;
    },
    slide(name, instants, run, isWanted = () => true) {
      const [metric, asOf = Infinity] = [metricOf(name), instants[0]];
      slide(metric, instants, ready([metric], { from: asOf - longestMs, to: asOf, asOf }), run, isWanted);
    },
    explain(series, moment) {
      const { metric, team, cut, at } = asked(series, moment);
      return explain(metric, team, cut, series.stat, moment, at);
    },
    takeFailures: () => roots.takeFailures(),
  };
}
