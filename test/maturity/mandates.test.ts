import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../exporter/config/config.ts';
import { linesWith } from '../../exporter/guardrails/enforced.ts';
import { isDerived } from '../../exporter/derived/derived.ts';
import { metricOf } from '../../exporter/guardrails/line-series.ts';
import { criteria, criterionOf } from '../../exporter/maturity/criteria.ts';
import { Judgement } from '../../exporter/maturity/judgement.ts';
import type { Instant, WorkItemEvent } from '../../exporter/records/index.ts';
import { engineOver } from '../guardrails/engine.ts';
import { at, configuration, day, hour, Organisation } from '../history/organisation.ts';
import { groundsOf } from './fixture.ts';

/** A P1 of web that is open for three hours, over its limit of two from here on: that mandates reliability work. */
const mandatedAt = at(80, 12);
const dueAt = at(108, 12); // 28 days later
const mandating = (createdAt = mandatedAt - 2 * hour) => ({ createdAt, resolvedAt: createdAt + 3 * hour });

interface Given {
  readonly config?: Partial<Config>;
  readonly incidents?: readonly { readonly createdAt: Instant; readonly resolvedAt?: Instant }[];
  /** Issues: their labels, when they were in progress, and when they were closed. */
  readonly issues?: readonly Issue[];
  readonly readFrom?: Instant;
  readonly readTo?: Instant;
}
interface Issue {
  readonly labels?: readonly string[];
  readonly createdAt?: Instant;
  readonly startedAt?: Instant;
  readonly stoppedAt?: Instant;
  readonly closedAt?: Instant;
}
const reliable = ['improvement', 'domain:reliability', 'team:web'];

function organisation({ config = {}, incidents = [mandating()], issues = [] }: Given): Organisation {
  const made = new Organisation(config);
  for (const incident of incidents) made.incident(incident);
  for (const [index, { labels = reliable, createdAt = at(40), startedAt, stoppedAt, closedAt }] of issues.entries())
    made.workItem({
      number: index + 1,
      createdAt,
      events: [
        ...labels.map((label) => ({ type: 'labeled', at: createdAt, label }) as const),
        ...(startedAt === undefined ? [] : [{ type: 'labeled', at: startedAt, label: 'in progress' } as const]),
        ...(stoppedAt === undefined ? [] : [{ type: 'unlabeled', at: stoppedAt, label: 'in progress' } as const]),
        ...(closedAt === undefined ? [] : [{ type: 'closed', at: closedAt } as const]),
      ],
    });
  return made;
}

const criterion = criterionOf('reliability_mandate_followed')!;
function judgementOf(given: Given): Judgement {
  const made = organisation(given);
  const engine = engineOver(made, given.readFrom, given.readTo);
  return new Judgement(
    groundsOf(made.config, engine, () => made.history()),
    criteria,
  );
}
const stateAt = (given: Given, asOf: Instant, team = 'web') => judgementOf(given).stateOf(criterion, team, asOf);
const states = (given: Given, instants: readonly Instant[]) => {
  const judgement = judgementOf(given);
  return instants.map((asOf) => judgement.stateOf(criterion, 'web', asOf).state);
};

