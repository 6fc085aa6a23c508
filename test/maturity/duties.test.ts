import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../exporter/calendar/business-time.ts';
import type { History } from '../../exporter/history/history.ts';
import { Duties } from '../../exporter/maturity/duties.ts';
import { Quarters } from '../../exporter/maturity/quarters.ts';
import type { Assessment, AssessmentReason } from '../../exporter/records/index.ts';
import { assessed } from '../assessment/documents.ts';
import { at, configuration, hour } from '../history/organisation.ts';

const time = (text: string): number => Date.parse(text);
const dayMs = 24 * hour;

interface Given {
  readonly made?: readonly Assessment[];
  readonly incidents?: readonly {
    readonly createdAt: number;
    readonly priority?: string;
    readonly mergedAt?: number;
  }[];
  readonly scaling?: ReturnType<typeof configuration>['maturity']['scaling'];
  readonly zone?: string;
  /** How far each signal was read; default: all of it. */
  readonly signal?: (name: string) => unknown;
}

function dutiesOf({ made = [], incidents = [], scaling = [], zone = 'UTC', signal }: Given): Duties {
  const base = configuration();
  const config = {
    ...base,
    organisation: { ...base.organisation, workingTime: { ...base.organisation.workingTime, zone } },
    maturity: { ...base.maturity, assessments: { folder: 'f', schedule: '* * * * *' }, scaling },
  };
  const byId = new Map(incidents.map((one, index) => [`I${index}`, { url: `https://pd.example/I${index}`, mergedAt: null, ...one }])); // prettier-ignore
  const history = {
    config,
    signal: signal ?? (() => ({ completeFromAt: 0, watermarkAt: time('2030-01-01T00:00:00Z') })),
    assessments: () => made,
    incidentsOfTeam: () => [...byId.keys()],
    incident: (id: string) => ({ priority: byId.get(id)!.priority ?? 'P1' }),
    root: (_: string, id: string) => byId.get(id),
    calendar: () => createCalendar(base.organisation.workingTime),
  } as unknown as History;
  return new Duties(() => history, new Quarters(zone));
}

const made = (reason: AssessmentReason, assessedAt: number, quarter = '2026-Q1') =>
  assessed({}, { reason, assessedAt, quarter });
/** How many are overdue for a reason as of an instant, or why nobody can say. */
function overdue(reason: AssessmentReason, given: Given, asOf: number): number | string {
  const found = dutiesOf(given).overdue(reason, 'web', asOf);
  return typeof found === 'string' ? found : found.length;
}

describe('the quarterly assessment', () => {
  // That of the first quarter may be made until the end of 14 April: overdue after 15 April, 00:00.
  const due = time('2026-04-15T00:00:00Z');
  it('is overdue after day 14 of the next quarter, and not with it', () => {
    const given = { made: [made('quarterly', time('2026-01-10T00:00:00Z'), '2025-Q4')] };
    expect([overdue('quarterly', given, due), overdue('quarterly', given, due + 1)]).toEqual([0, 1]);
  });
  it('ends its day where the organisation is', () => {
    const given = { zone: 'Europe/Berlin', made: [made('quarterly', time('2026-01-10T00:00:00Z'), '2025-Q4')] };
    // Summer time: two hours before UTC.
    expect(overdue('quarterly', given, due - 2 * hour)).toBe(0);
    expect(overdue('quarterly', given, due - 2 * hour + 1)).toBe(1);
  });
  it('is overdue until it is made, also late, and counts strictly after it was made', () => {
    const late = time('2026-05-20T10:00:00Z');
    const given = { made: [made('quarterly', late)] };
    expect([overdue('quarterly', given, late), overdue('quarterly', given, late + 1)]).toEqual([1, 0]);
  });
  it('is still that of the quarter before while the time of the last one runs', () => {
    const given = { made: [made('quarterly', time('2025-10-10T00:00:00Z'), '2025-Q3')] };
    // On 5 April the first quarter has time, the last of 2025 has not.
    expect(dutiesOf(given).overdue('quarterly', 'web', time('2026-04-05T00:00:00Z'))).toEqual([
      {
        reason: 'quarterly',
        title: 'The assessment of 2025-Q4 was due by day 14 of the quarter after it',
        url: null,
        at: time('2026-01-15T00:00:00Z'),
      },
    ]);
  });
  it('is made good by that of a later quarter, and not by one for another reason', () => {
    const asOf = time('2026-05-20T00:00:00Z');
    expect(overdue('quarterly', { made: [made('quarterly', asOf - 1, '2026-Q2')] }, asOf)).toBe(0);
    expect(overdue('quarterly', { made: [made('post_incident', asOf - 1)] }, asOf)).toBe(1);
    expect(overdue('quarterly', {}, asOf)).toBe(1);
  });
});

