import { metric, population } from '../metric.ts';
import { factsOfReading } from '../readings.ts';

/** Every budget stands under the name of its SLO and under this one: the worst of a team is what its promise is judged by. */
const any = 'any';

const errorBudgets = population({
  id: 'error_budgets',
  root: 'reading',
  labels: [any] as readonly string[],
  moreLabels: 'slos',
  values: [],
  needs: [{ signal: 'error_budgets' }],
  factsOf: (reading, history) => factsOfReading(reading, history, 'error_budget_remaining', () => [reading.name, any]),
});

/** How much may still go wrong? */
export const errorBudgetRemainingRatio = metric({
  name: 'error_budget_remaining_ratio',
  family: 'reliability',
  question: 'How much of the error budget is left?',
  help: 'Share of the error budget that is left of an SLO as Prometheus last answered: 1 whole, 0 spent, below 0 overspent; slo="any": of the SLO that has least. A reading holds until the next one, for as long as the configured staleness; then it is unknown for 28 days, and then gone. Absent where no SLO was read.',
  version: 1,
  unit: 'ratio',
  population: errorBudgets,
  label: { name: 'slo' },
  aggregate: { state: 'least' },
  windows: 'instant',
});
