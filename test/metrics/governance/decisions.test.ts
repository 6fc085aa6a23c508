import { describe, expect, it } from 'vitest';
import { governanceDecisions } from '../../../exporter/metrics/governance/governance-decisions.ts';
import { governanceDecisionsUnplanned } from '../../../exporter/metrics/governance/governance-decisions-unplanned.ts';
import { leadershipDutiesOpen } from '../../../exporter/metrics/governance/leadership-duties-open.ts';
import { at, Organisation } from '../../history/organisation.ts';
import { measured } from '../measured.ts';

describe('decisions on improvement', () => {
  const made = new Organisation();
  const decision = (number: number, day: number, ...labels: readonly string[]) =>
    made.workItem({ number, createdAt: at(day), labels: ['decision', ...labels] });
  decision(1, 1, 'feeds:roadmap', 'feeds:budget');
  decision(2, 2, 'Feeds:Roadmap');
  decision(3, 3);
  made.workItem({ number: 4, createdAt: at(3), labels: ['improvement', 'feeds:training'] });
  const counts = (asOf: number) =>
    ['roadmap', 'budget', 'staffing', 'training', 'nowhere', 'any'].map((label) =>
      measured(made, governanceDecisions, asOf, { team: '', label }),
    );
  it('are counted under every plan that they reached, or under nowhere, and once under any', () => {
    expect(counts(at(9))).toEqual([2, 1, 0, 0, 1, 3]);
  });
  it('are in a plan from its label on until it is taken off: what was told of the past stays so', () => {
    const made = new Organisation();
    const [roadmap, budget] = ['feeds:roadmap', 'feeds:budget'];
    const events = [
      { type: 'labeled', at: at(3), label: roadmap! },
      { type: 'labeled', at: at(5), label: budget! },
      { type: 'unlabeled', at: at(7), label: roadmap! },
      { type: 'unlabeled', at: at(8), label: budget! },
    ] as const;
    made.workItem({ number: 1, createdAt: at(1), labels: ['decision'], events });
    const told = (asOf: number) =>
      ['roadmap', 'budget', 'nowhere', 'any'].map((label) => measured(made, governanceDecisions, asOf, { team: '', label })); // prettier-ignore
    expect([told(at(3)), told(at(3) + 1)]).toEqual([[0, 0, 1, 1], [1, 0, 0, 1]]); // prettier-ignore
    expect([told(at(5)), told(at(5) + 1)]).toEqual([[1, 0, 0, 1], [1, 1, 0, 1]]); // prettier-ignore
    expect([told(at(7)), told(at(7) + 1)]).toEqual([[1, 1, 0, 1], [0, 1, 0, 1]]); // prettier-ignore
    expect([told(at(8)), told(at(8) + 1)]).toEqual([[0, 1, 0, 1], [0, 0, 1, 1]]); // prettier-ignore
  });
  it('stand where they were opened: half open, and never from the future', () => {
    expect([counts(at(1)), counts(at(1) + 1)]).toEqual([
      [0, 0, 0, 0, 0, 0],
      [1, 1, 0, 0, 0, 1],
    ]);
    // 28 days that begin on day 1 hold the first, those that begin a moment later do not.
    expect([counts(at(29))[5], counts(at(29) + 1)[5]]).toEqual([3, 2]);
  });
});

describe('a decision in no plan', () => {
  const unplanned = (asOf: number, ...labels: readonly string[]) => {
    const made = new Organisation();
    made.workItem({ number: 1, createdAt: at(1), labels: ['decision', ...labels], events: [{ type: 'closed', at: at(4) }] }); // prettier-ignore
    return measured(made, governanceDecisionsUnplanned, asOf, { team: '', label: '' });
  };
  it('is late when 14 days are over, and stays so although it is closed', () => {
    expect([at(2), at(15), at(15) + 1, at(150)].map((asOf) => unplanned(asOf))).toEqual([0, 0, 1, 1]);
  });
  it.each(['not_planned', 'duplicate'] as const)('is not late while it is given up (%s)', (why) => {
    const made = new Organisation();
    const events = [{ type: 'closed', at: at(20), givenUp: why } as const, { type: 'reopened', at: at(30) } as const];
    made.workItem({ number: 1, createdAt: at(1), labels: ['decision'], events });
    const late = [at(15), at(15) + 1, at(20), at(20) + 1, at(30), at(30) + 1];
    const asked = { team: '', label: '' };
    expect(late.map((asOf) => measured(made, governanceDecisionsUnplanned, asOf, asked))).toEqual([0, 1, 1, 0, 0, 1]);
  });
  it.each(['feeds:roadmap', 'feeds:budget', 'feeds:staffing', 'feeds:training'])('is not late with %s', (label) => {
    expect(unplanned(at(150), label)).toBe(0);
  });
  it('is late until it has a label, and again when that is taken off', () => {
    const made = new Organisation();
    const label = 'feeds:budget';
    const events = [{ type: 'labeled', at: at(20), label } as const, { type: 'unlabeled', at: at(30), label } as const];
    made.workItem({ number: 1, createdAt: at(1), labels: ['decision'], events });
    const instants = [at(15), at(15) + 1, at(20), at(20) + 1, at(30), at(30) + 1];
    const asked = { team: '', label: '' };
    expect(instants.map((asOf) => measured(made, governanceDecisionsUnplanned, asOf, asked))).toEqual([
      0, 1, 1, 0, 0, 1,
    ]);
  });
  it('is left out where its labels contradict each other', () => {
    expect(unplanned(at(150), 'team:web', 'team:core')).toBe(0);
  });
});

describe('a duty of leadership', () => {
  const open = (asOf: number, label: string) => {
    const made = new Organisation();
    made.workItem({ number: 1, createdAt: at(1), labels: ['duty:funding', 'team:web'], events: [{ type: 'closed', at: at(4) }] }); // prettier-ignore
    return measured(made, leadershipDutiesOpen, asOf, { team: '', label });
  };
  it('is open from when it was written down until it is closed', () => {
    expect([at(1), at(1) + 1, at(4), at(4) + 1].map((asOf) => open(asOf, 'funding'))).toEqual([0, 1, 1, 0]);
    expect(open(at(2), 'modelling')).toBe(0);
  });
});
