import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../exporter/scorecard/columns.ts';
import type { Cell, Scorecard } from '../../exporter/scorecard/scorecard.ts';
import { configuration } from '../history/organisation.ts';
import { listen, now, noScorecard } from './listening.ts';

const columns = columnsOf(configuration()).filter(({ id }) => id === 'cycle_time' || id === 'change_failure');
const cell = (more: Partial<Cell> = {}): Cell => ({
  series: { metric: 'pull_request_cycle_seconds', team: 'web', label: '', window: '28d', stat: 'p50' },
  value: { value: 36_000, samples: 4 },
  before: { value: 54_000, samples: 6 },
  state: 'met',
  why: null,
  isLastKnown: false,
  limit: 86_400,
  brokenAt: null,
  weeks: Array<null>(13).fill(null),
  ...more,
});
const share = (more: Partial<Cell> = {}): Cell =>
  cell({
    series: { metric: 'change_failure_ratio', team: 'web', label: '', window: '28d' },
    value: { value: 0.125, numerator: 3, denominator: 24 },
    before: { absent: 'incomplete' },
    state: 'broken',
    limit: 0.1,
    brokenAt: Date.parse('2026-05-06T23:59:59Z'),
    ...more,
  });
const of = (...cells: readonly (Cell | null)[]): Scorecard => ({
  ...noScorecard,
  // The quarter of an organisation in UTC ends with 30 June.
  targetsDueAt: Date.parse('2026-07-01T00:00:00Z'),
  columns,
  rows: [{ team: 'web', name: 'Web <b>', cells }],
});
const textOf = async (scorecard: Scorecard): Promise<string> => {
  const { fetch: ask } = await listen({ scorecard });
  // Without the spans, the numbers stay beside their units by a space that does not break.
  return (await (await ask('/')).text()).replaceAll('\u00a0', ' ');
};

