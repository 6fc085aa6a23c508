import type { Config, WorkItems } from '../config/config.ts';
import type { MetricName } from '../metrics/metric-names.ts';
import { decisionPlannedWithinMs } from '../policy/limits.ts';
import { planDestinations } from '../records/work-item-words.ts';

const days = decisionPlannedWithinMs / 86_400_000;
const quoted = (labels: readonly string[]): string => labels.map((label) => `“${label}”`).join(' or ');

/** What makes an issue a decision, and what brings it into a plan. */
function decisions({ kinds, feeds }: WorkItems): string {
  const plans = planDestinations.map((plan) => `${plan} by ${quoted(feeds[plan])}`).join(', ');
  return `A decision is what a review of improvement has settled: an issue with the label ${quoted(kinds.decision)}. It feeds back into a plan by a label, one of which is enough: ${plans}. Without any of them it has reached no plan (nowhere), whether it is open or closed; leadership is told of those that were opened more than ${days} days ago. What is no longer to be done is closed as not planned.`;
}

const hints: Readonly<Partial<Record<MetricName, (labels: WorkItems) => string>>> = {
  governance_decisions: decisions,
  governance_decisions_unplanned: decisions,
};

/** What somebody has to do so that an issue counts, in the labels of the configuration; undefined: the definition says it all. */
export function hintOf(metric: string, { workItems }: Pick<Config, 'workItems'>): string | undefined {
  return workItems ? hints[metric as MetricName]?.(workItems) : undefined;
}