describe('the assessment after a P1', () => {
  // Monday 5 January 2026, 12:00; days of 8 h from 09:00: three eighths are over. Ten business days later, Monday 19 January, 12:00.
  const createdAt = at(0, 12);
  const due = at(14, 12);
  const given: Given = { incidents: [{ createdAt }] };
  it('is overdue after ten business days of the team, and not with them', () => {
    expect([overdue('post_incident', given, due), overdue('post_incident', given, due + 1)]).toEqual([0, 1]);
    expect(dutiesOf(given).overdue('post_incident', 'web', due + 1)).toEqual([
      {
        reason: 'post_incident',
        title: 'A P1 of 2026-01-05 asked for an assessment within 10 business days',
        url: 'https://pd.example/I0',
        at: due,
      },
    ]);
  });
  it('may be of any reason, from the beginning of the P1 on', () => {
    const after = (assessedAt: number) =>
      overdue('post_incident', { ...given, made: [made('quarterly', assessedAt)] }, due + dayMs);
    expect([after(createdAt - 1), after(createdAt), after(due + hour)]).toEqual([1, 0, 0]);
  });
  it('has seen no more than its quarter, however late it was written', () => {
    // A P1 of 5 April: the first quarter's, written on 8 April, is of what was known when April began. The second's is of 8 April.
    const april = { incidents: [{ createdAt: time('2026-04-05T00:00:00Z') }] };
    const after = (quarter: string) =>
      overdue('post_incident', { ...april, made: [made('post_incident', time('2026-04-08T00:00:00Z'), quarter)] }, at(130)); // prettier-ignore
    expect([after('2026-Q1'), after('2026-Q2')]).toEqual([1, 0]);
    // A P1 of 31 March is seen by it.
    const march = { incidents: [{ createdAt: time('2026-03-31T23:59:59Z') }] };
    const late = [made('quarterly', time('2026-04-08T00:00:00Z'))];
    expect(overdue('post_incident', { ...march, made: late }, at(130))).toBe(0);
  });
  it('is owed for P1s alone', () => {
    expect(overdue('post_incident', { incidents: [{ createdAt, priority: 'P2' }] }, due + 1)).toBe(0);
  });
  it('is owed no more once the P1 was merged into another', () => {
    const merged = { incidents: [{ createdAt, mergedAt: due + hour }] };
    expect([overdue('post_incident', merged, due + hour), overdue('post_incident', merged, due + hour + 1)]).toEqual([1, 0]); // prettier-ignore
  });
  it('is asked for 90 days: what is older is for the quarter’s', () => {
    const last = createdAt + 90 * dayMs;
    expect([overdue('post_incident', given, last), overdue('post_incident', given, last + 1)]).toEqual([1, 0]);
  });
  it('is unknown where incidents were not read for 90 days, or for too long, and where there are no priorities', () => {
    const asOf = at(100);
    const reading = (name: string, span: unknown) => ({
      ...given,
      signal: (asked: string) => (asked === name ? span : { completeFromAt: 0, watermarkAt: asOf }),
    });
    const since = (completeFromAt: number) => reading('incidents', { completeFromAt, watermarkAt: asOf });
    expect(overdue('post_incident', since(at(10)), asOf)).toBe(0);
    expect(overdue('post_incident', since(at(10) + 1), asOf)).toBe('incomplete');
    expect(overdue('post_incident', reading('incidents', { completeFromAt: 0, watermarkAt: at(99) }), asOf)).toBe(
      'stale',
    );
    expect(overdue('post_incident', reading('priorities', 'not_configured'), asOf)).toBe('not_configured');
    expect(overdue('quarterly', reading('incidents', 'not_configured'), asOf)).toBe(1);
    expect(overdue('quarterly', reading('assessments', { completeFromAt: 0, watermarkAt: at(99) }), asOf)).toBe(
      'stale',
    );
  });
});

describe('the assessment before a team is scaled', () => {
  const [fromAt, untilAt] = [at(200), at(201)];
  const given = (...dates: number[]): Given => ({
    scaling: [{ team: 'web', fromAt, untilAt }],
    made: dates.map((date) => made('pre_scale', date, '2026-Q2')),
  });
  const asOf = at(190);
  it('is overdue from 30 days before the day until it is made, at most until 90 days after it', () => {
    const of = (instant: number) => overdue('pre_scale', given(), instant);
    const last = untilAt + 90 * dayMs;
    expect([of(at(170) - 1), of(at(170)), of(untilAt), of(last - 1), of(last)]).toEqual([0, 1, 1, 1, 0]);
    // Made late, on day 210, which is in the third quarter.
    const late = { ...given(), made: [made('pre_scale', at(210), '2026-Q3')] };
    expect([overdue('pre_scale', late, at(210)), overdue('pre_scale', late, at(210) + 1)]).toEqual([1, 0]);
    const [before, after] = [untilAt - 1, untilAt].map((asOf) => dutiesOf(given()).overdue('pre_scale', 'web', asOf));
    expect(before).toMatchObject([{ title: 'The team is to be scaled within 30 days and has not been assessed for it' }]); // prettier-ignore
    expect(after).toMatchObject([{ title: 'The team was scaled and has not been assessed for it' }]);
  });
  it('is no older than 90 days on that day', () => {
    expect([overdue('pre_scale', given(at(110)), asOf), overdue('pre_scale', given(at(110) - 1), asOf)]).toEqual([
      0, 1,
    ]);
  });
  it('is made for it, and for no other reason', () => {
    expect(overdue('pre_scale', { ...given(), made: [made('quarterly', at(180))] }, asOf)).toBe(1);
  });
  it('is each team’s where all are scaled, and no other’s where one is', () => {
    const of = (team: string) => overdue('pre_scale', { scaling: [{ team, fromAt, untilAt }] }, asOf);
    expect([of('all'), of('core')]).toEqual([1, 0]);
  });
});
