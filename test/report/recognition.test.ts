import { describe, expect, it } from 'vitest';
import { recognised, teamsThatMeet } from '../../report/month/recognition.ts';
import type { MonthReader } from '../../report/month/reader.ts';
import type { TargetStanding, TargetState } from '../../report/month/targets.ts';
import { lineOf } from '../guardrails/fixture.ts';

const line = lineOf('at_most', 3, { kind: 'target' });
const of = (team: string, now: TargetState, before: TargetState): TargetStanding =>
  ({ line, team, now, before }) as TargetStanding;
const reader = {
  teams: [
    { id: 'b', name: 'Alpha' },
    { id: 'a', name: 'Beta' },
    { id: 'c', name: 'Gamma' },
  ],
} as unknown as MonthReader;

describe('recognition', () => {
  it('is of teams that met what they had missed, by name, whatever their numbers', () => {
    const standings = [of('a', 'met', 'missed'), of('b', 'met', 'missed'), of('c', 'met', 'met')];
    expect(recognised(reader, standings).map(({ name }) => name)).toEqual(['Alpha', 'Beta']);
  });

  it.each([
    // Nothing happened that could miss it: no merit.
    ['empty', 'missed'],
    ['met', 'unknown'],
    ['met', 'empty'],
    ['unknown', 'missed'],
    ['missed', 'missed'],
    ['missed', 'met'],
  ] as const)('is not for %s after %s', (now, before) => {
    expect(recognised(reader, [of('a', now, before)])).toEqual([]);
  });

  it('counts of a target the teams of which anybody can say', () => {
    const standings = [
      of('all', 'met', 'met'),
      of('a', 'met', 'met'),
      of('b', 'missed', 'met'),
      of('c', 'empty', 'met'),
    ];
    expect(teamsThatMeet(line, standings)).toEqual({ met: 1, judged: 2 });
  });
});
