import type { History } from '../history/history.ts';
import { workItemKinds } from '../records/work-item-words.ts';

const lookbackMs = 90 * 86_400_000;

/** How much of what should be linked is linked, in the 90 days before an instant. A link with nothing to link is left out. */
export function coverage(history: History, asOf: number): ReadonlyMap<string, number> {
  const isRecent = (at: number | null): boolean => at !== null && at >= asOf - lookbackMs && at < asOf;
  const deployments = history.config.services
    .flatMap(({ id }) => history.serviceDeployments(id))
    .filter(({ finishedAt }) => isRecent(finishedAt));
  const attributed = history.config.teams
    .flatMap(({ id }) => history.mergedChangesOf(id))
    .filter(({ mergedAt }) => isRecent(mergedAt));
  const changes = [...attributed, ...history.mergedChangesOf(null).filter(({ mergedAt }) => isRecent(mergedAt))];
  const deployed = changes.filter(({ containedAt }) => containedAt !== null && containedAt < asOf);
  const mapped = new Set(history.config.services.flatMap(({ pagerdutyServices }) => pagerdutyServices));
  const services = history.pagerdutyServices();
  const retros = history.workItems('retro').filter(({ createdAt }) => isRecent(createdAt));
  const isKnown = (incident: string): boolean => history.incident(incident) !== undefined;
  const all = workItemKinds.flatMap((kind) => history.workItems(kind)).filter(({ createdAt }) => isRecent(createdAt));
  const items = [...new Map(all.map((view) => [view.id, view])).values()];
  const agreeing = items.filter(({ problems }) => !problems.includes('labels_contradict'));
  const dated = items.filter(({ due, problems }) => due.length > 0 || problems.includes('due_is_no_date'));
  const shares: readonly (readonly [string, number, number])[] = [
    ['pull_request_team', attributed.length, changes.length],
    [
      'pull_request_deployment',
      deployed.filter(({ id }) => history.deploymentsOf(id).length > 0).length,
      deployed.length,
    ],
    ['deployment_contents', deployments.filter(({ contents }) => contents.known).length, deployments.length],
    ['retro_incident', retros.filter(({ incidents }) => incidents.some(isKnown)).length, retros.length],
    ['work_item_labels', agreeing.length, items.length],
    ['work_item_due', dated.filter(({ problems }) => !problems.includes('due_is_no_date')).length, dated.length],
    ['incident_service', services.filter(({ id }) => mapped.has(id)).length, services.length],
  ];
  return new Map(shares.filter(([, , whole]) => whole > 0).map(([link, part, whole]) => [link, part / whole]));
}
