import { createNumbers } from '../../exporter/evaluation/numbers.ts';
import type { AllNumbers } from '../../exporter/evaluation/numbers.ts';
import { windowMs } from '../../exporter/metrics/metric.ts';
import type { Series } from '../../exporter/metrics/engine-types.ts';
import type { Organisation } from '../history/organisation.ts';
import { at } from '../history/organisation.ts';

const kinds = ['pull_request', 'service_deployment', 'incident', 'pagerduty_service', 'work_item', 'reading', 'team', 'service'] as const; // prettier-ignore

/** Everything that is measured or derived of an organisation, whose sources vouch for what is given. */
export function numbersOf(made: Organisation, from = at(-365), to = at(365)): AllNumbers {
  made.read(from, to);
  const history = made.history();
  const numbers = createNumbers(made.config);
  numbers.replace(
    kinds.flatMap((kind) => Array.from(history.roots(kind), ({ id }) => ({ kind, id }))),
    history,
  );
  return numbers;
}

/** The number, or the word for why there is none. */
export function read(numbers: AllNumbers, series: Series, asOf: number): number | string {
  const answer = numbers.at(series, { from: asOf - (series.window ? windowMs[series.window] : 0), to: asOf, asOf });
  return 'value' in answer ? answer.value : answer.absent;
}
