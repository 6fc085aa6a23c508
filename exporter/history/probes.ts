import type { Finding, Instant, Probe, ProbeCheck } from '../records/index.ts';

/** Names of repositories differ in case between places that mean the same one. */
const keyOf = (check: ProbeCheck, subject: string): string => `${check} ${subject.toLowerCase()}`;

/** What was looked up, and when. */
export class Probes {
  readonly #probes = new Map<string, Probe>();

  put(probe: Probe): void {
    this.#probes.set(keyOf(probe.check, probe.subject), probe);
  }

  finding(check: ProbeCheck, subject: string, asOf: Instant): Finding | undefined {
    return this.#probes.get(keyOf(check, subject))?.findings.findLast(({ at }) => at < asOf);
  }

  of(check: ProbeCheck): readonly Probe[] {
    const own = [...this.#probes.values()].filter((probe) => probe.check === check);
    return own.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  }
}
