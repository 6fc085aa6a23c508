import type { PullRequest, WorkItem } from '../../records/index.ts';
import type { DemoTeam } from './organisation.ts';
import { dayMs } from './working-time.ts';

/** Experiments are talked about after a week and after two, and closed after 25 days. */
const inTime = { from: dayMs, to: 10 * dayMs };
/** What is deployed just after the last word is not looked at for a week. */
const tooLate = { from: 14 * dayMs, to: 17 * dayMs };
/** One that everybody has forgotten. */
const isForgotten = ({ title }: WorkItem): boolean => title.endsWith('checkout 1.2');

/** Each experiment is closed by a change of its team: the first one that closes an issue closes it instead, else the first one. */
export function closingExperiments(
  pullRequests: readonly PullRequest[],
  workItems: readonly WorkItem[],
  teams: readonly DemoTeam[],
): readonly PullRequest[] {
  const closes = new Map<string, string>();
  for (const item of workItems.filter(({ labels }) => labels.includes('experiment'))) {
    const team = teams.find(({ id }) => item.labels.includes(`team:${id}`));
    const { from, to } = isForgotten(item) ? tooLate : inTime;
    const possible = pullRequests.filter(
      ({ id, mergedAt, author }) =>
        mergedAt !== null &&
        mergedAt >= item.createdAt + from &&
        mergedAt < item.createdAt + to &&
        !closes.has(id) &&
        team?.logins.includes(author?.login ?? ''),
    );
    const closer = possible.find(({ closes: issues }) => issues.length > 0) ?? possible[0];
    if (closer) closes.set(closer.id, item.id);
  }
  return pullRequests.map((one) => (closes.has(one.id) ? { ...one, closes: [closes.get(one.id)!] } : one));
}
