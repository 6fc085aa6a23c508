import { describe, expect, it } from 'vitest';
import { readDocument } from '../../exporter/assessment/read-document.ts';
import { falsehoods, unshownRises } from '../../exporter/assessment/truth.ts';
import type { Level } from '../../exporter/maturity/dimensions.ts';
import { at, configuration, team } from '../history/organisation.ts';
import { assessed, documentOf, evidenceFor } from './documents.ts';

const place = '2026-Q1/web.md';
const config = configuration({ teams: [team('web', { members: [{ github: 'jane-doe' }] }), team('core')] });
const now = at(90);

/** What is wrong with a document, as `line: reason`. */
function wrong(text: string, of = place, as = config): readonly string[] {
  const read = readDocument(of, text);
  const problems = read.problems ?? falsehoods(read.assessment, read.lineOf, as, now);
  return Array.from(problems, ({ line, reason }) => `${line}: ${reason}`);
}
const good = documentOf({ security: 2 });
const since = (criterion: string, date: string): string =>
  good.replace(new RegExp(`(criterion: ${criterion}\\n.*\\n *at: ).*`), `$1${date}`);

describe('a document', () => {
  it('is read back as it was written', () => {
    const { assessment } = readDocument(place, good);
    const written = assessed({ security: 2 });
    // Lines: 1 dashes, 2–6 team to role, 7 levels, then four dimensions of four lines each; security at 24, its level at 25.
    const lines = [9, 13, 17, 21, 25];
    expect(assessment).toEqual({
      ...written,
      dimensions: written.dimensions.map((one, index) => ({ ...one, line: lines[index] })),
    });
    expect(wrong(good)).toEqual([]);
  });
  it('has no evidence whose life was over when its quarter was', () => {
    // The quarter ends on 1 April 2026, 00:00; 180 days before is 3 October 2025. It was written on 4 April.
    const expired = since('secrets_outside_code', '2025-10-03T00:00:00.000Z');
    expect(wrong(expired)).toEqual([
      '31: levels.security.evidence[1].at is too long ago: evidence is believed for 180 days',
    ]);
    expect(wrong(since('secrets_outside_code', '2025-10-03T00:00:01.000Z'))).toEqual([]);
    // What was looked up is no older for having been so for long.
    expect(wrong(since('vulnerability_alerts', '2015-01-01T00:00:00.000Z'))).toEqual([]);
    // The configuration says until when the same is believed: 1 April, 00:00, is not the end of 31 March.
    const until = (untilAt: number, team = 'web') => {
      const evidence = [{ criterion: 'secrets_outside_code', team, url: 'https://wiki.example/x', role: 'CTO', at: at(-94), untilAt }]; // prettier-ignore
      return wrong(expired, place, { ...config, maturity: { ...config.maturity, evidence } });
    };
    expect([until(at(86)).length, until(at(86) + 1).length, until(at(200), 'all').length]).toEqual([1, 0, 0]);
    expect(until(at(200), 'core')).toHaveLength(1);
  });
  it('may have been saved by an editor of Windows, and says for people what it likes', () => {
    expect(wrong(`\uFEFF${good.replaceAll('\n', '\r\n')}---\r\nteam: [`)).toEqual([]);
  });

  it.each([
    ['has no front matter', (text: string) => text.slice(4), '1: it does not begin with front matter between two lines of ---'],
    ['is no YAML', (text: string) => text.replace('team: web', 'team: [web'), '3: is no YAML'],
    ['has a key twice', (text: string) => text.replace('team: web', 'team: web\nteam: core'), '3: is no YAML (DUPLICATE_KEY)'],
    ['has another key', (text: string) => text.replace('team: web', 'author: jane\nteam: web'), '1: front matter has a key that means nothing there'],
    ['lacks a key', (text: string) => text.replace(/role: .*\n/, ''), '1: role is missing'],
    ['has a level that is none', (text: string) => text.replace('level: 2', 'level: 6'), '25: levels.security.level is no level: write a whole number from 1 to 5'],
    ['has half a level', (text: string) => text.replace('level: 2', 'level: 1.5'), '25: levels.security.level is no level: write a whole number from 1 to 5'],
    [
      'has another dimension',
      (text: string) => text.replace('  security:', '  safety:'),
      '8: levels has a key that means nothing there',
    ],
    ['lacks a dimension', (text: string) => text.replace(/ {2}security:[\s\S]*?---/, '---'), '8: levels.security is missing'],
    ['names another reason', (text: string) => text.replace('quarterly', 'monthly'), '4: reason is none of quarterly, post-incident, pre-scale'],
    ['names a quarter that is none', (text: string) => text.replace('2026-Q1', '2026-Q5'), '3: quarter is no quarter like 2026-Q4'],
    ['has a date that there is not', (text: string) => text.replace('2026-04-04', '2026-02-30'), '5: assessedAt is no instant like 2026-10-08T09:30:00Z'],
    ['names a criterion that there is not', (text: string) => text.replace('criterion: vulnerability_alerts', 'criterion: jane'), '28: levels.security.evidence[0].criterion is no criterion of maturity'],
    ['has evidence without an address', (text: string) => text.replace(/url: .*vulnerability_alerts/, 'url: everybody knows'), '29: levels.security.evidence[0].url is no http address'],
    ['has evidence that lacks its address', (text: string) => text.replace(/url: .*vulnerability_alerts\n *at/, 'at'), '28: levels.security.evidence[0].url is missing'],
    ['names an unknown team', (text: string) => text.replace('team: web', 'team: jane'), '2: team is none of the configured teams'],
    ['is another team’s', (text: string) => text.replace('team: web', 'team: core'), '0: its place is not that of its quarter, team and reason'],
    ['is another quarter’s', (text: string) => text.replace('2026-Q1', '2025-Q4'), '0: its place is not that of its quarter, team and reason'],
    ['was made for another reason than its place says', (text: string) => text.replace('quarterly', 'pre-scale'), '0: its place is not that of its quarter, team and reason'],
    ['is signed by an account', (text: string) => text.replace('Head of Platform', 'Jane-Doe'), '6: role names a person and not a role'],
    ['is signed by nobody', (text: string) => text.replace('Head of Platform', '"  "'), '6: role is empty'],
    ['is signed by an address', (text: string) => text.replace('Head of Platform', 'jane@example.com'), '6: role names a person and not a role'],
    ['has evidence of another dimension', (text: string) => text.replace('criterion: vulnerability_alerts', 'criterion: ci_on_default_branch'), '28: levels.security.evidence[0].criterion is one of another dimension'],
    ['has evidence twice', (text: string) => text.replace('criterion: secrets_outside_code', 'criterion: vulnerability_alerts'), '31: levels.security.evidence[1].criterion is given twice'],
  ])('that %s is refused', (_, edit, problem) => {
    const edited = edit(good);
    expect(edited).not.toBe(good);
    expect(wrong(edited).join('\n')).toContain(problem);
    expect(wrong(edited).join('\n')).not.toContain('jane');
  }); // prettier-ignore

  it('may be of now, and not of a millisecond later', () => {
    const of = (assessedAt: number) => wrong(documentOf({}, { assessedAt }));
    expect([of(now), of(now + 1)]).toEqual([[], ['5: assessedAt is in the future']]);
  });
  it('may be of its quarter’s first instant, where the organisation is, and not of one before', () => {
    const starts = Date.parse('2026-01-01T00:00:00Z');
    const of = (assessedAt: number) => wrong(documentOf({}, { assessedAt }));
    expect([of(starts), of(starts - 1)]).toEqual([[], ['5: assessedAt is before the quarter begins']]);
  });
  it('may rest on what is known at its own instant, and not later', () => {
    const of = (assessedAt: number) => wrong(documentOf({ security: 2 }, { assessedAt }));
    // Two pieces of evidence, both of day 60.
    expect(of(at(60))).toEqual([]);
    expect(of(at(60) - 1)).toHaveLength(2);
  });
  it('may be called as people like after its reason, where it is not the quarter’s', () => {
    const text = documentOf({}, { reason: 'post_incident' });
    expect(wrong(text, '2026-Q1/web-post-incident-storage.md')).toEqual([]);
    expect(wrong(text, '2026-Q1/web.md')).toHaveLength(1);
    expect(wrong(text, '2026-Q1/core-post-incident.md')).toHaveLength(1);
  });
  it('tells everything that is wrong at once', () => {
    const text = good.replace('level: 2', 'level: 9').replace('quarterly', 'monthly').replace('target: 3', 'target: x');
    expect(wrong(text)).toHaveLength(3);
  });
});

