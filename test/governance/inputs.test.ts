import { describe, expect, it } from 'vitest';
import { assessed } from '../assessment/documents.ts';
import { at, configuration, day, hour, Organisation } from '../history/organisation.ts';
import { numbersOf, read } from './numbers-of.ts';

const age = (made: Organisation, input: string, asOf: number, from?: number): number | string => {
  const told = read(
    numbersOf(made, from),
    { metric: 'governance_input_timestamp_seconds', team: '', label: input },
    asOf,
  );
  return typeof told === 'number' ? asOf - told * 1_000 : told;
};
const stale = (made: Organisation, asOf: number, from?: number) =>
  read(numbersOf(made, from), { metric: 'governance_inputs_stale', team: '', label: '' }, asOf);
/** An issue of both registers, opened on a day: nothing else is out of date. */
const registers = (made: Organisation, created: number): void =>
  void made.workItem({ number: 1, labels: ['tech-debt', 'audit-finding'], createdAt: at(created) });

describe('an input of governance', () => {
  it('postmortems is current while no retro is overdue, else as old as the oldest', () => {
    const made = new Organisation();
    made.put({ kind: 'priorities', id: 'account', names: ['P1', 'P2'] });
    expect(age(made, 'postmortems', at(9))).toBe(0); // a calm month is not stale
    made.incident({ createdAt: at(3, 10), resolvedAt: at(3, 12) }); // due on day 5 at 12:00
    made.incident({ createdAt: at(4, 10), resolvedAt: at(4, 12) });
    expect(age(made, 'postmortems', at(5, 12))).toBe(0);
    expect(age(made, 'postmortems', at(9, 12))).toBe(4 * day);
  });
  it('postmortems is not known without priorities', () => {
    expect(age(new Organisation({ pagerduty: null }), 'postmortems', at(9))).toBe('not_configured');
  });
  it('customer impact is as old as the last look at the most neglected open bug', () => {
    const made = new Organisation();
    expect(age(made, 'customer_impact', at(9))).toBe(0);
    made.workItem({
      number: 1,
      labels: ['customer-bug'],
      createdAt: at(2),
      events: [{ type: 'commented', at: at(6) }],
    });
    made.workItem({ number: 2, labels: ['customer-bug'], createdAt: at(4), events: [{ type: 'closed', at: at(8) }] });
    expect(age(made, 'customer_impact', at(7))).toBe(3 * day);
    expect(age(made, 'customer_impact', at(9))).toBe(3 * day); // the second is closed, the first was touched on day 6
  });
  it('error budgets is as old as what was read of them', () => {
    const query = { id: 'b', key: 'b', kind: 'error_budget_remaining', query: 'x', teamLabel: 'team', sloLabel: 'slo', team: null, slo: null }; // prettier-ignore
    const prometheus = { url: 'http://127.0.0.1', auth: null, schedule: '* * * * *', queries: [query] };
    const made = new Organisation({ prometheus: prometheus as never });
    expect(age(made, 'error_budgets', at(9))).toBe(0);
    expect(age(made, 'error_budgets', at(365))).toBe(0);
    expect(age(made, 'error_budgets', at(365, 3))).toBe(3 * hour);
    expect(age(made, 'error_budgets', at(-366))).toBe('incomplete');
    expect(age(new Organisation(), 'error_budgets', at(9))).toBe('not_configured');
  });
  it('quality scorecards is as old as the assessment of the team that was not assessed for longest', () => {
    const maturity = { ...configuration().maturity, assessments: { folder: 'f', schedule: '* * * * *' } };
    const made = new Organisation({ maturity });
    const state = { completeFromAt: 0, watermarkAt: at(365), lastSuccessAt: at(365), progress: 1 };
    made.store.write({ state: [{ key: 'source/assessments', value: state }] });
    made.put(assessed({}, { assessedAt: at(9) }));
    // Core has never been: a folder of files was read for ever, so that is out of date at once. So is what nobody wrote in the registers.
    expect(age(made, 'quality_scorecards', at(10))).toBe('no_facts');
    expect(stale(made, at(10))).toBe(3);
    registers(made, 100);
    made.put(assessed({}, { id: '2026-Q1/core.md', team: 'core', assessedAt: at(5) }));
    expect(age(made, 'quality_scorecards', at(10))).toBe(5 * day);
    expect([at(105), at(105, 1)].map((asOf) => stale(made, asOf))).toEqual([0, 1]);
  });
  it('quality scorecards is nobody’s where nobody assesses', () => {
    expect(age(new Organisation(), 'quality_scorecards', at(6))).toBe('not_configured');
  });
  it('of a register is as old as what was last touched in it', () => {
    const made = new Organisation();
    registers(made, 2);
    expect(age(made, 'technical_debt', at(2))).toBe('no_facts');
    expect(age(made, 'technical_debt', at(5))).toBe(3 * day);
    expect(age(made, 'audit_findings', at(6))).toBe(4 * day);
  });
});

describe('inputs that are out of date', () => {
  it('are so after 35 days, audit findings after 100: the last instant counts', () => {
    const made = new Organisation();
    registers(made, 0);
    // At whole hours: 35 d is current, an hour more is not.
    expect([at(35), at(35, 1), at(100), at(100, 1)].map((asOf) => stale(made, asOf))).toEqual([0, 1, 1, 2]);
  });
  it('are those that have never been, once they were looked for long enough', () => {
    const made = new Organisation();
    // 35 days are read, then 100: tech debt, then audit findings. Of what is not configured nothing is asked.
    expect([at(35) - hour, at(35), at(99), at(100)].map((asOf) => stale(made, asOf, at(0)))).toEqual([0, 1, 1, 2]);
  });
  it('are none where nothing is known', () => {
    expect(stale(new Organisation({ workItems: null }), at(9))).toBe('not_configured');
    expect(stale(new Organisation(), at(-1), at(0))).toBe('incomplete');
  });
});
