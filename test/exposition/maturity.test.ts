import { describe, expect, it } from 'vitest';
import { criterionOf } from '../../exporter/maturity/criteria.ts';
import type { DimensionReport, MaturityReport } from '../../exporter/maturity/report.ts';
import type { CriterionState } from '../../exporter/maturity/state.ts';
import { listen, now } from './listening.ts';

const state = (id: string, more: Partial<CriterionState> = {}): CriterionState => ({
  criterion: criterionOf(id)!,
  state: 'unmet',
  why: 'It is <72 %>; asked is at least 80 %.',
  url: 'https://clockspeed.example/explain?a=1&b=2',
  knownAt: now,
  ...more,
});
const dimension = (more: Partial<DimensionReport> = {}): DimensionReport => ({
  dimension: 'reliability',
  observed: 2,
  earned: 2,
  assessed: null,
  target: 3,
  stagnantQuarters: 0,
  nextLevel: 3,
  missing: [],
  waived: [],
  ...more,
});
const report = (dimensions: readonly DimensionReport[], more: Partial<MaturityReport> = {}): MaturityReport => ({
  asOf: now,
  floor: 3,
  teams: [{ team: 'web', name: 'Web <b>', mayScale: false, assessedAt: null, overdue: [], dimensions }],
  organisation: [],
  systemic: [],
  refused: [],
  ...more,
});
const pageOf = async (of: MaturityReport): Promise<string> => {
  const { url } = await listen({ maturity: () => Promise.resolve(of) });
  return (await fetch(`${url}/maturity`)).text();
};

describe('the page of maturity', () => {
  it('says where a team is, what is missing and why, with where to act', async () => {
    const text = await pageOf(report([dimension({ missing: [state('on_call_covered')] })]));
    expect(text).toContain('Web &lt;b&gt;');
    expect(text).toContain('2 Managed');
    expect(text).toContain('3 Defined');
    expect(text).toContain('<a href="https://clockspeed.example/explain?a=1&amp;b=2">Level 3: ');
    expect(text).toContain('It is &lt;72 %&gt;; asked is at least 80 %.');
    expect(text).toContain('may not be scaled: a dimension is below level 3');
  });
  it('shows the level of record beside what is observed, and which assessment is overdue', async () => {
    const base = report([dimension({ assessed: 3 })]);
    const overdue = [{ reason: 'quarterly', title: 'That of 2026-Q3 <was> due', url: null, at: now }] as const;
    const text = await pageOf({ ...base, teams: [{ ...base.teams[0]!, assessedAt: now, overdue }] });
    expect(text).toContain('<td data-head="assessed">3 Defined<br><span class="soft">✗ observed below it</span></td>');
    expect(text).toContain('An assessment is overdue:</p><ul><li>✗ That of 2026-Q3 &lt;was&gt; due.</li>');
    const fine = await pageOf(report([dimension({ assessed: 2 })]));
    expect(fine).not.toContain('observed below it');
    expect(fine).not.toContain('overdue');
  });
  it('says which assessments were refused, and why, and leads to where people see them', async () => {
    const refused = [
      { title: '2026-Q3/web.md: line 9: <level>', url: null },
      { title: '2026-Q3/core.md: line 4: x', url: 'https://github.com/a/b/blob/HEAD/2026-Q3/core.md?plain=1#L4' },
    ];
    const text = await pageOf(report([dimension()], { refused }));
    expect(text).toContain('Assessments that were refused</h2>');
    expect(text).toContain('<li>2026-Q3/web.md: line 9: &lt;level&gt;</li>');
    expect(text).toContain(`<li><a href="${refused[1]!.url}">2026-Q3/core.md: line 4: x</a></li>`);
    expect(await pageOf(report([dimension()]))).not.toContain('refused');
  });
  it('makes no link of what is no address of the web', async () => {
    const text = await pageOf(
      report([dimension({ missing: [state('alerts_present', { url: 'javascript:alert(1)' })] })]),
    );
    expect(text).not.toContain('javascript:');
  });
  it('says that waivers hold a level, and which', async () => {
    const waived = [state('alerts_present', { state: 'waived' })];
    const text = await pageOf(report([dimension({ observed: 3, earned: 2, waived, nextLevel: 4 })]));
    expect(text).toContain('held by waivers; without them 2 Managed');
    expect(text).toContain('◇ <a');
  });
  it('tells what nobody knows from what is not met', async () => {
    const text = await pageOf(
      report([
        dimension({ missing: [state('alerts_present', { state: 'unknown', why: 'The token lacks a permission.' })] }),
      ]),
    );
    expect(text).toContain('<li>? ');
    expect(text).toContain('The token lacks a permission.');
  });
  it('sets what most teams lack apart, as leadership’s', async () => {
    const criterion = criterionOf('alerts_present')!;
    const of = report([dimension({ missing: [state('alerts_present')] })], { systemic: [{ criterion, teams: 1 }] });
    const text = await pageOf(of);
    expect(text.indexOf('Leadership’s')).toBeLessThan(text.indexOf('Web'));
    expect(text).toContain('1 of 1 teams');
    expect(text).toContain('(leadership’s)');
  });
  it('sets what the organisation lacks apart, as leadership’s, above the target, too', async () => {
    const missing = [state('devex_answered', { why: 'It is 50 %.' })];
    const culture = dimension({ dimension: 'culture', observed: 3, nextLevel: 4, missing });
    const text = await pageOf(report([culture], { organisation: missing }));
    const [leadership, team] = text.split('Web &lt;b&gt;');
    expect(leadership).toContain('<td class="n">the organisation</td>');
    expect(leadership).toContain('>Level 4: ');
    expect(leadership).toContain('It is 50 %.');
    expect(team).toContain('(leadership’s)');
    // A team's own gap is none of leadership's.
    const own = await pageOf(report([dimension({ missing: [state('on_call_covered')] })]));
    expect(own).not.toContain('(leadership’s)');
    expect(own).not.toContain('the organisation</td>');
  });
  it('tells what is the organisation’s once, though most teams lack it', async () => {
    const missing = [state('services_owned')];
    const systemic = [{ criterion: criterionOf('services_owned')!, teams: 1 }];
    const text = await pageOf(report([dimension()], { organisation: missing, systemic }));
    expect(text.match(/Level 2: /g)).toHaveLength(1);
    expect(text).not.toContain('1 of 1 teams');
  });
  it('says for how long there was no gain', async () => {
    expect(await pageOf(report([dimension({ stagnantQuarters: 2 })]))).toContain('no gain for 2 complete quarters');
  });
  it('is there for programs', async () => {
    const { url } = await listen({ maturity: () => Promise.resolve(report([dimension()])) });
    const answer = await (await fetch(`${url}/maturity?format=json`)).json();
    expect(answer).toMatchObject({ asOf: new Date(now).toISOString(), floor: 3, teams: [{ team: 'web' }] });
  });
  it('is not there before anything is evaluated', async () => {
    const { url } = await listen({ evaluatedAt: null });
    expect((await fetch(`${url}/maturity`)).status).toBe(503);
  });
  it('is linked from the first page', async () => {
    const { url } = await listen();
    expect(await (await fetch(`${url}/`)).text()).toContain('href="/maturity"');
  });
});
