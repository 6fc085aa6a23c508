import { metric, population } from '../metric.ts';
import { factsOfReading } from '../readings.ts';

const experimentChanges = population({
  id: 'experiment_changes',
  root: 'reading',
  labels: ['error_rate', 'latency'] as readonly string[],
  values: [],
  needs: [{ signal: 'experiment_changes' }],
  *factsOf(reading, history) {
    const facts = factsOfReading(reading, history, 'experiment_change', ({ guardrail }) => [guardrail!]);
    // An experiment that is over is measured no more: nothing about it is unknown.
    for (const fact of facts) if (fact.state !== null) yield fact;
  },
});

/** Does an experiment harm users? */
export const experimentGuardrailRatio = metric({
  name: 'experiment_guardrail_ratio',
  family: 'flow',
  question: 'How much worse do running experiments make it for users?',
  help: 'Change of the error rate or latency by the running experiment that makes it worst, as a share of what it is without it (0.01: 1 % more), as Prometheus last answered. A reading holds until the next one, for as long as the configured staleness; then the experiment is over. Absent where none runs.',
  version: 1,
  unit: 'ratio',
  population: experimentChanges,
  label: { name: 'guardrail' },
  aggregate: { state: 'most' },
  windows: 'instant',
});
