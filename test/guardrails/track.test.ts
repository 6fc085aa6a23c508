import { describe, expect, it } from 'vitest';
import { standingOf } from '../../exporter/guardrails/standing.ts';
import { step, untracked } from '../../exporter/guardrails/track.ts';
import type { Track } from '../../exporter/guardrails/track.ts';
import type { Verdict } from '../../exporter/guardrails/judge.ts';
import { day, hour } from '../history/organisation.ts';
import { at, breached, lineOf, shipped, unknown, within } from './fixture.ts';

type State = Verdict['state'];
/** The run after states at instants. */
const run = (...steps: readonly (readonly [number, State])[]): Track =>
  steps.reduce((track, [instant, state]) => step(track, { state }, instant), untracked);

describe('a run', () => {
  it('begins at the first instant of its state, and goes on', () => {
    expect(run([at(0), 'breached'])).toEqual({ state: 'breached', since: at(0), lastKnownAt: at(0) });
    expect(run([at(0), 'breached'], [at(0, 1), 'breached'], [at(0, 2), 'breached'])).toEqual({
      state: 'breached',
      since: at(0),
      lastKnownAt: at(0, 2),
    });
    expect(run([at(0), 'within'], [at(0, 1), 'within'])).toEqual({
      state: 'within',
      since: at(0),
      lastKnownAt: at(0, 1),
    });
  });
  it('ends when the state changes, and one hour within breaks a breach', () => {
    expect(run([at(0), 'breached'], [at(0, 1), 'within'])).toMatchObject({ state: 'within', since: at(0, 1) });
    const again = run([at(0), 'breached'], [at(0, 1), 'within'], [at(0, 2), 'breached']);
    expect(again).toMatchObject({ state: 'breached', since: at(0, 2) });
  });
  it('has not begun while nothing is known', () => {
    expect(run([at(0), 'unknown'])).toEqual(untracked);
    expect(run([at(0), 'not_configured'])).toEqual(untracked);
    expect(run([at(0), 'unknown'], [at(0, 1), 'breached'])).toMatchObject({ state: 'breached', since: at(0, 1) });
  });
  it.each(['breached', 'within'] as const)(
    'of %s goes on through what is unknown, for 28 days and no longer',
    (state) => {
      const kept = { state, since: at(0), lastKnownAt: at(1) };
      expect(run([at(0), state], [at(1), state], [at(29), 'unknown'])).toEqual(kept); // day 1 + 28
      const last = at(29) + 1;
      expect(run([at(0), state], [at(1), state], [last, 'unknown'])).toEqual(untracked);
      // Hours between do not renew it.
      expect(run([at(0), state], [at(1), state], [at(20), 'unknown'], [last, 'unknown'])).toEqual(untracked);
    },
  );
  it('is the same run where it is known again in time, and a new one after that', () => {
    const before = [
      [at(0), 'breached'],
      [at(1), 'breached'],
    ] as const;
    const inTime = run(...before, [at(29), 'unknown'], [at(29, 1), 'breached']);
    expect(inTime).toEqual({ state: 'breached', since: at(0), lastKnownAt: at(29, 1) });
    const late = run(...before, [at(29), 'unknown'], [at(29, 1), 'unknown'], [at(29, 2), 'breached']);
    expect(late).toMatchObject({ state: 'breached', since: at(29, 2) });
    const other = run(...before, [at(2), 'unknown'], [at(3), 'within']);
    expect(other).toMatchObject({ state: 'within', since: at(3) });
  });
  it('keeps for 28 days from each instant that is known', () => {
    const renewed = run([at(0), 'breached'], [at(20), 'unknown'], [at(21), 'breached'], [at(49), 'unknown']);
    expect(renewed).toMatchObject({ state: 'breached', since: at(0) }); // day 21 + 28
  });
  it('ends at once where a source is no longer configured', () => {
    expect(run([at(0), 'breached'], [at(0, 1), 'not_configured'])).toEqual(untracked);
    const again = run([at(0), 'breached'], [at(0, 1), 'not_configured'], [at(0, 2), 'breached']);
    expect(again).toMatchObject({ state: 'breached', since: at(0, 2) });
  });
});

describe('a standing', () => {
  const line = lineOf('at_most', 7);
  const over = { state: 'breached', since: at(3), lastKnownAt: at(5) } as const;
  it('is broken since the run began', () => {
    expect(standingOf(line, 'web', at(5), breached(8, 7), over)).toEqual({
      line,
      team: 'web',
      asOf: at(5),
      verdict: breached(8, 7),
      isBreached: true,
      breachedAt: at(3),
    });
  });
  it('is held, or unknown, and then since nothing', () => {
    const held = standingOf(line, 'web', at(5), within(6, 7), { ...over, state: 'within' });
    expect([held.isBreached, held.breachedAt]).toEqual([false, null]);
    const lost = standingOf(line, 'web', at(5), unknown('stale'), untracked);
    expect([lost.isBreached, lost.breachedAt]).toEqual([null, null]);
  });
  it('tells the verdict of the instant beside the state that was kept', () => {
    const kept = standingOf(line, 'web', at(6), unknown('stale'), over);
    expect([kept.verdict, kept.isBreached, kept.breachedAt]).toEqual([unknown('stale'), true, at(3)]);
  });
  it.each([
    ['change_failure_unbroken', 14],
    ['unowned_services', 7],
  ])('of %s is broken from %d days on, since these were full', (id, days) => {
    const stand = (asOf: number) => standingOf(shipped(id), 'web', asOf, breached(8, 7), over);
    const full = at(3) + days * day;
    expect([stand(full - 1).isBreached, stand(full - 1).breachedAt]).toEqual([false, null]);
    expect([stand(full).isBreached, stand(full).breachedAt]).toEqual([true, full]);
    expect([stand(full + 5 * hour).isBreached, stand(full + 5 * hour).breachedAt]).toEqual([true, full]);
  });
});
