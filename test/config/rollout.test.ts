import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { linesOf, sound, surroundings } from './lines-of.ts';

const load = (yaml: string) => loadConfig(sound + yaml, surroundings).rollout;
const problems = (yaml: string): readonly string[] => linesOf(sound + yaml);
const instant = (text: string): number => Date.parse(text);

describe('a rollout', () => {
  it('is none where nothing is said', () => {
    expect(load('')).toBe(null);
  });
  it('counts its first day as day 1: day 14 of what starts on 1 April is the 14th', () => {
    expect(load('rollout: { starts: "2026-04-01" }')).toEqual({
      startsAt: instant('2026-04-01T00:00:00Z'),
      dueAt: {
        start: instant('2026-04-15T00:00:00Z'),
        // 30 days are over with 30 April, 42 with 12 May, 56 with 26 May, 60 with 30 May, 90 with 29 June.
        foundation: instant('2026-05-01T00:00:00Z'),
        pilot: instant('2026-05-13T00:00:00Z'),
        all_teams: instant('2026-05-27T00:00:00Z'),
        acceleration: instant('2026-05-31T00:00:00Z'),
        reinforcement: instant('2026-06-30T00:00:00Z'),
      },
      evidence: [],
    });
  });
  it('may have other days, in the same order', () => {
    expect(load('rollout: { starts: "2026-04-01", days: { pilot: 50 } }')!.dueAt.pilot).toBe(
      instant('2026-05-21T00:00:00Z'),
    );
    // On the same day is in order; a day later than all_teams (56) is not.
    expect(problems('rollout: { starts: "2026-04-01", days: { pilot: 56 } }')).toEqual([]);
    expect(problems('rollout: { starts: "2026-04-01", days: { pilot: 57 } }')).toEqual([
      'rollout.days: lets a milestone be due before the one that it builds on. Keep the order start 14, foundation 30, pilot 42, all_teams 56, acceleration 60, reinforcement 90',
    ]);
  });
  it('takes evidence, of the organisation where no team is named, for 180 days where nobody says until when', () => {
    const given = 'criterion: retro_template, url: "https://wiki.example/r", role: CTO, at: "2026-04-20"';
    const at = instant('2026-04-20T00:00:00Z');
    expect(load(`rollout: { starts: "2026-04-01", evidence: [{ ${given} }] }`)!.evidence).toEqual([
      {
        criterion: 'retro_template',
        team: 'all',
        url: 'https://wiki.example/r',
        role: 'CTO',
        at,
        untilAt: at + 180 * 86_400_000,
      },
    ]);
  });
  it('refuses what does not exist, what is measured, and what ends before it begins', () => {
    const said = (criterion: string, more: string) => `{ criterion: ${criterion}, url: "https://w.example/r", role: CTO, at: "2026-04-20"${more} }`; // prettier-ignore
    const evidence = [
      said('retro_templat', ', team: rd'),
      said('daily_deployments', ''),
      said('retro_template', ', until: "2026-04-19"'),
    ];
    expect(problems(`rollout: { starts: "2026-04-31", evidence: [${evidence.join(', ')}] }`)).toEqual([
      'rollout.starts: "2026-04-31" is no date. Write "2026-12-25"',
      'rollout.evidence[0].criterion: there is no criterion "retro_templat". Did you mean retro_template?',
      'rollout.evidence[0].team: there is no team "rd". Did you mean red?',
      'rollout.evidence[2].until: it ends before it starts. Let at be before until',
      'rollout.evidence[1].criterion: "daily_deployments" is measured or looked up, and nobody vouches for it. Remove the evidence',
    ]);
  });
});
