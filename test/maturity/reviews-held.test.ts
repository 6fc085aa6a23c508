import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../exporter/config/config.ts';
import type { History } from '../../exporter/history/history.ts';
import { criteria, criterionOf } from '../../exporter/maturity/criteria.ts';
import { Judgement } from '../../exporter/maturity/judgement.ts';
import { numbersOf } from '../governance/numbers-of.ts';
import { at as dayOf, day, hour, Organisation, utcOfficeHours } from '../history/organisation.ts';
import { foundMet, groundsOf, historyOf, judgementOf, withMaturity } from './fixture.ts';
import type { Answer } from './fixture.ts';

const at = (text: string): number => Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`);
const criterion = criterionOf('monthly_reviews_held')!;
const july = at('2026-07-01');
/** The six whole months before July. */
const tenths = ['01', '02', '03', '04', '05', '06'].map((month) => `2026-${month}-10`);

interface Given {
  readonly allHands?: readonly string[];
  readonly backlog?: readonly string[];
  readonly config?: Config;
  readonly read?: { readonly from?: number; readonly to?: number };
}
/** Reviews that were held at these times, with inputs that were current. */
function answering({ allHands = tenths, backlog = tenths }: Given): Answer {
  const ascending = (texts: readonly string[]) => texts.map(at).sort((a, b) => a - b);
  const held = new Map([
    ['all_hands', ascending(allHands)],
    ['improvement_backlog', ascending(backlog)],
  ]);
  const current = ['register_timestamp_seconds', 'maturity_assessment_timestamp_seconds'];
  return ({ metric, label }, { asOf }) => {
    if (current.includes(metric)) return { value: asOf / 1_000 };
    if (metric !== 'governance_review_timestamp_seconds') return { absent: 'no_facts' };
    const last = held.get(label)?.findLast((one) => one < asOf);
    return last === undefined ? { absent: 'no_facts' } : { value: last / 1_000 };
  };
}
function stateOf(given: Given = {}, asOf = july) {
  const { config = withMaturity(), read } = given;
  const span = { completeFromAt: read?.from ?? at('2025-01-01'), watermarkAt: read?.to ?? at('2027-01-01') };
  const history = { ...historyOf(config, foundMet), signal: () => span } as unknown as History;
  return judgementOf(config, answering(given), history).stateOf(criterion, 'web', asOf);
}
const states = (given: Given, ...asOf: readonly number[]) => asOf.map((one) => stateOf(given, one).state);
const without = (month: number): readonly string[] => tenths.filter((_, index) => index !== month);

describe('monthly reviews', () => {
  it('are held for two quarters when each was held in each of six months', () => {
    expect(stateOf()).toMatchObject({
      state: 'met',
      why: 'Held every month from January 2026 to June 2026: all hands, improvement backlog.',
      url: 'http://clockspeed.example/governance',
      knownAt: july,
    });
  });
  const months = ['January', 'February', 'March', 'April', 'May', 'June'];
  it.each(months.map((name, index) => [name, index] as const))('are not where one was skipped in %s', (name, index) => {
    expect(stateOf({ allHands: without(index) })).toMatchObject({
      state: 'unmet',
      why: `Skipped: all hands in ${name} 2026.`,
    });
    expect(stateOf({ backlog: without(index) }).why).toBe(`Skipped: improvement backlog in ${name} 2026.`);
  });
  it('are told with everything that was skipped', () => {
    expect(stateOf({ allHands: without(2), backlog: [...tenths.slice(0, 1), ...tenths.slice(3)] }).why).toBe(
      'Skipped: all hands in March 2026; improvement backlog in February 2026; improvement backlog in March 2026.',
    );
  });
  it('are those of months that are over: what is skipped shows when its month ends, and for six months', () => {
    // Held in each month of the year before, too; never in March.
    const all = ['2025-09-10', '2025-10-10', '2025-11-10', '2025-12-10', ...without(2), '2026-07-10', '2026-08-10', '2026-09-10']; // prettier-ignore
    const given = { allHands: all, backlog: [...all, '2026-03-10'] };
    expect(states(given, at('2026-04-01') - 1, at('2026-04-01'))).toEqual(['met', 'unmet']);
    expect(states(given, at('2026-10-01') - 1, at('2026-10-01'))).toEqual(['unmet', 'met']);
  });
  it('are held in the month of the organisation’s zone', () => {
    // 31 March 22:30 UTC is 1 April in Berlin: March has none, and on 10 February the policy’s 35 days end on 17 March.
    const allHands = [...without(2), '2026-03-31T22:30'];
    expect(stateOf({ allHands }).state).toBe('met');
    const berlin = withMaturity({}, { organisation: { name: 'Acme', workingTime: { ...utcOfficeHours, zone: 'Europe/Berlin' } } }); // prettier-ignore
    expect(stateOf({ allHands, config: berlin }).why).toBe('Skipped: all hands in March 2026.');
  });
  it.each([
    ['2026-03-01T00:00', 'met'],
    ['2026-03-31T23:59', 'met'],
    ['2026-02-28T23:59', 'unmet'],
    ['2026-04-01T00:00', 'unmet'],
  ])('are half-open: one of %s more makes March %s', (text, state) => {
    // February 10 and April 10 are too far apart for the policy; 28 February 23:59 and 10 April are 40 days apart.
    expect(stateOf({ allHands: [...without(2), text] }).state).toBe(state);
  });
});

describe('a month that a review just missed', () => {
  // 26 February 12:00 + 35 d = 2 April 12:00.
  const around = (next: string) => ({ allHands: [...without(1).filter((one) => one !== '2026-03-10' && one !== '2026-04-10'), '2026-02-26T12:00', next] }); // prettier-ignore
  it('is excused where the review was overdue at no time', () => {
    expect(stateOf(around('2026-04-02T12:00')).state).toBe('met');
    expect(stateOf(around('2026-04-02T12:00:00.001')).why).toBe('Skipped: all hands in March 2026.');
  });
  it('is not skipped before the review is overdue', () => {
    const given = { allHands: ['2025-10-10', '2025-11-10', '2025-12-10', '2026-01-10', '2026-02-26T12:00'], backlog: ['2025-10-10', '2025-11-10', '2025-12-10', ...tenths] }; // prettier-ignore
    const overdueAt = at('2026-04-02T12:00');
    expect(states(given, at('2026-04-01'), overdueAt, overdueAt + 1)).toEqual(['met', 'met', 'unmet']);
  });
  it('does not make every other month enough', () => {
    // At no end of a month was it older than 35 days; from 6 to 30 March and from 4 to 30 May it was, and from 4 July on it is.
    const allHands = ['2026-01-30', '2026-03-30', '2026-05-30'];
    const skipped = 'Skipped: all hands in February 2026; all hands in April 2026';
    expect(stateOf({ allHands }).why).toBe(`${skipped}.`);
    expect(stateOf({ allHands }, at('2026-07-05')).why).toBe(`${skipped}; all hands in June 2026.`);
  });
});

describe('what was not read', () => {
  // What could excuse January is not older than 31 January 24:00 − 35 d = 28 December.
  const edge = at('2026-02-01') - 35 * day;
  it('is unknown where it could have been held, and skipped where it was read', () => {
    const as = (from: number) => stateOf({ allHands: without(0), read: { from } });
    expect(as(edge)).toMatchObject({ state: 'unmet', why: 'Skipped: all hands in January 2026.' });
    expect(as(edge + 1)).toMatchObject({ state: 'unknown', lacks: 'incomplete', knownAt: null });
  });
  it('changes nothing about what is known to be held, or skipped later', () => {
    const from = at('2026-01-05');
    expect(stateOf({ read: { from } }).state).toBe('met');
    expect(stateOf({ allHands: [...tenths.slice(1, 4), ...tenths.slice(5)], read: { from } }).why).toBe('Skipped: all hands in May 2026.'); // prettier-ignore
  });
  it('becomes known while the exporter runs: the start of what was read stays where it is', () => {
    // The first sync, on 20 June, reached 180 days back, to 22 December: December is not known before it is over six months ago.
    const from = at('2026-06-20') - 180 * day;
    const given = { allHands: [...tenths, '2026-07-10'], backlog: [...tenths, '2026-07-10'], read: { from } };
    expect(states(given, at('2026-06-20'), july - 1, july, at('2026-08-01'))).toEqual(['unknown', 'unknown', 'met', 'met']); // prettier-ignore
  });
  it('is unknown where nobody has read for too long, or nobody reads', () => {
    const { stalenessMs } = withMaturity();
    expect(stateOf({ read: { to: july - stalenessMs } }).state).toBe('met');
    expect(stateOf({ read: { to: july - stalenessMs - 1 } })).toMatchObject({ state: 'unknown', lacks: 'stale' });
    const made = new Organisation({ workItems: null });
    const judgement = new Judgement(
      groundsOf(made.config, numbersOf(made), () => made.history()),
      criteria,
    );
    expect(judgement.stateOf(criterion, 'web', july)).toMatchObject({ state: 'unknown', lacks: 'not_configured' });
  });
});

describe('as laws', () => {
  const days = fc.array(fc.integer({ min: 0, max: 300 * 24 }), { maxLength: 14 });
  // Hours after 1 December 2025.
  const held = (hours: readonly number[]) => hours.map((one) => new Date(at('2025-12-01') + one * hour).toISOString().slice(0, 16)); // prettier-ignore
  const everyday = held(Array.from({ length: 300 }, (_, index) => index * 24));
  it('a month is skipped where none was held in it and one was overdue', () => {
    fc.assert(
      fc.property(days, (hours) => {
        const all = held(hours);
        const instants = [...all.map(at), july].filter((one) => one <= july).sort((a, b) => a - b);
        const isSkipped = [0, 1, 2, 3, 4, 5].some((month) => {
          const [from, to] = [Date.UTC(2026, month), Date.UTC(2026, month + 1)];
          if (all.some((one) => from <= at(one) && at(one) < to)) return false;
          const next = instants.find((one) => one >= to)!;
          const last = instants.filter((one) => one < from).at(-1) ?? -Infinity;
          return next - last > 35 * day;
        });
        expect(stateOf({ allHands: all, backlog: everyday }).state).toBe(isSkipped ? 'unmet' : 'met');
      }),
    );
  });
  it('one review more never loses it', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 300 * 24 }), (hours, more) => {
        const as = (all: readonly number[]) => stateOf({ allHands: held(all), backlog: everyday }).state;
        if (as(hours) === 'met') expect(as([...hours, more])).toBe('met');
      }),
    );
  });
  it('what comes later is not seen', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 200, max: 300 }), (hours, after) => {
        const asOf = at('2025-12-01') + after * day;
        const [all, then] = [held(hours), held(hours.filter((one) => one < after * 24))];
        expect(stateOf({ allHands: all, backlog: everyday }, asOf)).toEqual(
          stateOf({ allHands: then, backlog: everyday }, asOf),
        );
      }),
    );
  });
});

describe('reviews that are recorded as issues', () => {
  /** Registers that were looked after every three weeks, but for the time between two days; reviews on every tenth. */
  function recorded(forgotten: readonly [from: number, to: number] = [0, 0]): Organisation {
    const made = new Organisation({ maturity: withMaturity().maturity });
    const cared = Array.from({ length: 20 }, (_, index) => at('2025-12-01') + index * 21 * day);
    const events = cared
      .filter((one) => one < forgotten[0] || one >= forgotten[1])
      .map((one) => ({ type: 'commented' as const, at: one }));
    made.workItem({ number: 900, labels: ['tech-debt', 'audit-finding'], createdAt: at('2025-11-20'), events });
    for (const [index, text] of tenths.entries())
      for (const [place, review] of ['all-hands', 'improvement-backlog'].entries()) hold(made, 10 * index + place, review, at(text)); // prettier-ignore
    return made;
  }
  function hold(made: Organisation, number: number, review: string, when: number, reopenedAt?: number): void {
    const reopened = reopenedAt === undefined ? [] : [{ type: 'reopened' as const, at: reopenedAt }];
    const events = [{ type: 'closed' as const, at: when }, ...reopened];
    made.workItem({ number, labels: ['governance-review', `review:${review}`], createdAt: when - hour, events });
  }
  const judged = (made: Organisation) =>
    new Judgement(
      groundsOf(made.config, numbersOf(made), () => made.history()),
      criteria,
    );

  it('count when their issue was closed', () => {
    expect(judged(recorded()).stateOf(criterion, 'web', july).state).toBe('met');
    const made = recorded();
    hold(made, 31, 'improvement-backlog', at('2026-05-02'));
    expect(judged(made).stateOf(criterion, 'web', july).why).toBe('Skipped: improvement backlog in April 2026.');
  });
  it('are skipped where they were held while an input was out of date', () => {
    // Touched on 2 February (63 days after 1 December), then on 6 April: on 10 March technical debt is 36 days old.
    const made = recorded([at('2026-02-03'), at('2026-04-06')]);
    expect(judged(made).stateOf(criterion, 'web', july)).toMatchObject({
      state: 'unmet',
      why: 'Skipped: improvement backlog in March 2026 (uninformed, out of date: technical debt).',
    });
    // On 9 March, 24 hours before, it would have been 35 days old, which is current.
    hold(made, 500, 'improvement-backlog', at('2026-03-09'));
    expect(judged(made).stateOf(criterion, 'web', july).state).toBe('met');
  });
  it('stay held when their issue is opened again in a later month, and not in the same', () => {
    const opened = (reopenedAt: number) => {
      const made = recorded();
      hold(made, 20, 'all-hands', at('2026-03-10'), reopenedAt);
      return judged(made).stateOf(criterion, 'web', july).state;
    };
    expect([opened(at('2026-04-01') - 1), opened(at('2026-04-01'))]).toEqual(['unmet', 'met']);
  });
  it('are told of every midnight as they are as of it', () => {
    const made = recorded();
    const numbers = numbersOf(made, at('2025-12-28'));
    const judgement = new Judgement(
      groundsOf(made.config, numbers, () => made.history()),
      criteria,
    );
    const midnights = Array.from({ length: 250 }, (_, index) => dayOf(index));
    const findings = judgement
      .over(midnights)(criterion, 'core')
      .map(({ state }) => state);
    expect(findings).toEqual(midnights.map((asOf) => judgement.stateOf(criterion, 'web', asOf).state));
    // January is known on 1 July, the 178th day; July, which nobody reviewed, is over on 1 August, 31 days later.
    expect([findings.lastIndexOf('unknown'), findings.indexOf('met'), findings.indexOf('unmet')]).toEqual([176, 177, 208]); // prettier-ignore
  });
  it('are read anew when facts change', () => {
    const made = recorded();
    const numbers = numbersOf(made);
    const maturity = () => numbers.maturity.states('web', july).find((one) => one.criterion === criterion)!.state;
    expect(maturity()).toBe('met');
    made.workItem({ number: 20, labels: [], createdAt: at('2026-03-10') });
    const history = made.history();
    numbers.replace(made.changed, history);
    expect(maturity()).toBe('unmet');
  });
});
