import type { Config } from '../config/config.ts';
import type { History } from '../history/history.ts';
import { unread } from '../metrics/engine/known.ts';
import type { Signal } from '../metrics/metric.ts';
import type { Instant, ProbeCheck } from '../records/index.ts';
import { lacking } from './lacking.ts';
import { allOf, met, unknown, unmet } from './state.ts';
import type { Finding, ToldFinding } from './state.ts';

const ofPagerDuty: readonly ProbeCheck[] = ['services_mapped', 'escalation_two_levels'];
const signalOf = (check: ProbeCheck): Signal => (ofPagerDuty.includes(check) ? 'pagerduty_probes' : 'github_probes');

/** What of a team a check looks at. */
function subjectsOf(
  check: ProbeCheck,
  team: string,
  { teams, services }: Pick<Config, 'teams' | 'services'>,
): readonly string[] {
  const own = teams.find(({ id }) => id === team);
  const owned = services.filter(({ owner }) => owner === team);
  if (check === 'escalation_two_levels') return own?.escalationPolicies ?? [];
  if (check === 'services_mapped')
    return [...new Set([...(own?.pagerdutyServices ?? []), ...owned.map(({ id }) => id)])];
  return [...new Set(owned.map(({ repository }) => repository))];
}

const states = { met, unmet, unknown: unknown('not_configured') } as const;

/** What was looked up for a team, as of an instant: all of it has to be in order. What nobody could look up is not configured. */
export function probed(check: ProbeCheck, team: string, history: History, asOf: Instant): Finding {
  const absence = unread(signalOf(check), history, asOf, asOf);
  if (absence !== undefined) return unknown(absence);
  const subjects = subjectsOf(check, team, history.config);
  if (subjects.length === 0) return unknown('no_facts');
  return allOf(
    subjects.map((subject) => {
      const found = history.finding(check, subject, asOf);
      return found ? states[found.result] : unknown('incomplete');
    }),
  );
}

/** The same with what was found where it is not as it should be, or everywhere. */
export function probedTold(check: ProbeCheck, team: string, history: History, asOf: Instant): ToldFinding {
  const finding = probed(check, team, history, asOf);
  const told = subjectsOf(check, team, history.config).flatMap((subject): readonly ToldFinding[] => {
    const found = history.finding(check, subject, asOf);
    if (!found || found.result !== finding.state) return [];
    const url = history.probes(check).find((probe) => probe.subject === subject)?.url ?? null;
    return [{ ...finding, why: `${subject}: ${sentence(found.detail)}`, url, knownAt: found.at }];
  });
  const [one] = told;
  if (!one || finding.lacks === 'stale') return { ...finding, why: why(finding), url: null, knownAt: null };
  return { ...one, why: told.map(({ why }) => why).join(' ') };
}

const why = ({ lacks }: Finding): string =>
  lacks === 'no_facts' ? 'The team has nothing that could be looked at.' : lacking[lacks ?? 'incomplete'];
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
