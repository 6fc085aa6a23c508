import type { Finding, Instant, Probe, ProbeCheck } from '../records/index.ts';
import { probeId } from '../records/probe.ts';
import type { Store } from '../store/store.ts';

/** What one look at one subject says. */
export interface Verdict {
  readonly check: ProbeCheck;
  readonly result: Finding['result'];
  /** Equal for equal states: an age or a count that moves by itself would be a new finding every day. */
  readonly detail: string;
  /** Where to act on it. */
  readonly url: string | null;
  /** What has to be granted, for whom it is unknown. */
  readonly missing?: string;
}

/** The probe with what was found, as it is to be stored: only another result or detail than the last is a new finding. */
export function noted(store: Store, subject: string, { check, result, detail, url }: Verdict, at: Instant): Probe {
  const id = probeId(check, subject);
  const findings = store.get('probe', id)?.findings ?? [];
  const last = findings.at(-1);
  const isNew = last?.result !== result || last.detail !== detail;
  return { kind: 'probe', id, check, subject, url, findings: isNew ? [...findings, { at, result, detail }] : findings };
}
