import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parse } from 'yaml';

/** An alert as it stands in a committed file. */
export interface CommittedRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
export interface CommittedGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly CommittedRule[];
}

export const alertsFolder = fileURLToPath(new URL('../../alerts', import.meta.url));
const generated = join(alertsFolder, 'generated');

/** The rule files that Prometheus reads, by their paths. */
export const ruleFiles: readonly string[] = readdirSync(generated)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => join(generated, name));

export const contentOf = (path: string): unknown => parse(readFileSync(path, 'utf8'));
export const groupsOf = (path: string): readonly CommittedGroup[] =>
  (contentOf(path) as { readonly groups: readonly CommittedGroup[] }).groups;
export const committedGroups: readonly CommittedGroup[] = ruleFiles.flatMap(groupsOf);
export const committedRules: readonly CommittedRule[] = committedGroups.flatMap(({ rules }) => rules);