describe('the scorecard', () => {
  it('shows value, state, promise and what was before, and leads to the facts as of the same instant', async () => {
    const html = await textOf(of(cell(), share()));
    // 36,000 s are 10 h; 54,000 s are 15 h; asked are less than 86,400 s, a day.
    for (const text of [
      '>10 h<',
      '✓</b> met',
      'target &lt; 24 h',
      '↓</b> <span class="spoken">down, </span>was 15 h',
      '2026-06-30',
    ])
      expect(html).toContain(text);
    // 3 of 24 are 12.5 %; the guardrail is 10 %, the target behind it 5 %; before it nothing had been read.
    for (const text of ['>12.5 %<', '✗</b> broken', '>since 6 May<', 'limit &lt; 10 %, target &lt; 5 %', 'was unknown'])
      expect(html).toContain(text);
    expect(html).toContain(
      'href="/explain?metric=pull_request_cycle_seconds&amp;team=web&amp;window=28d&amp;stat=p50&amp;asOf=2026-06-01T12%3A00%3A00.000Z"',
    );
    expect(html).toContain('Web &lt;b&gt;');
  });
  it('says that nothing is measured, and why, and never zero', async () => {
    const html = await textOf(of(cell({ value: { absent: 'stale' }, state: 'unknown', why: 'stale', limit: null }), null)); // prettier-ignore
    expect(html).toContain('not measured: a source is stale');
    expect(html).toContain('?</b> unknown');
    expect(html).not.toMatch(/class="value">0/);
  });
  it('says that there were no cases where nothing was there to be measured, now or before', async () => {
    const [now, before] = [await textOf(of(cell({ value: { absent: 'no_facts' }, state: 'met' }), null)), await textOf(of(cell({ before: { absent: 'no_facts' } }), null))]; // prettier-ignore
    expect(now).toContain('<span class="absent">no cases</span>');
    expect(now).not.toContain('not measured');
    expect(before).toContain('no cases before');
    expect(before).not.toContain('was unknown');
  });
  it('tells the wait for a target’s date from a promise that is broken', async () => {
    const html = await textOf(of(cell({ state: 'not_yet' }), share({ state: 'waived' })));
    expect(html).toContain('○</b> not yet');
    expect(html).toContain('◇</b> waived');
    expect(html).not.toContain('✗</b>');
  });
  it('says which window it shows where that is not the one of its column', async () => {
    const series = { metric: 'change_failure_ratio', team: 'web', label: '', window: '90d' } as const;
    expect(await textOf(of(cell(), share({ series })))).toContain('✗</b> broken, 90 d');
  });
  it('says in the head of a column what is asked of all, and in the cells only where they differ', async () => {
    const rowOf = (team: string, limit: number) => ({ team, name: team, cells: [cell({ limit }), share()] });
    // In words for who reads the head of the table; `narrow`: shown on a phone, where there is none.
    const same = await textOf({ ...of(), rows: [rowOf('web', 86_400), rowOf('core', 86_400)] });
    expect(same.match(/<span class="fine">target &lt; 24 h<\/span><\/th>/g)).toHaveLength(1);
    expect(same.match(/<span class="fine narrow">target &lt; 24 h</g)).toHaveLength(2);
    const other = await textOf({ ...of(), rows: [rowOf('web', 86_400), rowOf('core', 43_200)] });
    expect(other).not.toMatch(/target &lt; \d+ h<\/span><\/th>/);
    expect(other.match(/<span class="fine">target &lt; (24|12) h</g)).toHaveLength(2);
  });
  it('says of the organisation what its own line asks, and no more that it is judged by team', async () => {
    const burden = columnsOf(configuration()).filter(({ id }) => id === 'on_call_burden');
    const series = { metric: 'devex_score', team: 'all', label: 'engineering/latest/on_call_burden' } as const;
    const score = cell({ series, value: { value: 3.39 }, before: { value: 3.4 }, state: 'broken', limit: 3.4, brokenAt: Date.parse('2026-05-06T23:59:59Z') }); // prettier-ignore
    const html = await textOf({ ...of(), columns: burden, rows: [{ team: 'all', name: 'Acme', cells: [score] }] });
    for (const text of [
      '✗</b> broken',
      '>since 6 May<',
      'limit ≥ 3.40',
      '↓</b> <span class="spoken">down, </span>was 3.40',
    ])
      expect(html).toContain(text);
    expect(html).not.toContain('>judged by team<');
  });
  it('says what its symbols mean', async () => {
    const html = await textOf(of(cell(), share()));
    for (const text of ['nobody is ranked', '✓ as promised', '✗ broken or missed', '◇ broken and waived', '? unknown'])
      expect(html).toContain(text);
  });
  it('is there for programs, with the sources', async () => {
    const { fetch: ask } = await listen({ scorecard: of(cell(), null) });
    const answers = [await ask('/?format=json'), await ask('/', { accept: 'application/json' })];
    for (const answer of answers)
      expect(await answer.json()).toMatchObject({
        asOf: new Date(now).toISOString(),
        columns: [{ id: 'cycle_time', line: 'cycle_time' }, { target: 'change_failure_target' }],
        rows: [{ team: 'web', cells: [{ value: { value: 36_000 }, state: 'met' }, null] }],
        sources: [{ name: 'github', isUp: null, readUpTo: null }, {}, {}],
      });
  });
  it('shows no numbers that nobody has renewed for two hours, but the sources', async () => {
    const { fetch: ask } = await listen({ scorecard: of(cell(), null), evaluatedAt: now - 7_200_001 });
    const html = await (await ask('/')).text();
    expect(html).toContain('Nothing has been evaluated lately');
    expect(html).toContain('github');
    expect(html).not.toContain('10\u00a0h');
    expect((await ask('/?format=json')).status).toBe(503);
  });
  it('says that it is the demo', async () => {
    const { fetch: ask } = await listen({ config: { isDemo: true } });
    expect(await (await ask('/')).text()).toContain('Demo: a simulated organisation');
  });
});
