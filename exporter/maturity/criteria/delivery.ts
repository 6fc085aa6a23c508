import type { Criterion } from '../criterion.ts';

const common = { dimension: 'delivery', scope: 'team' } as const;

/** Delivery and deployment: from documented steps to progressive delivery (maturity model). */
export const deliveryCriteria = [
  {
    ...common,
    id: 'deployments_recorded',
    level: 2,
    title: 'Deployments of the last 28 days are recorded',
    known: { measured: { metric: 'deployment_runs', window: '28d', limit: { op: 'at_least', value: 1 } } },
  },
  {
    ...common,
    id: 'deployment_steps_documented',
    level: 2,
    title: 'The steps of a deployment are documented',
    known: { evidence: true },
  },
  {
    ...common,
    id: 'deployments_automated',
    level: 3,
    title: 'Nine of ten deployments are automated',
    // A re-run by hand now and then is no manual process (ours).
    known: {
      measured: { metric: 'automated_deployments_ratio', window: '28d', limit: { op: 'at_least', value: 0.9 } },
    },
  },
  {
    ...common,
    id: 'rollback_planned',
    level: 3,
    title: 'How to roll back is documented, or said in nine of ten pull requests',
    known: {
      anyOf: [
        {
          measured: {
            metric: 'pull_request_sections_ratio',
            window: '28d',
            label: 'rollback',
            limit: { op: 'at_least', value: 0.9 },
          },
        },
        { evidence: true },
      ],
    },
  },
  {
    ...common,
    id: 'deployments_frequent',
    level: 4,
    title: 'There are as many deployments a day as the target says',
    known: { line: 'deployment_frequency' },
  },
  {
    ...common,
    id: 'change_failure_within',
    level: 4,
    title: 'Change failure is inside its guardrail',
    known: { line: 'change_failure' },
  },
  {
    ...common,
    id: 'merged_is_deployed',
    level: 4,
    title: 'What is merged is in production within the target',
    known: { line: 'merge_to_production' },
  },
  {
    ...common,
    id: 'lead_time_stretch',
    level: 5,
    title: 'Changes reach production within the stretch target',
    known: {
      measured: {
        metric: 'lead_time_seconds',
        window: '28d',
        stat: 'p50',
        limit: { op: 'at_most', value: { stretchOf: 'lead_time' } },
      },
    },
  },
  {
    ...common,
    id: 'change_failure_at_target',
    level: 5,
    title: 'Change failure is at its target',
    known: { line: 'change_failure_target' },
  },
  {
    ...common,
    id: 'progressive_delivery',
    level: 5,
    title: 'Changes are delivered progressively, or half of them behind a flag',
    known: {
      anyOf: [
        { evidence: true },
        { measured: { metric: 'flagged_changes_ratio', window: '28d', limit: { op: 'at_least', value: 0.5 } } },
      ],
    },
  },
] as const satisfies readonly Criterion[];
