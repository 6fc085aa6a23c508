import type { MaturityConfig, MaturityWaiver } from '../config/config.ts';
import type { Instant } from '../records/index.ts';
import type { ToldFinding } from './state.ts';

/** What people say of criteria. */
export type Said = Pick<MaturityConfig, 'evidence' | 'waivers'>;

/** The last day, in UTC, of what ends at an instant. */
export const lastDayOf = (untilAt: Instant): string => new Date(untilAt - 1).toISOString().slice(0, 10);
const inForce = ({ at, untilAt }: { readonly at: Instant; readonly untilAt: Instant }, asOf: Instant): boolean =>
  at < asOf && asOf < untilAt;
const concerns = (said: { readonly criterion: string; readonly team: string }, id: string, team: string): boolean =>
  said.criterion === id && (said.team === 'all' || said.team === team);

/** What is vouched for as of an instant: what lasts longest counts, and of what is over, what ended last is told. */
export function vouched({ evidence }: Said, id: string, team: string, asOf: Instant): ToldFinding {
  const given = evidence
    .filter((one) => concerns(one, id, team) && one.at < asOf)
    .sort((a, b) => b.untilAt - a.untilAt)[0];
  if (!given) return { state: 'unmet', why: 'Nobody has vouched for it.', url: null, knownAt: null };
  const { url, role, at, untilAt } = given;
  if (inForce(given, asOf))
    return { state: 'met', why: `${role} vouches for it until ${lastDayOf(untilAt)}.`, url, knownAt: at };
  return { state: 'unmet', why: `The evidence of ${role} expired after ${lastDayOf(untilAt)}.`, url, knownAt: untilAt };
}

/** The waiver that lets a team off as of an instant, the one that ends last. */
export const waiverOf = ({ waivers }: Said, id: string, team: string, asOf: Instant): MaturityWaiver | undefined =>
  waivers
    .filter((waiver) => concerns(waiver, id, team) && inForce(waiver, asOf))
    .sort((a, b) => b.untilAt - a.untilAt)[0];
