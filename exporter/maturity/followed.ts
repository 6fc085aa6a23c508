import type { History } from '../history/history.ts';
import type { Absence } from '../metrics/engine-types.ts';
import type { Instant } from '../records/index.ts';
import { lacking } from './lacking.ts';
import { mandatesLookbackMs } from './limits.ts';
import type { Mandate, Mandates } from './mandates.ts';
import { explainUrl } from './measured.ts';
import { met, unknown, unmet } from './state.ts';
import type { Finding, ToldFinding } from './state.ts';

const days = mandatesLookbackMs / 86_400_000;

/** Met where no mandate is left unfollowed: there was none, or each was followed, or there is still time. */
function findingOf(mandates: readonly Mandate[] | Absence): Finding {
  if (typeof mandates === 'string') return unknown(mandates);
  return mandates.some(({ state }) => state === 'unfollowed') ? unmet : met;
}

/** Whether reliability work of a team follows its mandates, as of every instant (ascending). */
export function followedOver(mandates: Mandates, team: string, instants: readonly Instant[]): readonly Finding[] {
  if (instants.length > 0) mandates.reach(instants[0]!, instants.at(-1)!);
  return instants.map((at) => findingOf(mandates.of(team, at)));
}

/** The same as of one instant: which mandate was not followed and since when, or what followed. */
export function followedTold(mandates: Mandates, team: string, history: History, asOf: Instant): ToldFinding {
  const asked = mandates.of(team, asOf);
  const finding = findingOf(asked);
  if (typeof asked === 'string') return { ...finding, why: lacking[asked], url: null, knownAt: null };
  if (asked.length === 0)
    return { ...finding, why: `No reliability work was mandated in ${days} days.`, url: null, knownAt: asOf };
  const told = asked.filter(({ state }) => finding.state === 'met' || state === 'unfollowed');
  const why = told.map(sentence).join(' ');
  return { ...finding, why, url: urlOf(told[0]!, history), knownAt: asOf };
}

const dayOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10);

function sentence({ by, isOld, beganAt, dueAt, followedBy, state }: Mandate): string {
  const when = isOld ? `has been mandated for more than ${days} days` : `was mandated on ${dayOf(beganAt)}`;
  const what = `Reliability work ${when} (${by.map(([line]) => line.broken).join('; ')})`;
  if (state === 'followed') return `${what} and followed: ${followedBy!.id}.`;
  const counts = 'what counts is an issue of the domain reliability that is in progress or done';
  if (state === 'pending') return `${what}: it is to follow by ${dayOf(dueAt)}; ${counts}.`;
  return `${what} and has not followed${isOld ? '' : ` by ${dayOf(dueAt)}`}; ${counts}.`;
}

/** What followed; else the number that mandates it, as it was at the beginning. */
function urlOf({ by, beganAt, followedBy }: Mandate, history: History): string | null {
  if (followedBy) return history.root('work_item', followedBy.id)?.url ?? null;
  const [line, of] = by[0]!;
  return explainUrl(line, of, history.config.alerting.exporterUrl, beganAt);
}