describe('a mandate', () => {
  it('that nothing follows is held against the team when 28 days are over, for a quarter', () => {
    // 90 days after its beginning it is day 170, 12:00.
    expect(states({}, [dueAt, dueAt + 1, at(170, 12), at(170, 12) + 1])).toEqual(['met', 'unmet', 'unmet', 'met']);
  });
  it('is told with its reason, its day and where its number is explained', () => {
    expect(stateAt({}, dueAt + 1)).toMatchObject({
      why: 'Reliability work was mandated on 2026-03-26 (P1 incidents last too long) and has not followed by 2026-04-23; what counts is an issue of the domain reliability that is in progress or done.',
      url: 'http://clockspeed.example/explain?metric=incident_restore_seconds&team=web&label=P1&window=28d&stat=mean&asOf=2026-03-26T12:00:00.000Z',
      knownAt: dueAt + 1,
    });
    expect(stateAt({}, dueAt).why).toMatch(/^Reliability work was mandated on 2026-03-26 .*: it is to follow by 2026-04-23; /); // prettier-ignore
  });
  it('is no other team’s, and none is no fault', () => {
    const none = { state: 'met', why: 'No reliability work was mandated in 90 days.', url: null };
    expect(stateAt({}, dueAt + 1, 'core')).toMatchObject(none);
    expect(stateAt({ incidents: [] }, dueAt + 1)).toMatchObject(none);
  });
  it('is asked each time that it comes into force', () => {
    // The mean is inside again when the first P1 is 28 days old, on day 108, 14:00; the second breaks it on day 120, 12:00.
    const incidents = [mandating(), mandating(at(120, 10))];
    const once: Given = { incidents, issues: [{ closedAt: at(90) }] };
    expect(states(once, [at(148, 12), at(148, 12) + 1])).toEqual(['met', 'unmet']);
    expect(states({ incidents, issues: [{ closedAt: at(90) }, { closedAt: at(130) }] }, [at(148, 12) + 1])).toEqual(['met']); // prettier-ignore
  });
  it('asks for nothing while its line is waived', () => {
    const waivers = [{ guardrail: 'p1_restore', team: 'web', reason: 'The move.', role: 'VP', untilAt: at(120) }];
    expect(states({ config: { waivers } }, [dueAt + 1])).toEqual(['met']);
  });
  it('that stays in force for longer than a quarter asks for some work in every quarter', () => {
    const endless = { incidents: [{ createdAt: at(80, 10) }] };
    expect(states(endless, [at(180)])).toEqual(['unmet']);
    expect(stateAt(endless, at(180)).why).toMatch(/^Reliability work has been mandated for more than 90 days .* and has not followed; /); // prettier-ignore
    // Closed 90 days before day 190, and 90 days and a millisecond.
    expect(states({ ...endless, issues: [{ closedAt: at(100) }] }, [at(190), at(190) + 1])).toEqual(['met', 'unmet']);
  });
});

