import { z } from 'zod';
import type { ProbeCheck } from '../../records/index.ts';
import type { Verdict } from '../findings.ts';
import { alertPermissions, alertsRow, alertVerdicts } from './alerts.ts';
import type { AlertsRow } from './alerts.ts';
import { branchRow, protectionOf, seesRules } from './branch-rules.ts';
import { RefusedError } from './client.ts';
import { codeOwnersRow, codeOwnersText, codeOwnersVerdict, runbooksVerdict } from './files.ts';
import { probed } from './probe-documents.ts';
import type { Part } from './probe-documents.ts';
import { branchSummary, openAlerts, treeOf } from './probe-requests.ts';
import type { LookReading } from './probe-requests.ts';
import { lacking, protectionVerdicts } from './protection.ts';
import type { Coordinates } from './reading.ts';

export interface Look {
  readonly id: string;
  readonly verdicts: readonly Verdict[];
}

/** The parts of an answer, and where something in them was refused. */
interface Answered {
  readonly data: Readonly<Record<string, unknown>>;
  readonly refused: readonly string[];
}

const settingsRow = z.object({
  url: z.string(),
  viewerPermission: z.string().nullable(),
  codeowners: codeOwnersRow,
  defaultBranchRef: branchRow.nullable(),
});
type SettingsRow = z.output<typeof settingsRow>;

const checksOf: Readonly<Record<Part, readonly ProbeCheck[]>> = {
  settings: [
    'default_branch_protected',
    'ci_on_default_branch',
    'code_owners_valid',
    'code_owner_review_required',
    'reviews_required',
    'runbooks_present',
  ],
  alerts: ['vulnerability_alerts_enabled', 'no_old_critical_vulnerability'],
};
const permissionsOf: Readonly<Record<Part, readonly string[]>> = {
  settings: ['Contents: read', 'Administration: read'],
  alerts: alertPermissions,
};

/** Looks at some repositories: one request for all of them, one for the files of each, and a few more where little is shown. */
export async function* look(reading: LookReading, repositories: readonly Coordinates[]): AsyncIterable<Look> {
  const answered = await ask(reading, repositories, ['settings', 'alerts']);
  for (const [index, repository] of repositories.entries())
    yield { id: repository.id, verdicts: await verdictsOf(reading, repository, index, answered) };
}

/** A token whose scopes do not cover a field may be refused the whole query: then each part is asked for alone. */
async function ask(
  reading: LookReading,
  repositories: readonly Coordinates[],
  parts: readonly Part[],
): Promise<Answered> {
  try {
    const document = probed(parts, repositories);
    return await reading.client.query<Record<string, unknown>>('probes', document, () => ({}), reading.signal);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const data: Record<string, unknown> = {};
    const refused: string[] = [];
    for (const part of parts.length > 1 ? parts : []) {
      const alone = await ask(reading, repositories, [part]);
      Object.assign(data, alone.data);
      refused.push(...alone.refused);
    }
    return { data, refused };
  }
}

async function verdictsOf(
  reading: LookReading,
  repository: Coordinates,
  index: number,
  { data, refused }: Answered,
): Promise<readonly Verdict[]> {
  const [settings, alerts] = [data[`settings${index}`], data[`alerts${index}`]];
  const isRefused = (field: string): boolean =>
    refused.some((path) => path.startsWith(`settings${index}.`) && path.includes(field));
  const isSeen = Boolean(settings ?? alerts) || reading.store.has('repository', repository.id);
  const instead = (part: Part): readonly Verdict[] =>
    checksOf[part].map((check) => ({
      check,
      ...(isSeen ? lacking(...permissionsOf[part]) : notThere),
      url: null,
    }));
  return [
    ...(settings
      ? await settingsVerdicts(reading, repository, settingsRow.parse(settings), isRefused)
      : instead('settings')),
    ...(alerts ? await alertsVerdicts(reading, repository, alertsRow.parse(alerts)) : instead('alerts')),
  ];
}

const notThere = {
  result: 'unknown',
  detail: 'The repository cannot be read: it does not exist, or the token may not see it.',
  missing: '"Metadata: read"',
} as const;

async function settingsVerdicts(
  reading: LookReading,
  repository: Coordinates,
  { url, viewerPermission, codeowners, defaultBranchRef: branch }: SettingsRow,
  isRefused: (field: string) => boolean,
): Promise<readonly Verdict[]> {
  if (!branch) {
    const detail = 'The repository has no default branch yet.';
    return checksOf.settings.map((check) => ({ check, result: 'unknown', detail, url }));
  }
  const sees = seesRules(viewerPermission, isRefused('branchProtectionRule'));
  const isShown = sees || branch.branchProtectionRule !== null || branch.refUpdateRule !== null;
  const summary = isShown ? null : await branchSummary(reading, repository, branch.name);
  const tree = await treeOf(reading, repository);
  return [
    ...protectionVerdicts(protectionOf(branch, sees, summary, isRefused('statusCheckRollup')), url),
    codeOwnersVerdict(codeowners, codeOwnersText(branch.target), url, branch.name),
    runbooksVerdict(tree, reading.config.github!.probes.runbooks, url, branch.name),
  ];
}

async function alertsVerdicts(
  reading: LookReading,
  repository: Coordinates,
  row: AlertsRow,
): Promise<readonly Verdict[]> {
  return alertVerdicts(row, await openAlerts(reading, repository, row), reading.now());
}
