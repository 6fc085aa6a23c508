import { describe, expect, it } from 'vitest';
import type { MaturityConfig } from '../../exporter/config/config.ts';
import type { Criterion } from '../../exporter/maturity/criterion.ts';
import type { Duties } from '../../exporter/maturity/duties.ts';
import { Quarters } from '../../exporter/maturity/quarters.ts';
import { Readings } from '../../exporter/maturity/readings.ts';
import { maturityReport } from '../../exporter/maturity/report.ts';
import { isLeaderships, Standings } from '../../exporter/maturity/standing.ts';
import { at, evidence, historyOf, judgementOf, waiver, withMaturity } from './fixture.ts';

const vouched = (level: 2 | 3 | 4 | 5, scope: Criterion['scope']): Criterion => ({
  id: `${scope}_${level}`,
  dimension: 'culture',
  level,
  title: 'It is so',
  scope,
  known: { evidence: true },
});
const criteria = [vouched(2, 'team'), vouched(3, 'team'), vouched(4, 'organisation'), vouched(5, 'organisation')];

function reportOf(maturity: Partial<MaturityConfig>) {
  const config = withMaturity(maturity);
  const history = historyOf(config);
  const judgement = judgementOf(config, () => ({ absent: 'no_facts' }), history, criteria);
  const quarters = new Quarters('UTC');
  const standings = new Standings(config, new Readings(config, judgement, quarters), quarters, {
    levelOf: () => undefined,
    unread: () => undefined,
  });
  const duties = { known: () => [] } as unknown as Duties;
  return maturityReport({ config, judgement, standings, duties, history: () => history }, at(80));
}
const lacks = (maturity: Partial<MaturityConfig>) =>
  reportOf(maturity).organisation.map(({ criterion }) => criterion.id);
const long = { at: at(0), untilAt: at(200) };

describe('what the organisation lacks', () => {
  const web = [evidence('team_2', long), evidence('team_3', long)];
  it('is told up to the highest next level of a team, above its target, too', () => {
    // Both at level 1, the target is 3: nothing of level 4 is asked.
    expect(lacks({})).toEqual([]);
    // web at level 3: 4 is next. core is at 1.
    expect(lacks({ evidence: web })).toEqual(['organisation_4']);
  });
  it('is told up to the highest target', () => {
    expect(lacks({ targets: { level: 3, dimensions: {}, teams: { core: { culture: 5 } } } })).toEqual([
      'organisation_4',
      'organisation_5',
    ]);
  });
  it('is not what is vouched for or waived', () => {
    expect(lacks({ evidence: [...web, evidence('organisation_4', { ...long, team: 'all' })] })).toEqual([
      'organisation_5',
    ]);
    expect(lacks({ evidence: web, waivers: [waiver('organisation_4', { ...long, team: 'all' })] })).toEqual([
      'organisation_5',
    ]);
  });
});

describe('a gap', () => {
  it('is leadership’s where it is the organisation’s or that of most teams', () => {
    const [first, second, third] = criteria;
    const systemic = [{ criterion: first!, teams: 2 }];
    expect([first, second, third].map((criterion) => isLeaderships(criterion!, systemic))).toEqual([true, false, true]);
  });
});
