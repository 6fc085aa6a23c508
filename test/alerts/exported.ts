import { readFileSync } from 'node:fs';
import type { Config } from '../../exporter/config/config.ts';
import { choicesOf } from '../../exporter/exposition/explain-request.ts';
import { familiesOf, prefix } from '../../exporter/exposition/families.ts';
import { guardrailFamilies } from '../../exporter/exposition/guardrail-families.ts';
import { Self } from '../../exporter/exposition/self.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { ownLabels, ownLabelsOf } from '../../exporter/metrics/metric.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import type { Selector } from './promql.ts';

/** What the exporter exposes: the labels of every family by its name. */
export type Exported = ReadonlyMap<string, ReadonlySet<string>>;

/** Families by what is printed of them. */
function printed(text: string): readonly (readonly [string, readonly string[]])[] {
  const samples = [...text.matchAll(/^([a-z_0-9]+)(?:\{(.*)\})? [^ ]+$/gm)];
  return samples.map(([, name, labels = '']) => [name!, [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label!)]);
}

/** Everything that the exporter says of itself, once it has something to say. */
async function ofItself(config: Config): Promise<string> {
  const store = createMemoryStore();
  const value = { completeFromAt: 1, watermarkAt: 2, lastSuccessAt: 3, progress: 1 };
  store.write({ state: [{ key: sourceStateKey('github'), value }] });
  const self = new Self(config, store, '1', 'hash');
  self.meter('github').request('ok');
  self.meter('github').budget(1, 2);
  self.polled('github', 1, null);
  self.evaluated(1);
  self.webhook('stored');
  return Buffer.from((await self.render()).text).toString();
}

export async function exported(config: Config): Promise<Exported> {
  const golden = readFileSync(new URL('../golden/metrics.txt', import.meta.url), 'utf8');
  const declared = [...familiesOf(catalogue, []), ...guardrailFamilies([], [], [], config)];
  const all = [
    ...declared.map(({ name, labelNames }) => [name, labelNames] as const),
    ...printed(golden),
    ...printed(await ofItself(config)),
  ];
  // A target's own labels stand on everything that is scraped.
  return new Map(all.map(([name, labels]) => [name, new Set([...labels, 'job', 'instance'])]));
}

/** What is wrong with a selector: names and labels that nothing exports, values that a label never has. */
export function problemsOf({ name, matchers }: Selector, known: Exported, config: Config): readonly string[] {
  const pattern = matchers.find(({ label, op }) => label === '__name__' && op === '=~')?.value;
  const names = name !== null ? [name] : alternatives(pattern ?? '');
  return names.flatMap((each) => {
    const labels = known.get(each);
    if (!labels) return [`nothing exports ${each}`];
    return matchers
      .filter(({ label }) => label !== '__name__')
      .flatMap(({ label, value }) => {
        // What may be empty may be missing.
        if (!labels.has(label) && value.split('|').includes('')) return [];
        if (!labels.has(label)) return [`${each} has no label ${label}`];
        const values = valuesOf(each, label, config);
        const unknown =
          values && value.split('|').filter((one) => one !== '' && one !== 'TEAM' && !values.includes(one));
        return unknown?.length ? [`${label} of ${each} is never ${unknown.join(', ')}`] : [];
      });
  });
}

/** `a_(b|c)`: a_b and a_c. */
function alternatives(pattern: string): readonly string[] {
  const [, before = '', inside = pattern, after = ''] = /^(\w*)\(([\w|]+)\)(\w*)$/.exec(pattern) ?? [];
  return inside.split('|').map((part) => before + part + after);
}

/** The values that a label of the catalogue can have; undefined: it is open, or not the catalogue's. */
function valuesOf(family: string, label: string, config: Config): readonly string[] | undefined {
  const stem = family.slice(prefix.length).replace(/_samples$/, '').replace(/_(numerator|denominator)$/, '_ratio'); // prettier-ignore
  const metric = catalogue.find(({ name }) => name === stem);
  if (!metric || label === 'team') return undefined;
  const choices = new Map(choicesOf(metric, config));
  const place = ownLabelsOf(metric).indexOf(label);
  if (place >= 0) return choices.get('label')?.map((value) => Object.values(ownLabels(metric, value))[place]!);
  return label === 'window' || label === 'stat' ? choices.get(label) : undefined;
}
