import type { RecordKind } from './index.ts';

/** Every kind of record; the compiler holds the list complete. */
const kinds: Readonly<Record<RecordKind, true>> = {
  pull_request: true,
  repository: true,
  code_owners: true,
  commit: true,
  deployment: true,
  incident: true,
  on_call: true,
  pagerduty_service: true,
  escalation_policy: true,
  priorities: true,
  pagerduty_user: true,
  membership: true,
  probe: true,
  work_item: true,
  reading: true,
  survey_wave: true,
  survey_file: true,
  assessment: true,
  assessment_file: true,
};
export const recordKinds = Object.keys(kinds) as readonly RecordKind[];
