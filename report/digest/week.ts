import { UsageError } from '../../exporter/cli/surroundings.ts';
import type { Told } from '../../exporter/evaluation/evaluator.ts';
import type { Instant } from '../../exporter/records/index.ts';
import { instantText } from '../../exporter/exposition/page.ts';
import { changeText } from '../month/change.ts';
import { historyBeginsAt } from '../month/history-begins.ts';
import { SpanReader } from '../month/reader.ts';
import type { Asked, Compared } from '../month/reader.ts';
import { listed } from '../deck/words.ts';

const weekMs = 7 * 86_400_000;

/** A number of the week with what it is called. */
export interface DigestItem {
  readonly name: string;
  readonly compared: Compared;
  /** Against the week before. */
  readonly change: string;
}
export interface DigestGroup {
  readonly name: string;
  readonly items: readonly DigestItem[];
}
/** What a team looks at in its weekly delivery review: numbers of the team, and of nobody in it. */
export interface Digest {
  readonly teamName: string;
  readonly isDemo: boolean;
  readonly to: Instant;
  readonly groups: readonly DigestGroup[];
}

type Item = readonly [name: string, asked: Asked];
/** In the order of the review (culture pack §6). */
const groups: readonly (readonly [name: string, items: readonly Item[]])[] = [
  [
    'Shipped',
    [
      ['Pull requests merged', { metric: 'pull_requests_merged' }],
      ['Pipeline runs that deployed', { metric: 'deployment_runs' }],
      ['Changes that wait for production too long', { metric: 'undeployed_changes_overdue' }],
    ],
  ],
  [
    'Cycle time',
    [
      ['Ready to merged, median', { metric: 'pull_request_cycle_seconds', stat: 'p50' }],
      ['First commit to production, median', { metric: 'lead_time_seconds', stat: 'p50' }],
      ['First review (working time), median', { metric: 'first_review_business_seconds', stat: 'p50' }],
    ],
  ],
  [
    'Incidents',
    [
      ['P1', { metric: 'incidents', label: 'P1' }],
      ['P2', { metric: 'incidents', label: 'P2' }],
      ['Time to restore, mean', { metric: 'incident_restore_seconds', label: 'any', stat: 'mean' }],
      ['Pages', { metric: 'pages' }],
    ],
  ],
  [
    'Blockers',
    [
      ['Blocked for more than 1 day', { metric: 'blocked_work_items', label: '1d' }],
      ['Blocked for more than 3 days', { metric: 'blocked_work_items', label: '3d' }],
    ],
  ],
  [
    'Work in progress',
    [
      ['An engineer has in hand', { metric: 'work_in_progress_per_engineer' }],
      ['Nobody has touched for 5 working days', { metric: 'stale_work_items' }],
    ],
  ],
  [
    'Stale reviews',
    [
      ['First reviews overdue', { metric: 'pull_requests_overdue', label: 'first_review' }],
      ['Approvals overdue', { metric: 'pull_requests_overdue', label: 'approval' }],
      ['Without any review for 48 hours', { metric: 'pull_requests_unreviewed_48h' }],
    ],
  ],
  ['Experiments', [['Concluded', { metric: 'experiments_concluded' }]]],
  [
    'Retro actions',
    [
      ['Open', { metric: 'retro_action_items', label: 'open' }],
      ['Overdue', { metric: 'retro_action_items', label: 'overdue' }],
      ['Retros overdue', { metric: 'retros_overdue' }],
    ],
  ],
];

/**
 * The seven days of a team up to an instant, beside the seven before. Throws UsageError for a team that there is not, and for a week of which
 * nothing was read.
 */
export function digestOf(told: Told, teamId: string, to: Instant): Digest {
  const { config } = told;
  const team = config.teams.find(({ id }) => id === teamId);
  if (!team)
    throw new UsageError(
      `--team: there is no team "${teamId}"; the teams are ${listed(config.teams.map(({ id }) => id))}`,
    );
  const firstAt = historyBeginsAt(told);
  if (firstAt === null || firstAt >= to)
    throw new UsageError(
      `nothing is known of the week up to ${instantText(to)}: ${firstAt === null ? 'nothing was read to its end yet' : `the history begins at ${instantText(firstAt)}`}`,
    );
  const reader = new SpanReader(told, { from: to - weekMs, to }, { from: to - 2 * weekMs, to: to - weekMs });
  const itemOf = ([name, asked]: Item): DigestItem => {
    const compared = reader.compared(asked, teamId);
    return { name, compared, change: changeText(compared) };
  };
  return {
    teamName: team.name,
    isDemo: config.isDemo,
    to,
    groups: groups.map(([name, items]) => ({ name, items: items.map(itemOf) })),
  };
}
