import { describe, expect, it } from 'vitest';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import type { TeamWorkList } from '../../exporter/scorecard/team-work.ts';
import { breached, shipped, unknown } from '../guardrails/fixture.ts';
import { listen, now } from './listening.ts';

const list = (more: Partial<TeamWorkList> = {}): TeamWorkList => ({
  title: 'Reviews',
  none: 'Nothing is overdue.',
  items: [],
  unknown: [],
  parts: [
    { says: 'first review late', series: { metric: 'pull_requests_overdue', team: 'web', label: 'first_review' } },
  ],
  ...more,
});
const standing = (id: string, more: Partial<Standing> = {}): Standing => ({
  line: shipped(id),
  team: 'web',
  asOf: now,
  verdict: breached(3, 1),
  isBreached: true,
  breachedAt: now - 86_400_000,
  ...more,
});
const pageOf = async (lists: readonly TeamWorkList[], standings: readonly Standing[] = []): Promise<string> => {
  const { fetch: ask } = await listen({ standings, work: (team, asOf) => Promise.resolve({ team, asOf, lists }) });
  return (await (await ask('/team?team=web')).text()).replaceAll('\u00a0', ' ');
};

describe('the page of a team', () => {
  it('links what waits, says why and since when, and where that comes from', async () => {
    const html = await pageOf([
      list({
        items: [
          {
            title: 'acme/app#7 <b>',
            url: 'https://github.com/acme/app/pull/7',
            sinceAt: now,
            dueAt: null,
            says: ['late', 'old'],
          },
          { title: 'hostile', url: 'javascript:alert(1)', sinceAt: now, dueAt: null, says: ['late'] },
        ],
      }),
    ]);
    expect(html).toContain('<a href="https://github.com/acme/app/pull/7">acme/app#7 &lt;b&gt;</a>');
    expect(html).toContain('late, old');
    expect(html).toContain('2026-06-01 12:00 UTC');
    expect(html).toContain('href="/explain?metric=pull_requests_overdue&amp;team=web&amp;label=first_review&amp;asOf=');
    expect(html).not.toContain('javascript:');
  });
  it('says of what is due until when that is, and how long is left', async () => {
    const due = (title: string, leftMs: number) => ({ title, url: null, sinceAt: now, dueAt: now + leftMs, says: ['due'] }); // prettier-ignore
    // As of 12:00: 42 h on is 1½ days and 6 hours, 06:00 of the day after the next; 5,400 s are 90 minutes.
    const html = await pageOf([list({ items: [due('a', 42 * 3_600_000), due('b', 5_400_000), due('c', 0)] })]);
    expect(html).toContain('due by 2026-06-03 06:00 UTC, 42 h left');
    expect(html).toContain('due by 2026-06-01 13:30 UTC, 90 min left');
    expect(html).toContain('due by 2026-06-01 12:00 UTC, 0 s left');
  });
  it('says that nothing is overdue, and does not where nobody knows', async () => {
    expect(await pageOf([list()])).toContain('✓ Nothing is overdue.');
    const html = await pageOf([list({ unknown: [{ says: 'first review late', why: 'stale' }] })]);
    expect(html).toContain('? Unknown: a source is stale.');
    expect(html).not.toContain('Nothing is overdue.');
  });
  it('says of which parts nobody can say, by the reason, and once where it is all of them for one', async () => {
    const parts = ['late', 'old', 'lost'].map((says) => ({ says, series: { metric: 'pull_requests_overdue', team: 'web', label: '' } })); // prettier-ignore
    const unknownOf = (...whys: readonly ('stale' | 'incomplete' | null)[]) =>
      pageOf([
        list({ parts, unknown: whys.flatMap((why, index) => (why ? [{ says: parts[index]!.says, why }] : [])) }),
      ]);
    expect(await unknownOf('stale', 'stale', 'stale')).toContain('? Unknown: a source is stale.');
    const some = await unknownOf('stale', null, 'stale');
    expect(some).toContain('<li>? unknown, a source is stale: late · lost</li>');
    expect(some).not.toContain('? Unknown');
    const mixed = await unknownOf('stale', 'incomplete', 'stale');
    expect(mixed).toContain(
      '<li>? unknown, a source is stale: late · lost</li><li>? unknown, not read so far back: old</li>',
    );
    expect(await unknownOf(null, null, null)).not.toContain('a source is stale');
  });
  it('tells promises that are broken with number, limit and action, those of others not', async () => {
    const html = await pageOf([], [standing('recurring_incidents'), standing('customer_bugs', { team: 'core' })]);
    expect(html).toContain('Incidents come back');
    expect(html).toContain('3, limit ≤ 1');
    expect(html).toContain('enforce refactoring');
    expect(html).not.toContain('Customers report more bugs');
  });
  it('is silent about a target before its date', async () => {
    expect(await pageOf([], [standing('cycle_time')])).toContain('✓ None that is known.');
  });
  it('says of which promises nobody can say whether they are kept, and what the organisation has broken', async () => {
    const lost = standing('customer_bugs', { verdict: unknown('incomplete'), isBreached: null, breachedAt: null });
    const html = await pageOf([], [lost, standing('p1_incidents', { team: 'all' })]);
    expect(html).toContain('Customers report more bugs than before: not read so far back');
    expect(html).toContain('1 of the organisation as one');
    expect(html).toContain('There are too many P1 incidents');
  });
  it('is there for programs', async () => {
    const { fetch: ask } = await listen({ standings: [standing('recurring_incidents')] });
    expect(await (await ask('/team?team=web&format=json')).json()).toMatchObject({
      team: 'web',
      asOf: new Date(now).toISOString(),
      broken: [{ guardrail: 'recurring_incidents', team: 'web', since: new Date(now - 86_400_000).toISOString() }],
      lists: [],
    });
  });
  it('is not there for a team that there is not, nor before anything is evaluated', async () => {
    const { fetch: ask } = await listen();
    const unknownTeam = await ask('/team?team=nobody');
    expect(unknownTeam.status).toBe(404);
    // A page with the ways to the others; for a program the reason.
    expect(await unknownTeam.text()).toMatch(/<nav .*<h1>No such team<\/h1><p>team is one of web, core<\/p>/);
    expect(await (await ask('/team?team=nobody&format=json')).json()).toEqual({ error: 'team is one of web, core' });
    expect((await ask('/team')).status).toBe(404);
    const { fetch: early } = await listen({ evaluatedAt: null });
    expect((await early('/team?team=web')).status).toBe(503);
  });

  it('of what was broken when it was last known says no number, and why nobody can say one', async () => {
    const html = await pageOf([], [standing('change_failure', { verdict: unknown('stale') })]);
    expect(html).toContain('as it was last known; now: ');
    expect(html).not.toContain('nothing happened');
  });
});
