import { describe, expect, it } from 'vitest';
import { auditFindingsOnTimeRatio } from '../../../exporter/metrics/governance/audit-findings-on-time-ratio.ts';
import { techDebtRepaidRatio } from '../../../exporter/metrics/governance/tech-debt-repaid-ratio.ts';
import { at, Organisation } from '../../history/organisation.ts';
import type { GivenUp } from '../../../exporter/records/index.ts';
import type { WorkItemOf } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

const quarter = { window: '90d' } as const;
let number = 0;
/** An issue of web, opened on a day, with what happened to it then. */
function issue(
  made: Organisation,
  label: string,
  createdAt: number,
  closedAt: number | null,
  more: Pick<Partial<WorkItemOf>, 'body' | 'dues' | 'milestone'> & { reopenedAt?: number; givenUp?: GivenUp } = {},
) {
  const { reopenedAt, givenUp, ...given } = more;
  const events = [
    ...(closedAt === null ? [] : [{ type: 'closed' as const, at: closedAt, ...(givenUp && { givenUp }) }]),
    ...(reopenedAt === undefined ? [] : [{ type: 'reopened' as const, at: reopenedAt }]),
  ];
  made.workItem({
    number: (number += 1),
    createdAt,
    labels: [label, 'team:web'],
    closedAt: reopenedAt === undefined ? closedAt : null,
    events,
    ...given,
  });
}

describe('the share of audit findings that are closed by their date', () => {
  // 14 January 2026 is day 9: its end is day 10, 00:00.
  const due = { body: 'Due: 2026-01-14' };
  const closedAt = (close: number | null, more = {}, asOf = at(20)) => {
    const made = new Organisation();
    issue(made, 'audit-finding', at(0), close, { ...due, ...more });
    return share(made, auditFindingsOnTimeRatio, asOf, quarter);
  };
  it('counts one that is closed at the end of its date, and not an instant later', () => {
    expect(closedAt(at(10))).toBe('1/1');
    expect(closedAt(at(10) + 1)).toBe('0/1');
    expect(closedAt(null)).toBe('0/1');
  });
  it('knows of it after its date only', () => {
    expect(closedAt(at(3), {}, at(10))).toBe('no_facts');
    expect(closedAt(at(3), {}, at(10) + 1)).toBe('1/1');
  });
  it('counts one that is open again on its date as open, and one that is reopened later as closed', () => {
    expect(closedAt(at(3), { reopenedAt: at(9) })).toBe('0/1');
    expect(closedAt(at(3), { reopenedAt: at(11) })).toBe('1/1');
  });
  it('leaves out what has no date, or none that can be read, and says so', () => {
    const reasons = (body: string) => {
      const made = new Organisation();
      issue(made, 'audit-finding', at(0), at(3), { body });
      return [
        share(made, auditFindingsOnTimeRatio, at(20), quarter),
        ...leftOut(made, auditFindingsOnTimeRatio, at(20), quarter),
      ];
    };
    expect(reasons('')).toEqual(['no_facts', expect.stringMatching(/: undated$/)]);
    expect(reasons('Due: soon')).toEqual(['no_facts', expect.stringMatching(/: due_is_no_date$/)]);
  });
  it('does not forget a date that was missed when it is moved, deleted, or becomes none', () => {
    // 20 February 2026 is day 46: its end is day 47. Missed at day 10, the finding is closed on day 45, in time for it.
    for (const on of ['2026-02-20', null, 'soon']) {
      const body = on === null ? '' : `Due: ${on}`;
      const dues = (movedAt: number) => [{ at: at(0), on: '2026-01-14' }, { at: movedAt, on }]; // prettier-ignore
      const late = { body, dues: dues(at(10) + 1) };
      expect([at(10), at(10) + 1, at(12), at(48)].map((asOf) => closedAt(at(45), late, asOf))).toEqual(['no_facts', '0/1', '0/1', '0/1']); // prettier-ignore
      // Moved at its last instant it is put off, and no breach.
      const putOff = { body, dues: dues(at(10)) };
      expect([at(10) + 1, at(47), at(47) + 1].map((asOf) => closedAt(at(45), putOff, asOf))).toEqual(['no_facts', 'no_facts', on === '2026-02-20' ? '1/1' : 'no_facts']); // prettier-ignore
    }
  });
  it('knows of a date that was written when it was past from then on', () => {
    const dues = [
      { at: at(0), on: null },
      { at: at(15), on: '2026-01-14' },
    ];
    expect([at(15), at(15) + 1].map((asOf) => closedAt(null, { dues }, asOf))).toEqual(['no_facts', '0/1']);
  });
  it('leaves out what was given up by its date, and not what was given up when it was late', () => {
    const reasons = (when: number, more = {}, asOf = at(20)) => {
      const made = new Organisation();
      issue(made, 'audit-finding', at(0), when, { ...due, givenUp: 'not_planned', ...more });
      return [share(made, auditFindingsOnTimeRatio, asOf, quarter), leftOut(made, auditFindingsOnTimeRatio, asOf, quarter).length]; // prettier-ignore
    };
    expect(reasons(at(10))).toEqual(['no_facts', 1]);
    expect(reasons(at(10) + 1)).toEqual(['0/1', 0]);
    // Reopened after its date, it is late from then on.
    expect(reasons(at(9), { reopenedAt: at(12) }, at(12))).toEqual(['no_facts', 1]);
    expect(reasons(at(9), { reopenedAt: at(12) }, at(12) + 1)).toEqual(['0/1', 0]);
  });
  it('is of the window in which they were due', () => {
    // 90 days before day 100 is day 10, which is inside; an instant later it is not.
    expect(closedAt(at(3), {}, at(100))).toBe('1/1');
    expect(closedAt(at(3), {}, at(100) + 1)).toBe('no_facts');
  });
});

describe('how much tech debt is paid back', () => {
  it('is what was closed for what was opened, which need not be the same', () => {
    const made = new Organisation();
    // As of day 100 the 90 days begin on day 10: one was opened before, two inside.
    issue(made, 'tech-debt', at(9), at(50));
    issue(made, 'tech-debt', at(10), at(60));
    issue(made, 'tech-debt', at(20), null);
    expect(share(made, techDebtRepaidRatio, at(100), quarter)).toBe('2/2');
    // Before the second one was closed, 1 of 2; a day earlier nothing of it is known.
    expect(share(made, techDebtRepaidRatio, at(60), quarter)).toBe('1/3');
    expect(share(made, techDebtRepaidRatio, at(60) + 1, quarter)).toBe('2/3');
  });
  it('takes back what was reopened', () => {
    const made = new Organisation();
    issue(made, 'tech-debt', at(10), at(20), { reopenedAt: at(30) });
    expect(measured(made, techDebtRepaidRatio, at(30), quarter)).toBe(1);
    expect(measured(made, techDebtRepaidRatio, at(30) + 1, quarter)).toBe(0);
  });
  it('is absent where none was opened', () => {
    const made = new Organisation();
    issue(made, 'tech-debt', at(0), at(50));
    expect(measured(made, techDebtRepaidRatio, at(100), quarter)).toBe('no_facts');
  });
});