describe('reliability work', () => {
  const late = dueAt + 1;
  const after = (issue: Issue, asOf = at(120)) => states({ issues: [issue] }, [asOf])[0];
  it.each<[string, Issue, string]>([
    ['in progress at the last instant', { startedAt: dueAt }, 'met'],
    ['in progress a millisecond later', { startedAt: late }, 'unmet'],
    ['closed at the last instant', { closedAt: dueAt }, 'met'],
    ['closed a millisecond later', { closedAt: late }, 'unmet'],
    ['closed when the mandate began', { closedAt: mandatedAt }, 'met'],
    ['closed a millisecond before', { closedAt: mandatedAt - 1 }, 'unmet'],
    ['in progress until the mandate began', { startedAt: at(70), stoppedAt: mandatedAt }, 'met'],
    ['in progress until a millisecond before', { startedAt: at(70), stoppedAt: mandatedAt - 1 }, 'unmet'],
    ['in progress all the time', { startedAt: at(70) }, 'met'],
    ['only opened', { createdAt: at(85) }, 'unmet'],
    ['of tech debt', { labels: ['tech-debt', ...reliable.slice(1)], startedAt: at(90) }, 'met'],
    ['of a retro', { labels: ['retro-action', ...reliable.slice(1)], startedAt: at(90) }, 'met'],
    ['of no kind that improves', { labels: ['experiment', ...reliable.slice(1)], startedAt: at(90) }, 'unmet'],
    ['of another domain', { labels: ['improvement', 'domain:security', 'team:web'], startedAt: at(90) }, 'unmet'],
    ['of no domain', { labels: ['tech-debt', 'team:web'], startedAt: at(90) }, 'unmet'],
    ['of another team', { labels: ['improvement', 'domain:reliability', 'team:core'], startedAt: at(90) }, 'unmet'],
    ['of a team that contradicts itself', { labels: [...reliable, 'team:core'], startedAt: at(90) }, 'unmet'],
  ])('%s', (_, issue, expected) => {
    expect(after(issue)).toBe(expected);
  });
  it('is shown with its issue', () => {
    expect(stateAt({ issues: [{ closedAt: at(90) }] }, at(120))).toMatchObject({
      why: 'Reliability work was mandated on 2026-03-26 (P1 incidents last too long) and followed: acme/app#1.',
      url: 'https://github.example/acme/app/issues/1',
    });
  });
  it('is seen as of after it began', () => {
    const given = { issues: [{ startedAt: at(90) }] };
    expect(stateAt(given, at(90)).why).toMatch(/it is to follow by/);
    expect(stateAt(given, at(90) + 1).why).toMatch(/followed: acme\/app#1\.$/);
  });
});

describe('work that is given up', () => {
  it('has been worked on while it was in progress, and is not done by being closed', () => {
    const givenUp = (events: readonly WorkItemEvent[]) => {
      const made = organisation({});
      const closed = { type: 'closed', at: at(100), givenUp: 'not_planned' } as const;
      made.workItem({ number: 9, createdAt: at(40), labels: reliable, events: [...events, closed] });
      const engine = engineOver(made);
      return new Judgement(
        groundsOf(made.config, engine, () => made.history()),
        criteria,
      ).stateOf(criterion, 'web', at(120)).state;
    };
    expect(givenUp([])).toBe('unmet');
    expect(givenUp([{ type: 'labeled', at: at(90), label: 'in progress' }])).toBe('met');
  });
});

describe('nobody can say', () => {
  it('where guardrails were not read so far back: 90 days, and 28 for the mean', () => {
    const given = { incidents: [], readFrom: at(0) };
    expect(states(given, [at(118) - 1, at(118)])).toEqual(['unknown', 'met']);
    expect(stateAt(given, at(118) - 1)).toMatchObject({ lacks: 'incomplete', knownAt: null });
  });
  it('where a source has not been read for two hours', () => {
    const given = { incidents: [], readTo: at(100) };
    expect(states(given, [at(100, 2), at(100, 2) + 1])).toEqual(['met', 'unknown']);
    expect(stateAt(given, at(100, 2) + 1).lacks).toBe('stale');
  });
  it.each([[{ workItems: null }], [{ pagerduty: null }]])('without a source: %j', (config) => {
    expect(stateAt({ incidents: [], config }, at(120))).toMatchObject({ state: 'unknown', lacks: 'not_configured' });
  });
});

describe('as laws', () => {
  const dayOf = fc.integer({ min: 60, max: 130 });
  const issue = fc.record({ startedAt: dayOf.map((n) => at(n)), closedAt: fc.constant(at(140)) });
  const p1s = fc.array(dayOf.map((n) => mandating(at(n, 10))), { minLength: 1, maxLength: 3 }); // prettier-ignore
  const rank = { unmet: 0, unknown: 0, waived: 0, met: 1 } as const;
  it('more work never loses what was met', () => {
    fc.assert(
      fc.property(p1s, fc.array(issue, { maxLength: 2 }), issue, dayOf, (incidents, issues, more, n) => {
        const [less, then] = [issues, [...issues, more]].map((list) => states({ incidents, issues: list }, [at(n + 20)])[0]!); // prettier-ignore
        expect(rank[then!]).toBeGreaterThanOrEqual(rank[less!]);
      }),
      { numRuns: 15 },
    );
  });
  it('as of an instant nothing later is seen', () => {
    fc.assert(
      fc.property(p1s, fc.array(issue, { maxLength: 2 }), dayOf, fc.nat(30), (incidents, issues, n, later) => {
        const [then, asOf] = [at(n + later, 10), at(n)];
        const more = { incidents: [...incidents, mandating(then)], issues: [...issues, { startedAt: then }] };
        expect(stateAt(more, asOf)).toEqual(stateAt({ incidents, issues }, asOf));
      }),
      { numRuns: 15 },
    );
  });
  it('of many instants at once it is what it is of each', () => {
    fc.assert(
      fc.property(p1s, fc.array(issue, { maxLength: 2 }), (incidents, issues) => {
        const judgement = judgementOf({ incidents, issues });
        const midnights = Array.from({ length: 20 }, (_, n) => at(70) + n * 8 * day);
        const findings = judgement.over(midnights)(criterion, 'web');
        const each = midnights.map((asOf) => states({ incidents, issues }, [asOf])[0]);
        expect(findings.map(({ state }) => state)).toEqual(each);
      }),
      { numRuns: 5 },
    );
  });
});

it('no line that mandates reliability work is judged by maturity, or by anything derived: that would be a circle', () => {
  const lines = linesWith('mandate_reliability_work', configuration());
  expect(lines.map(({ id }) => id)).toEqual(['p1_restore', 'restore_not_worse', 'error_budget_remaining']);
  const read = lines.flatMap((line) => [line, line.also, line.comparedWith].flatMap((judged) => judged ?? []));
  expect(read.map(metricOf).filter(isDerived)).toEqual([]);
  expect(read.map((judged) => metricOf(judged).family).filter((family) => family !== 'reliability')).toEqual([]);
});
