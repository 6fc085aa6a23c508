import { describe, expect, it } from 'vitest';
import { alertVerdicts } from '../../../exporter/sources/github/alerts.ts';
import type { AlertRow } from '../../../exporter/sources/github/alerts.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const day = 86_400_000;

const alert = (severity: string, ageMs: number): AlertRow => ({
  createdAt: now - ageMs,
  securityVulnerability: { severity },
});
function found(
  open: readonly AlertRow[] | null,
  { isOn = true, viewerPermission = null }: { isOn?: boolean; viewerPermission?: string | null } = {},
) {
  const row = {
    url: 'https://github.example/a/b',
    viewerPermission,
    hasVulnerabilityAlertsEnabled: isOn,
    vulnerabilityAlerts: null,
  };
  const [enabled, old] = alertVerdicts(row, open, now);
  return { enabled: enabled!, old: old! };
}

describe('a critical vulnerability', () => {
  it.each([
    [30 * day, 'met'], // exactly 30 days: not yet longer
    [30 * day + 1, 'unmet'],
    [30 * day - 1, 'met'],
  ] as const)('that is open for %d ms: %s', (age, result) => {
    expect(found([alert('CRITICAL', age)]).old.result).toBe(result);
  });

  it('alone counts, by number and the day of the oldest', () => {
    const open = [
      alert('HIGH', 90 * day),
      alert('CRITICAL', 40 * day),
      alert('CRITICAL', 31 * day),
      alert('CRITICAL', 3 * day),
    ];
    // 40 days before 1 June are 22 April; the one of 3 days is too young, the other is not critical.
    expect(found(open).old.detail).toBe(
      '2 critical vulnerabilities are open for more than 30 days, the oldest since 2026-04-22.',
    );
    expect(found([alert('HIGH', 90 * day)]).old.result).toBe('met');
    expect(found([alert('CRITICAL', 31 * day)]).old.detail).toBe(
      '1 critical vulnerability is open for more than 30 days, the oldest since 2026-05-01.',
    );
  });

  it('among those that the token may not see cannot be ruled out', () => {
    const unseen = { createdAt: now - day, securityVulnerability: null };
    expect(found([null]).old.result).toBe('unknown');
    expect(found([unseen]).old.result).toBe('unknown');
    expect(found([null, alert('CRITICAL', 31 * day)]).old.result).toBe('unmet');
  });

  it('is unknown where the list is refused, and where nobody looks', () => {
    expect(found(null).old).toMatchObject({ result: 'unknown', missing: '"Dependabot alerts: read"' });
    expect(found([], { isOn: false }).old).toMatchObject({ result: 'unknown' });
    expect(found([], { isOn: false }).old.missing).toBeUndefined();
  });
});

describe('vulnerability alerts', () => {
  it('are on where GitHub says so, or shows one', () => {
    expect(found([]).enabled.result).toBe('met');
    expect(found(null).enabled.result).toBe('met');
    expect(found([alert('LOW', day)], { isOn: false, viewerPermission: 'WRITE' }).enabled.result).toBe('met');
  });

  it('are off only for who may see the setting', () => {
    expect(found([], { isOn: false }).enabled.result).toBe('unmet');
    expect(found([], { isOn: false, viewerPermission: 'ADMIN' }).enabled.result).toBe('unmet');
    expect(found([], { isOn: false, viewerPermission: 'WRITE' }).enabled).toMatchObject({
      result: 'unknown',
      detail: 'The token lacks "Administration: read".',
    });
    expect(found(null, { isOn: false }).enabled.detail).toBe(
      'The token lacks "Dependabot alerts: read" and "Administration: read".',
    );
  });
});
