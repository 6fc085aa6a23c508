import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { targetOf } from '../../exporter/maturity/targets.ts';
import { linesOf, sound, surroundings } from './lines-of.ts';

const load = (yaml: string) => loadConfig(sound + yaml, surroundings);
const problems = (yaml: string): readonly string[] => linesOf(sound + yaml);

describe('the target of maturity', () => {
  it('is level 3 where nothing is said', () => {
    expect(targetOf(load(''), 'red', 'security')).toBe(3);
  });
  it('is the team’s own, else the dimension’s, else the organisation’s', () => {
    const config = load(
      'maturity: { targets: { level: 2, dimensions: { security: 4 }, teams: { red: { delivery: 5, security: 3 } } } }',
    );
    const targets = (['delivery', 'security', 'culture'] as const).map((each) => targetOf(config, 'red', each));
    expect(targets).toEqual([5, 3, 2]);
    expect(targetOf(config, 'blue', 'security')).toBe(4);
  });
  it('is a level of the model, of a dimension of the model', () => {
    expect(problems('maturity: { targets: { level: 6, dimensions: { safety: 3 } } }')).toEqual([
      'maturity.targets.level: is no level. Write a whole number from 1 to 5',
      'maturity.targets.dimensions.safety: there is no such key. Remove it; the keys here are code_quality, culture, delivery, reliability, security',
    ]);
  });
});

describe('evidence of maturity', () => {
  const given =
    'criterion: process_manager, team: red, url: "https://wiki.example/pm", role: Head of Platform, at: "2026-05-01"';
  it('is believed for 180 days where nobody says until when', () => {
    const { evidence } = load(`maturity: { evidence: [{ ${given} }] }`).maturity;
    const at = Date.parse('2026-05-01T00:00:00Z');
    expect(evidence).toEqual([
      {
        criterion: 'process_manager',
        team: 'red',
        url: 'https://wiki.example/pm',
        role: 'Head of Platform',
        at,
        untilAt: at + 180 * 86_400_000,
      },
    ]);
  });
  it('ends with the day that is given, where the organisation is', () => {
    const { evidence } = load(`maturity: { evidence: [{ ${given}, until: "2026-05-31" }] }`).maturity;
    expect(evidence[0]!.untilAt).toBe(Date.parse('2026-06-01T00:00:00Z'));
  });
  it('has an address, a criterion that takes it, a team and a role', () => {
    expect(
      problems(
        'maturity: { evidence: [{ criterion: proces_manager, team: rd, role: "", at: "2026-05-01" }, { criterion: deployments_frequent, team: red, url: wiki, role: CTO, at: soon }] }',
      ),
    ).toEqual([
      'maturity.evidence[0].url: is missing. Give a text',
      'maturity.evidence[0].role: is empty. Name a role, never a person',
      'maturity.evidence[1].url: "wiki" is no http address. Write "https://…"',
      'maturity.evidence[1].at: "soon" is no instant. Write "2026-05-01" or "2026-05-01T12:00:00Z"',
      'maturity.evidence[0].criterion: there is no criterion "proces_manager". Did you mean process_manager?',
      'maturity.evidence[0].team: there is no team "rd". Did you mean red?',
      'maturity.evidence[1].criterion: "deployments_frequent" is measured or looked up, and nobody vouches for it. Remove the evidence; a waiver may let a team off for a while',
    ]);
  });
  it('ends after it begins', () => {
    expect(problems(`maturity: { evidence: [{ ${given}, until: "2026-04-30" }] }`)).toEqual([
      'maturity.evidence[0].until: it ends before it starts. Let at be before until',
    ]);
    expect(problems(`maturity: { evidence: [{ ${given}, until: "2026-05-01" }] }`)).toEqual([]);
    // The day ends after its noon.
    const atNoon = given.replace('"2026-05-01"', '"2026-05-01T12:00:00Z"');
    expect(atNoon).not.toBe(given);
    expect(problems(`maturity: { evidence: [{ ${atNoon}, until: "2026-05-01" }] }`)).toEqual([]);
    expect(problems(`maturity: { evidence: [{ ${atNoon}, until: "2026-05-01T11:59:59Z" }] }`)).toHaveLength(1);
  });
});

describe('waivers of maturity', () => {
  const waived = (at: string, until: string) =>
    `waivers: [{ criterion: process_manager, team: red, reason: Because., role: CTO, at: "${at}", until: "${until}" }]`;
  const vouched =
    'evidence: [{ criterion: process_manager, team: red, url: "https://wiki.example/pm", role: CTO, at: "2026-05-01", until: "2026-05-31" }]';
  it('have a reason, a role and an end', () => {
    expect(problems('maturity: { waivers: [{ criterion: process_manager, team: red, at: "2026-05-01" }] }')).toEqual([
      'maturity.waivers[0].reason: is missing. Give a text',
      'maturity.waivers[0].role: is missing. Give a text',
      'maturity.waivers[0].until: is missing. Give a text',
    ]);
  });
  it('contradict evidence of the same time', () => {
    expect(problems(`maturity: { ${vouched}, ${waived('2026-06-01', '2026-07-01')} }`)).toEqual([]);
    // The evidence ends with 31 May.
    expect(problems(`maturity: { ${vouched}, ${waived('2026-05-31T23:59:59Z', '2026-07-01')} }`)).toHaveLength(1);
    expect(problems(`maturity: { ${vouched}, ${waived('2026-05-31', '2026-07-01')} }`)).toEqual([
      'maturity.waivers[0]: "process_manager" of "red" is waived, and maturity.evidence[0] vouches for it. Keep the one that is true',
    ]);
  });
});

