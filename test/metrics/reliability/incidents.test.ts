import { describe, expect, it } from 'vitest';
import { acknowledgeSlaMetRatio } from '../../../exporter/metrics/reliability/acknowledge-sla-met-ratio.ts';
import { incidentAcknowledgeSeconds } from '../../../exporter/metrics/reliability/incident-acknowledge-seconds.ts';
import { incidentDetectionSeconds } from '../../../exporter/metrics/reliability/incident-detection-seconds.ts';
import { incidentRestoreSeconds } from '../../../exporter/metrics/reliability/incident-restore-seconds.ts';
import { incidentsOpen } from '../../../exporter/metrics/reliability/incidents-open.ts';
import { incidents } from '../../../exporter/metrics/reliability/incidents.ts';
import { recurringIncidents } from '../../../exporter/metrics/reliability/recurring-incidents.ts';
import type { IncidentEntry } from '../../../exporter/records/index.ts';
import { at, day, minute, Organisation } from '../../history/organisation.ts';
import type { IncidentOf } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

let entries = 0;
const entry = (type: IncidentEntry['type'], when: number, user: string | null = null): IncidentEntry => ({
  id: `e${(entries += 1)}`,
  type,
  at: when,
  user,
  channel: null,
});
/** Priorities as the account has them, and one incident on Monday 10:00 after another. */
function organisation(...all: readonly IncidentOf[]): Organisation {
  const made = new Organisation();
  made.put({ kind: 'priorities', id: 'account', names: ['P1', 'P2', 'P3', 'P4', 'P5'] });
  all.forEach((given, index) => made.incident({ id: `Q${index + 1}`, ...given }));
  return made;
}
const ten = at(0, 10);
const acked = (afterMs: number, more: Partial<IncidentOf> = {}): IncidentOf => ({
  createdAt: ten,
  entries: [entry('trigger', ten), entry('acknowledge', ten + afterMs, 'PD-ANN')],
  ...more,
});
const later = at(1);

describe('incidents', () => {
  it('count from an instant after their creation, by priority, 0 where there is none', () => {
    const made = organisation(
      { createdAt: ten },
      { createdAt: ten, priority: 'P3' },
      { createdAt: ten, priority: null },
    );
    const of = (label: string, asOf = later) => measured(made, incidents, asOf, { label });
    expect([of('P1', ten), of('P1', ten + 1)]).toEqual([0, 1]);
    expect(['P2', 'P3', 'none'].map((label) => of(label))).toEqual([0, 1, 1]);
  });
  it('count nowhere once they are merged, and are named as left out', () => {
    const made = organisation({ createdAt: ten, mergedAt: at(0, 11) });
    expect([at(0, 11), at(0, 11) + 1].map((asOf) => measured(made, incidents, asOf, { label: 'P1' }))).toEqual([1, 0]);
    expect(leftOut(made, incidents, later, { label: 'P1' })).toEqual(['Q1: merged_incident']);
  });
  it('have no P1, not zero, where the account has no priorities', () => {
    const made = new Organisation();
    made.put({ kind: 'priorities', id: 'account', names: [] });
    made.incident({ createdAt: ten, priority: null });
    expect(['P1', 'none'].map((label) => measured(made, incidents, later, { label }))).toEqual(['not_configured', 1]);
  });
  it('are open until an instant after the resolve', () => {
    const made = organisation({ createdAt: ten, resolvedAt: at(0, 12) });
    const asOf = [ten, ten + 1, at(0, 12), at(0, 12) + 1];
    expect(asOf.map((instant) => measured(made, incidentsOpen, instant, { label: 'P1' }))).toEqual([0, 1, 1, 0]);
  });
});

