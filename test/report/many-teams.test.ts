import { describe, expect, it } from 'vitest';
import { crossTeamSlides } from '../../report/deck/cross-team.ts';
import type { MonthTold } from '../../report/deck/month-told.ts';
import { onCallSlides } from '../../report/deck/on-call.ts';
import { outcomeSlides } from '../../report/deck/outcomes.ts';
import { slideMarkdown } from '../../report/deck/slide.ts';
import { metricNamed } from '../../report/month/reader.ts';
import type { Asked, Figure } from '../../report/month/reader.ts';
import { deckHtml } from '../../report/render/html.ts';
import { shipped } from '../guardrails/fixture.ts';

const numberOf: Readonly<Record<string, number>> = { 'team-1': 0.5, 'team-9': 1.25 };
const month = (id: string) => ({ id, from: 0, to: Date.parse('2026-11-01T00:00:00Z') });
const dueAt = Date.parse('2027-01-01T00:00:00Z');

/** So many teams: of the first 0.5 deployments a day, of the ninth 1.25, of all others 1. */
function toldOf(count: number): MonthTold {
  const teams = Array.from({ length: count }, (_, index) => ({ id: `team-${index + 1}`, name: `Team ${index + 1}` }));
  const figure = ({ metric }: Asked, team = 'all'): Figure => ({
    metric: metricNamed(metric),
    series: { metric, team, label: '' },
    moment: { from: 0, to: 1, asOf: 1 },
    value: { value: numberOf[team] ?? 1 },
    url: 'http://clockspeed.example',
  });
  const lines = ['deployment_frequency', 'lead_time', 'cycle_time', 'change_failure_target', 'p1_incidents'].map(
    shipped,
  );
  const reader = {
    told: { guardrails: { lines }, config: { targets: { dueAt }, organisation: { workingTime: { zone: 'UTC' } } } },
    teams,
    everybody: teams.map(({ id }) => id),
    month: month('2026-10'),
    months: () => [month('2026-09'), month('2026-10')],
    figure,
    compared: (asked: Asked, team?: string) => ({ now: figure(asked, team), before: figure(asked, 'all') }),
  };
  const targets = teams.map(({ id }) => ({
    line: lines[0],
    team: id,
    now: (numberOf[id] ?? 1) >= 1 ? 'met' : 'missed',
  }));
  return { reader, targets, now: 'October', before: 'September' } as unknown as MonthTold;
}
const deploying = (told: MonthTold) => outcomeSlides(told).filter(({ title }) => /deploys/.test(title));
const paging = (told: MonthTold) => onCallSlides(told)[0]!;

describe('the slides of the teams', () => {
  it('show up to eight teams in a chart', () => {
    const [slide, ...more] = deploying(toldOf(8));
    expect(more).toEqual([]);
    expect(slide!.body).toContain('<img');
    expect(slide!.notes[1]).toContain('Team 8 [1](');
    expect(paging(toldOf(8)).notes[0]).toContain('responders of each team');
  });

  it('name teams in notes as they are called: a note is no Markdown', () => {
    const told = toldOf(2);
    Object.assign(told.reader.teams[0]!, { name: 'R&D' });
    const [slide] = deploying(told);
    expect(slide!.notes[1]).toContain('The teams: R&D [0.50](');
    expect(deckHtml(slideMarkdown(slide!, ''))).toContain('The teams: R&amp;D <a');
  });

  it('show nine and more in tables, each team with its own number, the one before, and its target', () => {
    const slides = deploying(toldOf(9));
    // Evenly: five and four.
    expect(slides.map(({ title }) => title)).toEqual([
      'How often each team deploys (1 of 2)',
      'How often each team deploys (2 of 2)',
    ]);
    const rows = slides.flatMap(({ body }) => body.split('\n').filter((line) => line.startsWith('| Team ')));
    expect(rows[0]).toBe('| Team | October | September | Change | Target: at least 1 a day |');
    expect(rows).toHaveLength(2 + 9);
    const [one, nine] = [rows[1], rows.at(-1)].map((row) => row!.replaceAll('(http://clockspeed.example)', ''));
    // 0.5 ÷ 1 − 1 = −50 %, and 1.25 ÷ 1 − 1 = +25 %.
    expect(one).toBe('| Team 1 | [0.50] | [1] | −50 % | ○ not yet |');
    expect(nine).toBe('| Team 9 | [1.25] | [1] | +25 % | ✓ met |');
  });

  it('say that the pages are those of all teams where each has no bar', () => {
    const { notes, body } = paging(toldOf(9));
    expect(body).toContain('<img');
    expect(notes[0]).toContain('all teams together');
    expect(notes.join()).not.toContain('of each team');
  });

  it('claim of blocked work no more than its label says', () => {
    const slide = crossTeamSlides(toldOf(2)).find(({ title }) => /blocked/.test(title))!;
    expect(slide.title).toBe('What is blocked or crosses teams');
    expect(slide.notes[0]).toMatch(/^Blocked is what carries the label, whoever it waits for/);
  });
});
