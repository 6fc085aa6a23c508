import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { linesOf, sound, surroundings } from './lines-of.ts';

const gitHub = 'github: { auth: { token: x }, repositories: [a/b, a/c] }\n';
const load = (yaml: string) => loadConfig(sound + gitHub + yaml, surroundings).workItems;
const problems = (yaml: string): readonly string[] => linesOf(sound + gitHub + yaml);

describe('work items', () => {
  it('are not read where nothing is said', () => {
    expect(load('')).toBeNull();
  });

  it('are read from every repository by the labels of the house, where no more is said', () => {
    const standard = load('services: [{ id: s, owner: null, repository: a/d }]\nwork_items: {}')!;
    expect(standard.repositories).toEqual(['a/b', 'a/c', 'a/d']);
    expect(standard.kinds.retro_action).toEqual(['retro-action']);
    expect(standard.priorities.P4).toEqual(['P4']);
    expect(standard.domains.operational_excellence).toEqual(['domain:operational-excellence']);
    expect(standard.reviews.all_hands).toEqual(['review:all-hands']);
    expect(standard.kinds.decision).toEqual(['decision']);
    expect(standard.feeds.staffing).toEqual(['feeds:staffing']);
    expect(standard.duties.protecting_capacity).toEqual(['duty:protecting-capacity']);
    expect(standard).toMatchObject({ inProgress: ['in progress'], blocked: ['blocked'], teamPrefix: 'team:' });
  });

  it('have labels of their own, one by one', () => {
    const own = load(
      'work_items: { repositories: [a/c, a/c], kinds: { spec: [rfc, spec] }, blocked: [], team_prefix: "squad/" }',
    )!;
    expect(own.repositories).toEqual(['a/c']);
    expect(own.kinds.spec).toEqual(['rfc', 'spec']);
    expect(own.kinds.retro).toEqual(['retro']);
    expect(own).toMatchObject({ inProgress: ['in progress'], blocked: [], teamPrefix: 'squad/' });
  });

  it('have names of their own for what an experiment says, each for one thing', () => {
    const own = load('work_items: { experiment_sections: { hypothesis: [Vermutung] } }')!;
    expect(own.experimentSections.hypothesis).toEqual(['Vermutung']);
    expect(own.experimentSections.sample_size).toEqual(['Sample size', 'Sample size estimate']);
    expect(problems('work_items: { experiment_sections: { hypothesis: [Metric] } }')).toEqual([
      'work_items.experiment_sections: has a name twice. Give each name to one section: the standard names are in clockspeed.example.yaml',
    ]);
  });

  it('refuse a label that means two things of one sort, a default included', () => {
    expect(
      problems('work_items: { kinds: { retro: [Spec], tech_debt: [debt, Debt] }, blocked: ["In Progress"] }'),
    ).toEqual([
      'work_items.kinds.spec: "spec" already means work_items.kinds.retro. Let a label mean one of them',
      'work_items.blocked: "In Progress" already means work_items.in_progress. Let a label mean one of them',
    ]);
    expect(problems('work_items: { domains: { security: ["TEAM:red"] } }')).toEqual([
      'work_items.domains.security: "TEAM:red" already means team "red". Let a label mean one of them',
    ]);
    // Of two sorts it says two things that go together.
    expect(problems('work_items: { kinds: { audit_finding: [security] }, domains: { security: [security] } }')).toEqual(
      [],
    );
  });

  it('refuse repositories that are not read, and a configuration without github', () => {
    expect(problems('work_items: { repositories: [a/b, a/cc, other/one] }')).toEqual([
      'work_items.repositories[1]: "a/cc" is no repository of github or of a service. Did you mean a/c?',
      'work_items.repositories[2]: "other/one" is no repository of github or of a service. Add it to github.repositories',
    ]);
    expect(linesOf(`${sound}work_items: {}`)).toEqual([
      'work_items: issues are read from github. Configure github, or leave it out',
    ]);
  });

  it('refuse what has another form', () => {
    expect(
      problems('work_items: { repositories: [], kinds: { retros: [x] }, blocked: [""], team_prefix: "" }'),
    ).toEqual([
      'work_items.repositories: is empty. Leave it out to read every repository',
      'work_items.kinds.retros: there is no such key. Did you mean retro?',
      'work_items.blocked[0]: is empty. Write the name of a label',
      'work_items.team_prefix: is empty. Write what team labels begin with',
    ]);
  });
});