describe('restore', () => {
  const mean = (made: Organisation, asOf: number, label = 'P1') =>
    measured(made, incidentRestoreSeconds, asOf, { label, stat: 'mean' });
  it('is from creation to resolve; its mean over 2,306, 278 and 1,292 s is 1,292 s', () => {
    const made = organisation(
      ...[2_306, 278, 1_292].map((seconds) => ({ createdAt: ten, resolvedAt: ten + seconds * 1_000 })),
    );
    expect(mean(made, later)).toBe(1_292);
    expect(mean(made, later, 'P2')).toBe('no_facts');
    expect(mean(made, later, 'any')).toBe(1_292);
  });
  it('of what was reopened within 24 h goes on as if never resolved', () => {
    const [resolved, reopened, last] = [at(0, 11), at(1, 11), at(1, 13)];
    const made = organisation({
      createdAt: ten,
      entries: [entry('trigger', ten), entry('resolve', resolved), entry('reopen', reopened), entry('resolve', last)],
    });
    // As of the reopening the first hour still stands; after it nothing; then 27 h.
    expect([mean(made, reopened), mean(made, reopened + 1), mean(made, last + 1)]).toEqual([
      3_600,
      'no_facts',
      27 * 3_600,
    ]);
  });
});

describe('acknowledgement', () => {
  it('takes from creation to the first one', () => {
    const made = organisation(acked(4 * minute), acked(6 * minute));
    expect(measured(made, incidentAcknowledgeSeconds, later, { label: 'P1', stat: 'p50' })).toBe(300);
  });
  it('keeps the promise in less than 15 minutes, and breaks it at 15', () => {
    const kept = (made: Organisation, asOf = later) => share(made, acknowledgeSlaMetRatio, asOf, { label: 'P1' });
    expect(kept(organisation(acked(15 * minute - 1)))).toBe('1/1');
    expect(kept(organisation(acked(15 * minute)))).toBe('0/1');
    // Broken when the time is over, whether or not somebody answers; not decided before.
    expect([
      kept(organisation({ createdAt: ten }), ten + 15 * minute),
      kept(organisation({ createdAt: ten }), ten + 15 * minute + 1),
    ]).toEqual(['no_facts', '0/1']);
  });
  it('by a resolve counts when a person resolved; what resolved itself is left out', () => {
    const resolved = (user: string | null) =>
      organisation({ createdAt: ten, entries: [entry('trigger', ten), entry('resolve', ten + minute, user)] });
    expect(share(resolved('PD-ANN'), acknowledgeSlaMetRatio, later, { label: 'P1' })).toBe('1/1');
    expect(share(resolved(null), acknowledgeSlaMetRatio, later, { label: 'P1' })).toBe('no_facts');
    expect(leftOut(resolved(null), acknowledgeSlaMetRatio, later, { label: 'P1' })).toEqual(['Q1: auto_resolved']);
  });
});

describe('detection', () => {
  it('is from the end of the failed deployment to its incident, never below 0', () => {
    const made = organisation({ createdAt: at(0, 9, 40) });
    made.commit('c0');
    made.deployment({ commit: 'c0', finishedAt: at(0, 9, 30) });
    expect(measured(made, incidentDetectionSeconds, later, { stat: 'mean' })).toBe(600);
    // Created while the deployment still ran (it began 10 minutes before its end): 0.
    const during = organisation({ createdAt: at(0, 9, 25) });
    during.commit('c0');
    during.deployment({ commit: 'c0', finishedAt: at(0, 9, 30) });
    expect(measured(during, incidentDetectionSeconds, later, { stat: 'mean' })).toBe(0);
  });
});

describe('recurrence', () => {
  it('is the same title without digits on the same service within 90 days, both included', () => {
    const pair = (daysMs: number, title = 'Disk 7 full') =>
      organisation({ createdAt: ten, title: 'Disk 3 full' }, { createdAt: ten + daysMs, title });
    const count = (made: Organisation, asOf: number) => measured(made, recurringIncidents, asOf, { window: '90d' });
    expect(count(pair(90 * day), ten + 91 * day)).toBe(1);
    expect(count(pair(90 * day + 1), ten + 91 * day)).toBe(0);
    expect(count(pair(day, 'Memory full'), ten + 2 * day)).toBe(0);
  });
});
