import { describe, expect, it } from 'vitest';
import { createHistory } from '../../../exporter/history/joined-history.ts';
import type { EscalationPolicy, Finding, PagerDutyService, ProbeCheck } from '../../../exporter/records/index.ts';
import { probePagerDuty } from '../../../exporter/sources/pagerduty/probes.ts';
import type { Setup } from '../../../exporter/sources/pagerduty/probes.ts';
import { createMemoryStore } from '../../../exporter/store/memory.ts';
import type { Store } from '../../../exporter/store/store.ts';
import { at, configuration, hour, service } from '../../history/organisation.ts';

const pagerDutyService = (id: string): PagerDutyService => ({
  kind: 'pagerduty_service',
  id,
  name: id,
  url: `https://acme.pagerduty.example/services/${id}`,
  createdAt: 0,
  escalationPolicy: null,
});
const policy = (id: string, levels: number): EscalationPolicy => ({
  kind: 'escalation_policy',
  id,
  name: id,
  teams: [],
  levels,
});
const setup = (more: Partial<Setup> = {}): Setup => ({ services: [], policies: [], policyUrls: new Map(), ...more });
const config = configuration({
  services: [
    service('app', { pagerdutyServices: ['PD-APP'] }),
    service('api', { pagerdutyServices: ['PD-APP', 'PD-API'] }),
    service('jobs'),
  ],
});

function found(given: Setup, instant = at(1), store: Store = createMemoryStore()) {
  store.write(probePagerDuty(config, given, store, instant, hour));
  const probe = (check: ProbeCheck, subject: string) => store.get('probe', `${check} ${subject}`);
  const last = (check: ProbeCheck, subject: string): Finding | undefined => probe(check, subject)?.findings.at(-1);
  return { store, probe, last };
}

describe('a PagerDuty service', () => {
  const { last, probe } = found(setup({ services: [pagerDutyService('PD-APP'), pagerDutyService('PD-OLD')] }));
  it('is mapped when a configured service names it', () => {
    expect(last('services_mapped', 'PD-APP')).toEqual({
      at: at(1),
      result: 'met',
      detail: 'Its incidents are those of app, api.',
    });
    expect(probe('services_mapped', 'PD-APP')?.url).toBe('https://acme.pagerduty.example/services/PD-APP');
  });
  it('is not mapped when none does', () => {
    expect(last('services_mapped', 'PD-OLD')).toMatchObject({
      result: 'unmet',
      detail: 'No configured service is mapped to it.',
    });
  });
});

describe('a configured service', () => {
  const both = [pagerDutyService('PD-APP'), pagerDutyService('PD-API')];
  const detailOf = (id: string, services: readonly PagerDutyService[]) => {
    const finding = found(setup({ services })).last('services_mapped', id);
    return `${finding?.result}: ${finding?.detail}`;
  };
  it('is mapped when PagerDuty has all that it names', () => {
    expect(detailOf('api', both)).toBe('met: It is mapped to PD-APP, PD-API.');
  });
  it('is not when PagerDuty lacks one, or it names none', () => {
    expect(detailOf('api', both.slice(0, 1))).toBe('unmet: PagerDuty has no service PD-API.');
    expect(detailOf('jobs', both)).toBe('unmet: It is mapped to no PagerDuty service.');
  });
});

describe('an escalation policy', () => {
  it.each([
    [0, 'unmet', 'It has 0 levels.'],
    [1, 'unmet', 'It has 1 level.'],
    [2, 'met', 'It has 2 levels.'],
    [3, 'met', 'It has 3 levels.'],
  ] as const)('of %d levels: %s', (levels, result, detail) => {
    const given = setup({ policies: [policy('PE', levels)], policyUrls: new Map([['PE', 'https://x.example/PE']]) });
    const { last, probe } = found(given);
    expect(last('escalation_two_levels', 'PE')).toEqual({ at: at(1), result, detail });
    expect(probe('escalation_two_levels', 'PE')?.url).toBe('https://x.example/PE');
  });

  it('that gets its second level is found so from then on, and not before', () => {
    const { store } = found(setup({ policies: [policy('PE', 1)] }));
    found(setup({ policies: [policy('PE', 1)] }), at(2), store);
    found(setup({ policies: [policy('PE', 2)] }), at(3), store);
    const { history, update } = createHistory(config, store);
    update();
    const asOf = (instant: number) => history.finding('escalation_two_levels', 'PE', instant)?.result;
    expect([asOf(at(1)), asOf(at(1) + 1), asOf(at(3)), asOf(at(3) + 1)]).toEqual([undefined, 'unmet', 'unmet', 'met']);
    // Read on days 1, 2 and 3; PagerDuty is read again an hour later.
    expect(history.signal('pagerduty_probes')).toEqual({ completeFromAt: at(1), watermarkAt: at(3) + hour });
  });
});