describe('what is the organisation’s', () => {
  const waived = (team: string) =>
    `maturity: { waivers: [{ criterion: devex_answered, team: ${team}, reason: Because., role: CTO, at: "2026-05-01", until: "2026-06-01" }] }`;
  const surveyed = (team: string) =>
    `rollout: { starts: "2026-04-01", evidence: [{ criterion: survey_sent, team: ${team}, url: "https://wiki.example/s", role: CTO, at: "2026-05-01" }] }`;
  it('is waived and vouched for as the organisation’s, and for no team alone', () => {
    expect([problems(waived('all')), problems(surveyed('all'))]).toEqual([[], []]);
    expect(problems(waived('red'))).toEqual([
      'maturity.waivers[0].team: "devex_answered" is the organisation’s. Write team: all',
    ]);
    expect(problems(surveyed('red'))).toEqual([
      'rollout.evidence[0].team: "survey_sent" is the organisation’s. Write team: all',
    ]);
  });
  it('is not what is each team’s', () => {
    expect(problems(waived('red').replace('devex_answered', 'actions_done'))).toEqual([]);
    expect(problems(waived('all').replace('devex_answered', 'actions_done'))).toEqual([]);
  });
});

describe('a role', () => {
  const withMembers = 'organisation: { name: Acme }\nteams: [{ id: red, members: [{ github: alice, pagerduty: PALICE }] }]\npagerduty: { token: x }\n'; // prettier-ignore
  const said = (role: string) => `
waivers: [{ guardrail: change_failure, team: red, reason: A migration., role: "${role}", until: "2026-12-01" }]
maturity:
  evidence: [{ criterion: process_manager, team: red, url: "https://wiki.example/pm", role: "${role}", at: "2026-05-01" }]
  waivers: [{ criterion: actions_done, team: red, reason: Because., role: "${role}", at: "2026-05-01", until: "2026-06-01" }]
rollout: { starts: "2026-04-01", evidence: [{ criterion: survey_sent, url: "https://wiki.example/s", role: "${role}", at: "2026-05-01" }] }`;
  const places = ['waivers', 'maturity.evidence', 'maturity.waivers', 'rollout.evidence'];
  const of = (role: string) => linesOf(withMembers + said(role));
  it('is no account of a member and no address, wherever somebody answers for something, and is not repeated', () => {
    const refused = places.map((place) => `${place}[0].role: it names a person. Name a role`);
    for (const person of ['alice', ' Alice ', 'palice', 'cto@example.com', '@alice'])
      expect(of(person)).toEqual(refused);
    expect(of('Head of Alice’s')).toEqual([]);
  });
  it('is not blank', () => {
    const blank = places.map((place) => `${place}[0].role: is empty. Name a role, never a person`);
    expect(of('  ').toSorted()).toEqual(blank.toSorted());
  });
});

describe('maturity', () => {
  it('has a floor of 3 and an established stage where nothing is said, and targets of teams that exist', () => {
    expect(load('').maturity).toMatchObject({ floor: 3, stage: 'established', evidence: [], waivers: [] });
    expect(load('maturity: { floor: 2, stage: early }').maturity).toMatchObject({ floor: 2, stage: 'early' });
    expect(problems('maturity: { stage: late, targets: { teams: { ren: { security: 4 } } } }')).toEqual([
      'maturity.stage: is none of the choices. Use early, established',
      'maturity.targets.teams.ren: there is no team "ren". Did you mean red?',
    ]);
  });
});

describe('assessments of maturity', () => {
  it('are read from nowhere, and no team is scaled, where nothing is said', () => {
    expect(load('').maturity).toMatchObject({ assessments: null, scaling: [] });
    const { assessments } = load('maturity: { assessments: { folder: data/assessments } }').maturity;
    expect(assessments).toEqual({ folder: 'data/assessments', schedule: '*/5 * * * *' });
  });
  it('are due before a day, where the organisation is, on which a team that exists is scaled', () => {
    const { scaling } = load(
      'maturity: { scaling: [{ team: red, on: "2026-06-02" }, { team: all, on: "2026-06-01" }] }',
    ).maturity;
    expect(scaling).toEqual([
      { team: 'all', fromAt: Date.parse('2026-06-01T00:00:00Z'), untilAt: Date.parse('2026-06-02T00:00:00Z') },
      { team: 'red', fromAt: Date.parse('2026-06-02T00:00:00Z'), untilAt: Date.parse('2026-06-03T00:00:00Z') },
    ]);
    expect(problems('maturity: { scaling: [{ team: rd, on: soon }] }')).toEqual([
      'maturity.scaling[0].on: "soon" is no date. Write "2026-12-25"',
      'maturity.scaling[0].team: there is no team "rd". Did you mean red?',
    ]);
  });
});
