import { describe, expect, it } from 'vitest';
import { documentText } from '../../exporter/assessment/document.ts';
import type { Draft, DraftDimension } from '../../exporter/assessment/draft.ts';
import { readDocument } from '../../exporter/assessment/read-document.ts';
import { criteriaOf } from '../../exporter/maturity/criteria.ts';
import { dimensions } from '../../exporter/maturity/dimensions.ts';
import type { Dimension } from '../../exporter/maturity/dimensions.ts';
import type { CriterionState } from '../../exporter/maturity/state.ts';
import { at, team } from '../history/organisation.ts';

const asOf = at(80, 12);
const states = (dimension: Dimension, state: CriterionState['state'] = 'unmet'): readonly CriterionState[] =>
  criteriaOf(dimension).map((criterion) => ({ criterion, state, why: 'It is 7.', url: null, knownAt: at(70) }));
const one = (dimension: Dimension, more: Partial<DraftDimension> = {}): DraftDimension => ({
  dimension,
  observed: 1,
  earned: 1,
  assessed: null,
  target: 3,
  stagnantQuarters: null,
  before: null,
  level: 1,
  states: states(dimension),
  ...more,
});
const draft = (security: Partial<DraftDimension> = {}, more: Partial<Draft> = {}): Draft => ({
  quarter: '2026-Q1',
  reason: 'quarterly',
  asOf,
  assessedAt: at(81),
  team: team('web', { name: 'Web | <b>' }),
  dimensions: dimensions.map((dimension) => one(dimension, dimension === 'security' ? security : {})),
  overdue: [],
  systemic: [],
  actions: [],
  exporterUrl: 'https://clockspeed.example',
  ...more,
});
const section = (of: Draft, title: string): string => documentText(of).split(/^##+ /m).find((text) => text.startsWith(title))!; // prettier-ignore

describe('a document', () => {
  it('is read back as what it proposes, each level with the criteria that are met of it', () => {
    const secure = { level: 2, observed: 2, states: states('security', 'met') } as const;
    const { assessment } = readDocument('2026-Q1/web.md', documentText(draft(secure)));
    expect(assessment).toMatchObject({ team: 'web', quarter: '2026-Q1', reason: 'quarterly', assessedAt: at(81) });
    // Two criteria of level 2; the higher ones are met, too, but the level does not rest on them.
    expect(assessment!.dimensions[4]).toMatchObject({
      level: 2,
      target: 3,
      evidence: [
        {
          criterion: 'vulnerability_alerts',
          url: 'https://clockspeed.example/explain?metric=maturity_criteria&team=web&label=security/2/met&asOf=2026-03-26T12:00:00.000Z',
          at: at(70),
        },
        { criterion: 'secrets_outside_code' },
      ],
    });
  });
  it('is the same of the same draft', () => {
    expect(documentText(draft())).toBe(documentText(draft()));
  });
  it('lets no name break out of its place', () => {
    expect(documentText(draft())).toContain('# Maturity of Web \\| \\<b\\>, 2026-Q1\n');
    const state = { ...states('security')[0]!, url: 'https://a.example/x) [y](z', why: 'a | b\n# c' };
    expect(section(draft({ states: [state] }), 'Security & compliance: what')).toContain(
      '(https://a.example/x%29%20[y]%28z): unmet. a \\| b # c',
    );
  });
  it('tells strengths: what rose, what is at its target, and what of higher levels is met', () => {
    const strong = section(draft({ before: 2, level: 3, states: states('security', 'met') }), 'Strengths');
    expect(strong).toContain('- Security & compliance rose from level 2 to 3.');
    expect(strong).toContain('- Security & compliance is at its target, level 3.');
    expect(strong).toMatch(/- Security & compliance, Level 4: \[Nothing is merged past a required check\]/);
    expect(strong).not.toMatch(/Level 3: /);
    expect(section(draft(), 'Strengths')).toContain('No dimension is at its target yet');
  });
  it('tells gaps: what is neither met nor waived up to the next level, and whose it is', () => {
    const [first, second, third] = states('security');
    const mixed = [first!, { ...second!, state: 'waived' }, { ...third!, state: 'unknown' }] as const;
    const gap = section(draft({ states: mixed }, { systemic: [{ criterion: first!.criterion, teams: 2 }] }), 'Security & compliance: what'); // prettier-ignore
    expect(gap).toContain('what is missing for level 2 Managed');
    expect(gap).toMatch(/Level 2: .*: unmet\. It is 7\. Leadership’s to close: more than half of the teams lack it\./);
    // The second is waived, the third is of level 3.
    expect(gap.match(/^- /gm)).toHaveLength(1);
    const fallen = section(draft({ before: 3, level: 2, states: mixed }), 'Security & compliance: what');
    expect(fallen).toContain('It fell from level 3 to 2.');
    expect(fallen.match(/^- /gm)).toHaveLength(2);
    expect(documentText(draft({ level: 5, states: states('security', 'met') }))).toContain('it is the highest level');
  });
  it('tells a gap of the organisation as leadership’s, whatever teams lack', () => {
    const culture = draft().dimensions.map((dimension) => dimension.dimension === 'culture' ? { ...dimension, level: 3 as const } : dimension); // prettier-ignore
    const gap = section(draft({}, { dimensions: culture }), 'Culture & ownership: what');
    expect(gap).toMatch(/Level 4: \[People answer[^\n]*Leadership’s to close: it is the organisation’s\.\n/);
    // Nobody else may put it right: that of page share is the team's.
    expect(gap.match(/Leadership’s/g)!.length).toBeLessThan(gap.match(/^- /gm)!.length);
  });
  it('says what holds a level that is not met', () => {
    const waived = { ...states('security')[0]!, state: 'waived', why: 'The CTO waived it.' } as const;
    const held = section(draft({ level: 2, states: [waived] }), 'Security & compliance: level 2');
    expect(held).toContain('Nothing of it is met now.');
    expect(held).toMatch(/: waived\. The CTO waived it\./);
  });
  it('lists action items with who has them and by when, and says what is missing', () => {
    const listed = section(
      draft({}, { actions: [{ title: 'acme/app#1 Mend', url: 'https://g.example/1', isOwned: true, dueOn: '2026-05-01' }, { title: 'acme/app#2', url: null, isOwned: false, dueOn: null }] }),
      'Action items',
    ); // prettier-ignore
    expect(listed).toContain('| [acme/app#1 Mend](https://g.example/1) | Web \\| \\<b\\> | 2026-05-01 |');
    expect(listed).toContain('| acme/app#2 | **missing** | **missing** |');
    expect(section(draft(), 'Action items')).toContain('Missing: the team has no open improvement.');
    expect(section(draft({}, { actions: null }), 'Action items')).toContain('Missing: no issues are read');
  });
  it('says what asked for it', () => {
    const overdue = [
      { reason: 'post_incident', title: 'A P1 of 2026-03-01 asked', url: 'https://pd.example/1', at: at(70) },
      { reason: 'quarterly', title: 'That of 2025-Q4', url: null, at: at(70) },
    ] as const;
    const text = documentText(draft({}, { reason: 'post_incident', overdue }));
    expect(text).toContain('Assessment after an incident, written 2026-03-27 00:00 UTC');
    expect(text).toContain('- [A P1 of 2026-03-01 asked](https://pd.example/1)');
    expect(text).not.toContain('That of 2025-Q4');
  });
});