describe('a level', () => {
  const rises = (level: Level, evidenced: readonly [from: number, to: number], before: Level) =>
    Array.from(
      unshownRises(
        {
          quarter: '2026-Q1',
          dimensions: [
            { dimension: 'security', level, target: 3, line: 7, evidence: evidenceFor('security', ...evidenced) },
          ],
        },
        () => before,
      ),
      ({ reason }) => reason,
    );
  it('may be kept, or given up, without evidence', () => {
    expect(rises(3, [6, 6], 3)).toEqual([]);
    expect(rises(2, [6, 6], 3)).toEqual([]);
  });
  it('rises by the evidence of each level on the way, and by no less', () => {
    expect(rises(3, [3, 3], 2)).toEqual([]);
    expect(rises(3, [2, 3], 1)).toEqual([]);
    expect(rises(3, [2, 2], 2)).toEqual([
      'levels.security.level rises to level 3 (it was 2 before) without evidence for reviews_required, merges_approved, no_old_critical_vulnerability',
    ]);
  });
  it('does not skip a level, whatever is shown of the next', () => {
    expect(rises(3, [3, 3], 1)).toEqual([
      'levels.security.level skips level 2 on its way to 3 (it was 1 before) without evidence for vulnerability_alerts, secrets_outside_code',
    ]);
  });
  it('lacks even one criterion', () => {
    const evidence = evidenceFor('security', 2, 2).slice(0, 1);
    const dimensions = [{ dimension: 'security', level: 2, target: 3, line: 7, evidence }] as const;
    expect([...unshownRises({ dimensions, quarter: '2026-Q1' }, () => 1)]).toEqual([
      {
        line: 7,
        reason: 'levels.security.level rises to level 2 (it was 1 before) without evidence for secrets_outside_code',
      },
    ]);
  });
  describe('that asks for more since', () => {
    // Of level 4: slos_defined, p1_restored and retros_on_time from the first; three more since the fourth quarter of 2026.
    const old = ['slos_defined', 'p1_restored', 'retros_on_time'];
    const rise = (quarter: string, shown: readonly string[]) => {
      const evidence = shown.map((criterion) => ({ criterion, url: `https://wiki.example/${criterion}`, at: at(60) }));
      const dimensions = [{ dimension: 'reliability', level: 4, target: 4, line: 7, evidence }] as const;
      return Array.from(
        unshownRises({ dimensions, quarter }, () => 3),
        ({ reason }) => reason.replace(/^.*for /, ''),
      );
    };
    it.each(['2026-Q1', '2026-Q3', '2026-Q4'])(
      'is not asked for it in %s, and for what was asked then it is',
      (quarter) => {
        expect(rise(quarter, old)).toEqual([]);
        expect(rise(quarter, old.slice(1))).toEqual(['slos_defined']);
      },
    );
    it.each(['2027-Q1', '2027-Q2'])('is asked for it in %s', (quarter) => {
      expect(rise(quarter, old)).toEqual(['error_budget_in_force, retros_held, reliability_mandate_followed']);
      expect(rise(quarter, [...old, 'error_budget_in_force', 'retros_held', 'reliability_mandate_followed'])).toEqual(
        [],
      );
    });
  });
});
