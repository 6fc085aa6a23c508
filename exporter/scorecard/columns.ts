import { metricOf } from '../guardrails/line-series.ts';
import type { Config } from '../config/config.ts';
import type { Unit } from '../metrics/metric.ts';
import { policyOf } from '../policy/policy.ts';
import type { PolicyLineId } from '../policy/policy.ts';
import type { PolicyLine } from '../policy/policy-line.ts';

/** What the scorecard asks first of each metric: is it what we want, does it announce it, or must it not get worse meanwhile? */
export const columnGroups = { outcome: 'Outcomes', leading: 'Early signs', guardrail: 'Guardrails' } as const;
export type ColumnGroup = keyof typeof columnGroups;

interface Shown {
  readonly group: ColumnGroup;
  /** Two or three words, for the head of a column. */
  readonly title: string;
  /** Why it is on the one page that everybody looks at. */
  readonly reason: string;
}

/** A metric by the line that judges it, for the organisation by another where the policy has one; of a guardrail also the target behind it. */
type DeclaredColumn = Shown & {
  readonly line: PolicyLineId;
  readonly lineOfAll?: PolicyLineId;
  readonly target?: PolicyLineId;
};

/** What is on the scorecard, in the order in which it is read: the pack's outcomes, early signs and guardrails (§6), and its clock speed (§4). */
const declared: readonly DeclaredColumn[] = [
  {
    group: 'outcome',
    title: 'Deploys a day',
    line: 'deployment_frequency',
    reason: 'Outcome 1 (§6): at least one a day and team; it was two a week.',
  },
  {
    group: 'outcome',
    title: 'Merge to live',
    line: 'merge_to_production',
    reason: 'Clock speed (§4): the release train was the second largest wait.',
  },
  {
    group: 'outcome',
    title: 'Pull request cycle',
    line: 'cycle_time',
    reason: 'Outcome 3 (§6): three days in review was the pain that started this.',
  },
  {
    group: 'outcome',
    title: 'P1 incidents',
    line: 'p1_incidents',
    reason: 'Outcome 2 (§6): promised by the organisation as one; no team is judged by so few.',
  },
  {
    group: 'outcome',
    title: 'DevEx score',
    line: 'devex_above_baseline',
    reason: 'Outcome 4 (§6): whether work got better is said by those who do it.',
  },
  {
    group: 'leading',
    title: 'First review',
    line: 'first_review_target',
    reason: 'Early sign 1 (§6): shows whether the review promise works.',
  },
  {
    group: 'leading',
    title: 'Pull request size',
    line: 'pull_request_size_trend',
    reason: 'Early sign 2 (§6): shows whether changes get smaller.',
  },
  {
    group: 'leading',
    title: 'Platform requests open',
    line: 'platform_requests',
    reason: 'Early sign 3 (§6): a shrinking queue shows that self-service works. It is one queue, of the organisation.',
  },
  {
    group: 'leading',
    title: 'Retro actions done',
    line: 'retro_action_items_done',
    reason: 'Early sign 4 (§6): shows whether what was agreed is done.',
  },
  {
    group: 'guardrail',
    title: 'Change failure',
    line: 'change_failure',
    target: 'change_failure_target',
    reason: 'Guardrail 1 (§6): if it rises, slow down.',
  },
  {
    group: 'guardrail',
    title: 'Time to restore',
    line: 'restore_not_worse',
    reason: 'Guardrail 2 (§6): must decrease or stay flat while changes get faster.',
  },
  {
    group: 'guardrail',
    title: 'Customer bugs',
    line: 'customer_bugs',
    reason: 'Guardrail 3 (§6): must not become more while changes get faster.',
  },
  {
    group: 'guardrail',
    title: 'Share of pages',
    line: 'page_share',
    reason: 'Guardrail 4 (§6): the on-call load is distributed evenly over teams.',
  },
  {
    group: 'guardrail',
    title: 'On-call survey score',
    line: 'on_call_burden',
    lineOfAll: 'on_call_burden_overall',
    reason: 'Guardrail 4 (§6): nobody burns out for the sake of speed, and people say whether they do. 5 is best.',
  },
];

/** A column with the numbers of a configuration. */
export interface Column extends Shown {
  readonly id: string;
  readonly unit: Unit;
  readonly line: PolicyLine;
  /** What judges the same number of the organisation, where that is another line. */
  readonly lineOfAll: PolicyLine | null;
  /** The target behind a guardrail. */
  readonly target: PolicyLine | null;
  /** Whether it is the organisation's alone. */
  readonly isOfAll: boolean;
}

export function columnsOf(config: Pick<Config, 'policy' | 'limits'>): readonly Column[] {
  const lines = policyOf(config);
  const lineOf = (id: PolicyLineId): PolicyLine => lines.find((line) => line.id === id)!;
  const maybe = (id: PolicyLineId | undefined): PolicyLine | null => (id === undefined ? null : lineOf(id));
  return declared.map(({ group, title, reason, line: id, lineOfAll, target }) => {
    const line = lineOf(id);
    const { unit, all } = metricOf(line);
    const others = { lineOfAll: maybe(lineOfAll), target: maybe(target) };
    return { id, group, title, reason, unit, line, ...others, isOfAll: all === 'only' };
  });
}

/** The line by which a column judges a team, or the organisation (`all`). */
export const lineFor = ({ line, lineOfAll }: Pick<Column, 'line' | 'lineOfAll'>, team: string): PolicyLine =>
  team === 'all' ? (lineOfAll ?? line) : line;
