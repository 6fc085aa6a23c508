import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistory } from '../../exporter/history/joined-history.ts';
import type { Finding, Instant, Probe, ProbeCheck } from '../../exporter/records/index.ts';
import { probeId } from '../../exporter/records/probe.ts';
import { canonicalJson } from '../../exporter/store/canonical.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { at, configuration } from './organisation.ts';

const found = (instant: Instant, result: Finding['result'], detail = result as string): Finding => ({
  at: instant,
  result,
  detail,
});
const probe = (check: ProbeCheck, subject: string, ...findings: Finding[]): Probe => ({
  kind: 'probe',
  id: probeId(check, subject),
  check,
  subject,
  url: null,
  findings,
});

function historyOf(...probes: Probe[]) {
  const store = createMemoryStore();
  store.write({ records: probes });
  const made = createHistory(configuration(), store);
  return { store, changed: made.update().changed, ...made };
}

describe('findings', () => {
  const { history } = historyOf(
    probe('reviews_required', 'acme/app', found(at(1), 'unmet'), found(at(3), 'met'), found(at(5), 'unknown')),
  );
  const resultAsOf = (asOf: Instant): string | undefined =>
    history.finding('reviews_required', 'acme/app', asOf)?.result;

  it('are nothing before anybody looked, and at the very instant of the first look', () => {
    expect([resultAsOf(at(0)), resultAsOf(at(1))]).toEqual([undefined, undefined]);
  });

  it('stand from just after they were made until just after the next', () => {
    expect([resultAsOf(at(1) + 1), resultAsOf(at(3)), resultAsOf(at(3) + 1)]).toEqual(['unmet', 'unmet', 'met']);
    expect([resultAsOf(at(5)), resultAsOf(at(5) + 1), resultAsOf(at(500))]).toEqual(['met', 'unknown', 'unknown']);
  });

  it('belong to one check of one subject, whatever the case of the name of a repository', () => {
    expect(history.finding('code_owners_valid', 'acme/app', at(9))).toBeUndefined();
    expect(history.finding('reviews_required', 'acme/other', at(9))).toBeUndefined();
    expect(history.finding('reviews_required', 'Acme/App', at(9))?.result).toBe('unknown');
  });

  it('are listed by check, in the order of their subjects', () => {
    const { history: two } = historyOf(
      probe('escalation_two_levels', 'PB', found(at(1), 'met')),
      probe('services_mapped', 'PZ', found(at(1), 'met')),
      probe('escalation_two_levels', 'PA', found(at(1), 'met')),
    );
    expect(two.probes('escalation_two_levels').map(({ subject }) => subject)).toEqual(['PA', 'PB']);
    expect(two.probes('runbooks_present')).toEqual([]);
  });

  it('touch every team when they change, for a level may have', () => {
    const { changed, store, update } = historyOf(probe('reviews_required', 'acme/app', found(at(1), 'met')));
    const teams = [
      { kind: 'team', id: 'web' },
      { kind: 'team', id: 'core' },
    ];
    expect(changed.filter(({ kind }) => kind === 'team')).toEqual(teams);
    expect(update().changed).toEqual([]);
    store.write({ records: [probe('reviews_required', 'acme/app', found(at(1), 'met'), found(at(2), 'unmet'))] });
    expect(update().changed).toEqual(teams);
  });

  it('come back from text as they were', () => {
    const one = probe('runbooks_present', 'acme/app', found(at(1), 'unmet', 'no file'), found(at(2), 'met', '2 files'));
    expect(JSON.parse(canonicalJson(one))).toEqual(one);
  });
});

const steps = fc.array(
  fc.record({
    hours: fc.integer({ min: 1, max: 30 }),
    result: fc.constantFrom('met', 'unmet', 'unknown'),
  }) as fc.Arbitrary<{ hours: number; result: Finding['result'] }>,
  { minLength: 1, maxLength: 8 },
);
const probes = fc.array(
  fc.tuple(fc.constantFrom('reviews_required', 'code_owners_valid'), fc.constantFrom('acme/app', 'acme/api'), steps),
  { minLength: 1, maxLength: 8 },
) as fc.Arbitrary<[ProbeCheck, string, { hours: number; result: Finding['result'] }[]][]>;

const findingsOf = (given: { hours: number; result: Finding['result'] }[]): Finding[] => {
  let hours = 0;
  return given.map((one) => found(at(0, (hours += one.hours)), one.result));
};
const asOfs = Array.from({ length: 60 }, (_, index) => at(0, index * 4) + (index % 3) - 1);

describe('the laws of findings', () => {
  it('never see the future: what is found from an instant on changes nothing as of it', () => {
    fc.assert(
      fc.property(probes, fc.integer({ min: 0, max: 59 }), (given, index) => {
        const asOf = asOfs[index]!;
        const all = given.map(([check, subject, list]) => probe(check, subject, ...findingsOf(list)));
        const cut = all.map((one) => ({ ...one, findings: one.findings.filter((each) => each.at < asOf) }));
        for (const one of all)
          expect(historyOf(...cut).history.finding(one.check, one.subject, asOf)).toEqual(
            historyOf(...all).history.finding(one.check, one.subject, asOf),
          );
      }),
      { numRuns: 60 },
    );
  });

  it('are the same told piece by piece, or only as they are in the end', () => {
    fc.assert(
      fc.property(probes, (given) => {
        const all = given.map(([check, subject, list]) => probe(check, subject, ...findingsOf(list)));
        const { store, history, update } = historyOf();
        for (const one of all) {
          store.write({ records: [one] });
          update();
        }
        const last = [...new Map(all.map((one) => [one.id, one])).values()];
        const fresh = historyOf(...last.reverse()).history;
        for (const { check, subject } of all)
          for (const asOf of asOfs)
            expect(history.finding(check, subject, asOf)).toEqual(fresh.finding(check, subject, asOf));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the signals of probes', () => {
  const signals = ['github_probes', 'pagerduty_probes'] as const;

  it('are not configured where their vendor is not', () => {
    const { history } = createHistory(configuration({ github: null, pagerduty: null }), createMemoryStore());
    expect(signals.map((signal) => history.signal(signal))).toEqual(['not_configured', 'not_configured']);
  });

  it('know nothing before the first round, whatever else their source has read', () => {
    const { history, store } = historyOf();
    const state = { completeFromAt: at(0), watermarkAt: at(2) };
    store.write({ state: ['source/github', 'source/pagerduty'].map((key) => ({ key, value: state })) });
    const nothing = { completeFromAt: null, watermarkAt: null };
    expect(signals.map((signal) => history.signal(signal))).toEqual([nothing, nothing]);
  });

  it('reach from the first round to when the next is due, each its own', () => {
    const { history, store } = historyOf();
    store.write({
      state: [
        { key: 'probes/github', value: { completeFromAt: at(1), watermarkAt: at(4) } },
        { key: 'probes/pagerduty', value: { completeFromAt: at(2), watermarkAt: at(3) } },
      ],
    });
    expect(history.signal('github_probes')).toEqual({ completeFromAt: at(1), watermarkAt: at(4) });
    expect(history.signal('pagerduty_probes')).toEqual({ completeFromAt: at(2), watermarkAt: at(3) });
  });
});
