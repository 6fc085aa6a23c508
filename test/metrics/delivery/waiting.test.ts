import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deploymentGapBusinessSeconds,
  gapsOf,
} from '../../../exporter/metrics/delivery/deployment-gap-business-seconds.ts';
import { undeployedChangesOverdue } from '../../../exporter/metrics/delivery/undeployed-changes-overdue.ts';
import { undeployedChanges } from '../../../exporter/metrics/delivery/undeployed-changes.ts';
import { at, Organisation, user } from '../../history/organisation.ts';
import { measured } from '../measured.ts';

/** #1 of web merged on Monday 11:00; `base` was deployed the Friday before. */
function waiting(): Organisation {
  const organisation = new Organisation();
  organisation.commit('base');
  organisation.deployment({ commit: 'base', finishedAt: at(-3, 12) });
  organisation.pullRequest({ number: 1, mergedAt: at(0, 11) });
  return organisation;
}
const gap = (organisation: Organisation, asOf: number, team = 'web') =>
  measured(organisation, deploymentGapBusinessSeconds, asOf, { team });

describe('undeployed changes', () => {
  it('wait from an instant after the merge until production has them', () => {
    const organisation = waiting();
    organisation.deployment({ commit: 'm1', finishedAt: at(0, 15) });
    const asOf = [at(0, 11), at(0, 11) + 1, at(0, 15), at(0, 15) + 1];
    expect(asOf.map((instant) => measured(organisation, undeployedChanges, instant))).toEqual([0, 1, 1, 0]);
  });
  it('are overdue after more than a business day', () => {
    // Mon 11:00: 6 of 8 h on Monday, 2 of 8 on Tuesday: 1.0 at Tue 11:00.
    expect(measured(waiting(), undeployedChangesOverdue, at(1, 11))).toBe(0);
    expect(measured(waiting(), undeployedChangesOverdue, at(1, 11) + 1)).toBe(1);
  });
});

describe('the deployment gap', () => {
  it('runs since the merge in business time, and is absent when nothing waits', () => {
    const organisation = waiting();
    organisation.deployment({ commit: 'm1', finishedAt: at(1, 12) });
    expect(gap(organisation, at(0, 11))).toBe('no_facts');
    // Mon 11:00–17:00 and Tue 09:00–10:00: 7 h = 25,200 s.
    expect(gap(organisation, at(1, 10))).toBe(25_200);
    expect(gap(organisation, at(1, 12) + 1)).toBe('no_facts');
  });
  it('begins anew with a deployment that leaves the change behind', () => {
    const organisation = waiting();
    organisation.deployment({ commit: 'base', finishedAt: at(0, 13) });
    // 13:00–16:00 = 3 h = 10,800 s.
    expect(gap(organisation, at(0, 16))).toBe(10_800);
  });
  it('stands still under an open P1 of the team, not under a P2', () => {
    const organisation = waiting();
    organisation.incident({ createdAt: at(0, 12), resolvedAt: at(0, 14) });
    organisation.incident({ createdAt: at(0, 15), resolvedAt: at(0, 16), priority: 'P2' });
    // 11–12 = 3,600 s; still so at 13:00; at 16:00 11–12 and 14–16 = 3 h = 10,800 s.
    expect(gap(organisation, at(0, 12))).toBe(3_600);
    expect(gap(organisation, at(0, 13))).toBe(3_600);
    expect(gap(organisation, at(0, 16))).toBe(10_800);
  });
  it('of all is the largest', () => {
    const organisation = waiting();
    organisation.pullRequest({ number: 2, author: user('cat'), mergedAt: at(0, 10) });
    // web 1 h, core 2 h.
    expect(gap(organisation, at(0, 12))).toBe(3_600);
    expect(gap(organisation, at(0, 12), 'core')).toBe(7_200);
    expect(gap(organisation, at(0, 12), 'all')).toBe(7_200);
  });
  it('moves on to the next change when the oldest is out', () => {
    const changes = [
      { id: 'a', mergedAt: 10, containedAt: 30 },
      { id: 'b', mergedAt: 20, containedAt: null },
    ];
    expect(gapsOf(changes, [])).toEqual([
      { sinceAt: 10, span: { from: 10, to: 30 } },
      { sinceAt: 20, span: { from: 30, to: Infinity } },
    ]);
    expect(gapsOf(changes, [30])).toEqual([
      { sinceAt: 10, span: { from: 10, to: 30 } },
      { sinceAt: 30, span: { from: 30, to: Infinity } },
    ]);
  });
  it('is at every instant what one would count there', () => {
    const instant = fc.integer({ min: 0, max: 12 });
    const change = fc.record({ id: fc.constant('x'), mergedAt: instant, containedAt: fc.option(instant) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.array(instant, { maxLength: 5 }), (changes, deployedAt) => {
        const gaps = gapsOf(changes.toSorted((a, b) => a.mergedAt - b.mergedAt), deployedAt); // prettier-ignore
        for (let t = 0.5; t < 14; t += 1) {
          const waiting = changes.filter(({ mergedAt, containedAt }) => mergedAt < t && !(containedAt! < t && containedAt !== null)); // prettier-ignore
          const oldest = Math.min(...waiting.map(({ mergedAt }) => mergedAt));
          const expected = waiting.length === 0 ? [] : [Math.max(oldest, ...deployedAt.filter((at) => at < t))];
          const open = gaps.filter(({ span: { from, to } }) => from < t && t <= to);
          expect(open.map(({ sinceAt }) => sinceAt)).toEqual(expected);
        }
      }),
    );
  });
});
