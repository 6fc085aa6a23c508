import { z } from 'zod';
import { criticalVulnerabilityMs } from '../../policy/probe-limits.ts';
import type { Instant } from '../../records/index.ts';
import type { Verdict } from '../findings.ts';
import { lacking } from './protection.ts';

/** The limit in words. */
const longDays = `${criticalVulnerabilityMs / 86_400_000} days`;

const alert = z.object({
  createdAt: z
    .string()
    .transform((text) => Date.parse(text))
    .pipe(z.number().int()),
  securityVulnerability: z.object({ severity: z.string() }).nullable(),
});
/** Null among the nodes: one that the token may not see. */
export const alertPage = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z
    .array(alert.nullable())
    .nullable()
    .transform((nodes) => nodes ?? []),
});
export const alertsRow = z.object({
  url: z.string(),
  viewerPermission: z.string().nullable(),
  hasVulnerabilityAlertsEnabled: z.boolean(),
  vulnerabilityAlerts: alertPage.nullable(),
});
export type AlertsRow = z.output<typeof alertsRow>;
export type AlertRow = z.output<typeof alertPage>['nodes'][number];

const seeAlerts = 'Dependabot alerts: read';
const seeSetting = 'Administration: read';
export const alertPermissions = [seeAlerts, seeSetting];

/**
 * Verdicts about vulnerability alerts. `open`: every open one of all pages, null where the list is refused. "Off" is believed only to
 * who may see the setting; where alerts are off nobody looks for vulnerabilities, and there is no saying that none is old.
 */
export function alertVerdicts(
  { url, viewerPermission, hasVulnerabilityAlertsEnabled: isOn }: AlertsRow,
  open: readonly AlertRow[] | null,
  nowAt: Instant,
): readonly Verdict[] {
  const seesSetting = open !== null && (viewerPermission === null || viewerPermission === 'ADMIN');
  const enabled: Pick<Verdict, 'result' | 'detail' | 'missing'> =
    isOn || isAny(open)
      ? { result: 'met', detail: 'Vulnerability alerts are on.' }
      : seesSetting
        ? { result: 'unmet', detail: 'Vulnerability alerts are off.' }
        : lacking(...(open === null ? alertPermissions : [seeSetting]));
  return [
    { check: 'vulnerability_alerts_enabled', ...enabled, url: `${url}/settings/security_analysis` },
    {
      check: 'no_old_critical_vulnerability',
      ...(open === null ? lacking(seeAlerts) : oldest(open, enabled.result === 'met', nowAt)),
      url: `${url}/security/dependabot`,
    },
  ];
}

const isAny = (open: readonly AlertRow[] | null): boolean => open !== null && open.length > 0;

function oldest(
  open: readonly AlertRow[],
  isOn: boolean,
  nowAt: Instant,
): Pick<Verdict, 'result' | 'detail' | 'missing'> {
  const critical = open.filter((one) => one?.securityVulnerability?.severity === 'CRITICAL');
  const old = critical.map((one) => one!.createdAt).filter((at) => nowAt - at > criticalVulnerabilityMs);
  if (old.length > 0) {
    const since = new Date(Math.min(...old)).toISOString().slice(0, 'YYYY-MM-DD'.length);
    const many = old.length === 1 ? '1 critical vulnerability is' : `${old.length} critical vulnerabilities are`;
    return { result: 'unmet', detail: `${many} open for more than ${longDays}, the oldest since ${since}.` };
  }
  if (open.some((one) => !one?.securityVulnerability)) return lacking(seeAlerts);
  return isOn
    ? { result: 'met', detail: `No critical vulnerability is open for more than ${longDays}.` }
    : {
        result: 'unknown',
        detail: 'Vulnerability alerts are off or not to be seen: nobody looks for vulnerabilities.',
      };
}
