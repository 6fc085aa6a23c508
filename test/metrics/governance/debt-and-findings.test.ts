import { describe, expect, it } from 'vitest';
import { auditFindingsOnTimeRatio } from '../../../exporter/metrics/governance/audit-findings-on-time-ratio.ts';
import { techDebtRepaidRatio } from '../../../exporter/metrics/governance/tech-debt-repaid-ratio.ts';
import { at, Organisation } from '../../history/organisation.ts';
import { measured, share } from '../measured.ts';

const quarter = { window: '90d' } as const;
let number = 0;
/** An issue of web, opened on a day, with what happened to it then. */
function issue(
  made: Organisation,
  label: string,
  createdAt: number,
  closedAt: number | null,
  more: { body?: string; reopenedAt?: number } = {},
) {
  const { body = '', reopenedAt } = more;
  const events = [
    ...(closedAt === null ? [] : [{ type: 'closed' as const, at: closedAt }]),
    ...(reopenedAt === undefined ? [] : [{ type: 'reopened' as const, at: reopenedAt }]),
  ];
  made.workItem({
    number: (number += 1),
    createdAt,
    labels: [label, 'team:web'],
    closedAt: reopenedAt === undefined ? closedAt : null,
    events,
    body,
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
  it('leaves out what has no date, or none that can be read', () => {
    expect(closedAt(at(3), { body: '' })).toBe('no_facts');
    expect(closedAt(at(3), { body: 'Due: soon' })).toBe('no_facts');
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
