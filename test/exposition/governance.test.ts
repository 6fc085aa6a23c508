import { describe, expect, it } from 'vitest';
import type { GovernanceReport } from '../../exporter/governance/report.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import { defaultLimits } from '../../exporter/policy/limits.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import type { Config } from '../../exporter/config/config.ts';
import { day, team } from '../history/organisation.ts';
import { listen, noGovernance, now } from './listening.ts';

const two = { value: 2 } as const;
const zero = { value: 0 } as const;
const pageOf = async (of: Partial<GovernanceReport>, more: Parameters<typeof listen>[0] = {}): Promise<string> => {
  const { url } = await listen({ governance: () => Promise.resolve({ ...noGovernance(now), ...of }), ...more });
  return (await fetch(`${url}/governance`)).text();
};
const config: Partial<Config> = { teams: [team('web', { name: 'Web <b>' })] };
const standing = (id: string, more: Partial<Standing> = {}): Standing => ({
  line: policyOf({ policy: {}, limits: defaultLimits }).find((line) => line.id === id)!,
  team: 'web',
  asOf: now,
  verdict: { state: 'breached', value: 1, limit: 0 },
  isBreached: true,
  breachedAt: now - day,
  ...more,
});

describe('the page of governance', () => {
  it('says up to when each input is current, or why nobody can say', async () => {
    const text = await pageOf({
      inputs: [
        { input: 'postmortems', timestamp: { value: now / 1_000 - 36 * 86_400 }, isStale: true },
        { input: 'customer_impact', timestamp: { value: now / 1_000 }, isStale: false },
        { input: 'error_budgets', timestamp: { absent: 'not_configured' }, isStale: null },
      ],
    });
    expect(text).toContain('2026-04-26 12:00 UTC</td><td data-head="stands">✗ out of date');
    expect(text).toContain('2026-06-01 12:00 UTC</td><td data-head="stands">✓ current');
    expect(text).toContain('– Not configured.</td><td data-head="stands">? not known');
    expect(text).toContain('<td data-head="may be old">35 days</td>');
  });
  it('tells reviews that were held from those that were skipped, uninformed, or of which nobody knows', async () => {
    const review = { heldAt: now, uninformedBy: [], skipped: zero } as const;
    const text = await pageOf({
      reviews: [
        { ...review, review: 'all_hands' },
        { ...review, review: 'quarter_review', uninformedBy: ['technical_debt'], skipped: { value: 1 } },
        { ...review, review: 'improvement_backlog', uninformedBy: ['technical_debt'] },
        { ...review, review: 'maturity', heldAt: null, skipped: { absent: 'incomplete' } },
        { ...review, review: 'post_incident', heldAt: null, skipped: two },
      ],
      teams: [{ name: 'Web <b>', review: { ...review, review: 'weekly_delivery', skipped: { value: 1 } } }],
    });
    const stands = [...text.matchAll(/data-head="stands">([^<]*)</g)].map(([, stand]) => stand);
    expect(stands).toEqual([
      '✓ held',
      '✗ uninformed: technical debt out of date',
      '✓ held; the last one was uninformed',
      '? Not read so far back.',
      '✗ skipped: 2',
      '✗ skipped',
    ]);
    expect(text).toContain('Web &lt;b&gt;');
    expect(text).toContain('48 hours after a P1');
  });
  it('says of each domain whether its backlog is complete', async () => {
    const items = { open: two, overdue: zero, unowned: zero, undated: zero, unprioritised: zero, deferred: zero };
    const touched = { value: now / 1_000 };
    const text = await pageOf({
      backlog: [
        { domain: 'reliability', items, touched },
        { domain: 'security', items: { ...items, undated: { value: 1 } }, touched },
        { domain: 'performance', items: { ...items, open: zero }, touched: { absent: 'no_facts' } },
        { domain: 'any', items: { ...items, unowned: { absent: 'stale' } }, touched: { absent: 'no_facts' } },
      ],
    });
    const stands = [...text.matchAll(/data-head="backlog">([^<]*)</g)].map(([, stand]) => stand);
    expect(stands).toEqual(['✓ complete', '✗ incomplete', '– nothing is open', '? not known']);
    expect(text).toContain('/explain?metric=improvement_items&amp;team=all&amp;label=security/undated">1</a>');
    expect(text).toContain('<td data-head="last worked on">– There was none.</td>');
  });
  it('calls activity without outcome by its name, beside the outcomes', async () => {
    const common = { by: ['incidents', 'mttr'], reason: 'Why these.' } as const;
    const change = (now: number, before: number) => ({ window: '28d', now: { value: now, samples: 12 }, before: { value: before, samples: 12 }, change: { value: (now - before) / before } }) as const; // prettier-ignore
    const text = await pageOf({
      effects: [
        {
          window: '28d',
          capacity: { value: 0.25, numerator: 3, denominator: 12 },
          outcomes: [
            { ...change(12, 4), outcome: 'incidents' },
            { ...change(18, 6), outcome: 'incidents' },
            { ...change(5_400, 7_200), outcome: 'mttr' },
            { ...change(1, 1), outcome: 'customer_trust' },
            { ...change(1, 1), outcome: 'change_failure', before: zero, change: { absent: 'no_facts' } },
          ],
          domains: [
            { ...common, domain: 'reliability', done: two, noise: { value: 1 }, isBetter: false },
            { ...common, domain: 'security', done: two, noise: zero, isBetter: true },
            { ...common, domain: 'security', done: two, noise: zero, isBetter: false },
            { ...common, domain: 'performance', done: zero, noise: zero, isBetter: true },
            { ...common, domain: 'customer_trust', done: two, noise: { absent: 'stale' }, isBetter: true },
          ],
        },
      ],
    });
    const column = (head: string) => [...text.matchAll(new RegExp(`data-head="${head}">([^<]*)<`, 'g'))].map(([, cell]) => cell); // prettier-ignore
    expect(column('came of it')).toEqual([
      '✗ activity without outcome',
      '✓ something got better',
      '– no clear change: what is less may be chance',
      '– nothing was done',
      '? Not read lately.',
    ]);
    // 12 after 4: twice more, and 8 ≤ 2·√16. 18 after 6: 12 > 2·√24 = 9.8. 90 minutes after 2 hours: a quarter less, of 12 incidents.
    expect(column('change')).toEqual(['– +200 %, no clear change', '✗ +200 %, worse', '✓ −25 %, better', '– unchanged', '– nothing to compare with']); // prettier-ignore
    expect(column('now')).toEqual(['12', '18', '90.0 min', '1', '100.0 %']);
    expect(text).toContain('3 of 12 changes</a> were improvement.');
  });
  it('lists what is in force with its reason, what is waived with its end, and nothing that is within or unknown', async () => {
    const untilAt = now + day;
    const waiver = { guardrail: 'improvement_deferred', team: 'web', reason: 'r', role: 'VP', untilAt };
    const standings = [
      standing('governance_review_skipped', { team: 'all' }),
      standing('improvement_deferred'),
      standing('delivery_review_skipped', { isBreached: false }),
      standing('recurring_incidents', { isBreached: null }),
      standing('improvement_unowned'), // asks for nothing
    ];
    const text = await pageOf({}, { config: { ...config, waivers: [waiver] }, standings });
    const [inForce] = text.split('Is what is decided informed?');
    expect([...inForce!.matchAll(/guardrail=(\w+)/g)].map(([, id]) => id)).toEqual(['governance_review_skipped', 'improvement_deferred']); // prettier-ignore
    expect(inForce).toContain('the organisation</td>');
    expect(inForce).toContain('Skipped reviews must be escalated: what nobody reviews becomes optional.');
    expect(inForce).toContain('● in force');
    expect(inForce).toContain('◇ waived until 2026-06-02 12:00 UTC');
    expect(inForce).toContain('Web &lt;b&gt;');
  });
  it('counts decisions by what they reached, and the open duties of leadership', async () => {
    const text = await pageOf({
      decisions: [
        { label: 'roadmap', value: two },
        { label: 'nowhere', value: { value: 3 } },
      ],
      unplanned: two,
      duties: [{ label: 'protecting_capacity', value: { absent: 'stale' } }],
    });
    expect(text).toContain('metric=governance_decisions&amp;window=90d&amp;label=nowhere">3</a>');
    expect(text).toContain('In no plan 14 days after it was decided: <a href="/explain?metric=governance_decisions_unplanned">2</a>.'); // prettier-ignore
    expect(text).toContain('<strong>protecting capacity</strong></td><td class="n" data-head="issues"><a href="/explain?metric=leadership_duties_open&amp;label=protecting_capacity">–</a>'); // prettier-ignore
  });
  it('is there for programs, too', async () => {
    const { url } = await listen({ config, standings: [standing('delivery_review_skipped')] });
    const answer = (await (await fetch(`${url}/governance?format=json`)).json()) as { inForce: object[] };
    expect(answer).toMatchObject({ asOf: '2026-06-01T12:00:00.000Z', demo: false });
    expect(answer.inForce).toEqual([
      expect.objectContaining({ guardrail: 'delivery_review_skipped', team: 'web', actions: ['escalate'], waivedUntilAt: null }), // prettier-ignore
    ]);
  });
  it('is not there before anything was evaluated, and stands on the first page', async () => {
    const { url } = await listen({ evaluatedAt: null });
    expect((await fetch(`${url}/governance`)).status).toBe(503);
    expect(await (await fetch(url)).text()).toContain('<a href="/governance">Improvement governance</a>');
  });
});
