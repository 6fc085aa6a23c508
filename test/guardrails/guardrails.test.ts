import { describe, expect, it } from 'vitest';
import { Guardrails } from '../../exporter/guardrails/guardrails.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import type { Instant } from '../../exporter/records/index.ts';
import { at, day, Organisation } from '../history/organisation.ts';
import { engineOver, entry } from './engine.ts';
import { breached, unknown, within } from './fixture.ts';

const find = (standings: readonly Standing[], id: string, team: string): Standing =>
  standings.find((each) => each.line.id === id && each.team === team)!;
/** What is told of how a line stands: the verdict's state, whether it is broken, since when. */
const told = ({ verdict: { state }, isBreached, breachedAt }: Standing) => [state, isBreached, breachedAt];

describe('a breach', () => {
  // P1 of web from day 80 10:20 on, never resolved: it has lasted two hours at 12:20.
  const made = new Organisation();
  made.incident({ createdAt: at(80, 10, 20) });
  const engine = engineOver(made);
  const stands = (asOf: Instant, guardrails = new Guardrails(made.config, engine)) =>
    find(guardrails.standings(asOf), 'p1_restore', 'web');

  it.each([
    [at(80, 12, 19), ['within', false, null]],
    [at(80, 12, 20), ['breached', true, at(80, 12, 20)]], // nothing but the instant itself knows
    [at(80, 12, 59), ['breached', true, at(80, 12, 59)]],
    [at(80, 13), ['breached', true, at(80, 13)]],
    [at(80, 13, 45), ['breached', true, at(80, 13)]], // 2,700 s
    [at(81, 13), ['breached', true, at(80, 13)]], // 86,400 s
  ])('is counted from the first whole hour on: as of %d', (asOf, expected) => {
    expect(told(stands(asOf))).toEqual(expected);
  });
  it('has the verdict of the instant: 5 hours and 10 minutes', () => {
    expect(stands(at(80, 15, 30)).verdict).toEqual(breached(18_600, 7_200));
    expect(stands(at(80, 15, 30))).toMatchObject({ asOf: at(80, 15, 30), team: 'web' });
  });
  it('is no other team’s', () => {
    const standings = new Guardrails(made.config, engine).standings(at(81));
    expect(told(find(standings, 'p1_restore', 'core'))).toEqual(['within', false, null]);
  });
  it('is the same after a restart, and after hours without any question', () => {
    const asked = new Guardrails(made.config, engine);
    for (const asOf of [at(80, 12, 20), at(80, 12, 40), at(80, 13), at(80, 13, 30)]) asked.standings(asOf);
    expect(asked.standings(at(80, 17, 30))).toEqual(new Guardrails(made.config, engine).standings(at(80, 17, 30)));
    expect(told(stands(at(80, 17, 30), asked))).toEqual(['breached', true, at(80, 13)]);
  });
  it('is the same when an earlier instant is asked again', () => {
    const asked = new Guardrails(made.config, engine);
    asked.standings(at(85));
    expect(told(stands(at(80, 13, 45), asked))).toEqual(['breached', true, at(80, 13)]);
  });
  it.each([
    [at(180), at(90)], // 90 days before
    [at(180, 0, 30), at(90, 1)], // at most: the first whole hour of the 90 days
    [at(180, 1), at(90, 1)],
    [at(170, 13), at(80, 13)],
    [at(170, 14), at(80, 14)],
  ])('is followed for 90 days: as of %d, since %d', (asOf, since) => {
    expect(stands(asOf).breachedAt).toBe(since);
  });
});

describe('a breach that ends', () => {
  const made = new Organisation();
  const createdAt = at(80, 10);
  made.incident({ createdAt, entries: [entry('trigger', createdAt), entry('acknowledge', at(80, 12, 30))] });
  const guardrails = new Guardrails(made.config, engineOver(made));
  // 15 minutes are over at 10:15; it is answered as of any instant after 12:30.
  it.each([
    [at(80, 10, 14), ['within', false, null]],
    [at(80, 10, 15), ['breached', true, at(80, 10, 15)]],
    [at(80, 12, 30), ['breached', true, at(80, 11)]],
    [at(80, 12, 31), ['within', false, null]],
    [at(80, 13), ['within', false, null]],
  ])('is over at once: as of %d', (asOf, expected) => {
    expect(told(find(guardrails.standings(asOf), 'p1_acknowledge', 'web'))).toEqual(expected);
  });
});

describe('facts that come late', () => {
  it('change the past once it is forgotten', () => {
    const made = new Organisation();
    const engine = engineOver(made);
    const guardrails = new Guardrails(made.config, engine);
    const stands = () => told(find(guardrails.standings(at(80, 13, 45)), 'p1_restore', 'web'));
    expect(stands()).toEqual(['within', false, null]);
    made.incident({ createdAt: at(80, 8, 30) }); // 2 hours at 10:30, first seen at 11:00
    const history = made.history();
    engine.replace(made.changed, history);
    guardrails.forget();
    expect(stands()).toEqual(['breached', true, at(80, 11)]);
  });
});

describe('a source that stops', () => {
  // Broken at 13:00; read until 14:00, so known until 16:00 (2 hours of staleness), then kept for 28 days.
  const made = new Organisation();
  made.incident({ createdAt: at(80, 10, 20) });
  const engine = engineOver(made, at(-200), at(80, 14));
  const known = at(80, 16);
  it.each([
    [known, ['breached', true, at(80, 13)]],
    [known + 1, ['unknown', true, at(80, 13)]],
    [known + 28 * day, ['unknown', true, at(80, 13)]],
    [known + 28 * day + 1, ['unknown', null, null]],
  ])('leaves what was known, for a while: as of %d', (asOf, expected) => {
    const standings = new Guardrails(made.config, engine).standings(asOf);
    expect(told(find(standings, 'p1_restore', 'web'))).toEqual(expected);
  });
  it('is why', () => {
    const standings = new Guardrails(made.config, engine).standings(at(85));
    expect(find(standings, 'p1_restore', 'web').verdict).toEqual(unknown('stale'));
  });
});

describe('a line that has to be over for days', () => {
  // A PagerDuty service of nobody from day 80 10:15 on, first seen at 11:00; 7 days are full on day 87 at 11:00.
  const made = new Organisation();
  const id = 'PD-STRAY';
  made.put({
    kind: 'pagerduty_service',
    id,
    name: 'stray',
    url: `https://pagerduty.example/${id}`,
    createdAt: at(80, 10, 15),
    escalationPolicy: 'EP',
  });
  const guardrails = new Guardrails(made.config, engineOver(made));
  it.each([
    [at(80, 10), ['within', false, null]],
    [at(87, 11) - 1, ['breached', false, null]],
    [at(87, 11), ['breached', true, at(87, 11)]],
    [at(88, 11), ['breached', true, at(87, 11)]],
  ])('is broken since they were full: as of %d', (asOf, expected) => {
    expect(told(find(guardrails.standings(asOf), 'unowned_services', 'all'))).toEqual(expected);
  });
});

describe('the window before', () => {
  // P1s at 09:30 of days 30 and 32, and 60, 62 and 64.
  const made = new Organisation();
  for (const days of [30, 32, 60, 62, 64]) made.incident({ createdAt: at(days, 9, 30), resolvedAt: at(days, 9, 40) });
  const guardrails = new Guardrails(made.config, engineOver(made));
  const stands = (asOf: Instant) => find(guardrails.standings(asOf), 'p1_incidents_not_more', 'all');
  it('is the one that ended 28 days ago', () => {
    // Day 64 09:00: days 60, 62 after 30, 32. At 10:00 day 64 has come: 3 after 2.
    expect(stands(at(64, 9)).verdict).toEqual(within(2, 2));
    expect(stands(at(64, 10)).verdict).toEqual(breached(3, 2));
    expect(told(stands(at(66)))).toEqual(['breached', true, at(64, 10)]);
    // Day 86 10:00: day 30 is older than both windows, 3 after 1.
    expect(stands(at(86, 9)).verdict).toEqual(breached(3, 2));
    expect(stands(at(86, 10)).verdict).toEqual(breached(3, 1));
    // Day 88 10:00: day 32 is, too, and day 60 was before: 2 after 1.
    expect(stands(at(88, 10)).verdict).toEqual(breached(2, 1));
    expect(told(stands(at(88, 10)))).toEqual(['breached', true, at(64, 10)]);
    // Day 90 10:00: day 64 alone is left, and nobody asks up to 1.
    expect(told(stands(at(90, 10)))).toEqual(['within', false, null]);
  });
});

describe('the standings', () => {
  const made = new Organisation();
  const guardrails = new Guardrails(made.config, engineOver(made));
  const pairs = guardrails.standings(at(80)).map(({ line, team }) => `${line.id} ${team}`);
  it('are those of the configured teams, and of the organisation where a line says so', () => {
    const expected = guardrails.lines.flatMap(({ id, judgedFor }) =>
      judgedFor === 'all' ? [`${id} all`] : [`${id} web`, `${id} core`],
    );
    expect(pairs).toEqual(expected);
    expect(pairs.slice(0, 2)).toEqual(['deployment_frequency web', 'deployment_frequency core']);
    expect(pairs).toContain('p1_incidents all');
    expect(pairs).not.toContain('p1_incidents web');
  });
  it('follow the numbers of the configuration', () => {
    const config = { ...made.config, policy: { page_share: 0.44 } };
    expect(find(new Guardrails(config, engineOver(made)).standings(at(80)), 'page_share', 'web').line.limit.value).toBe(
      0.44,
    );
  });
});
