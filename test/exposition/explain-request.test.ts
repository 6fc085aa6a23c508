import { describe, expect, it } from 'vitest';
import { explainRequest } from '../../exporter/exposition/explain-request.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { configuration, team } from '../history/organisation.ts';

const config = configuration({ teams: [team('web'), team('data')] });
const now = Date.parse('2026-06-29T12:00:00Z');
const seriesOf = (query: Record<string, unknown>) => explainRequest(query, catalogue, config, now).series;

describe('a line of policy that is to be explained', () => {
  it('stands for the metric, label, window and statistic that it judges', () => {
    expect(seriesOf({ guardrail: 'restore_not_worse', team: 'web' })).toEqual({
      metric: 'incident_restore_seconds',
      team: 'web',
      label: 'any',
      window: '28d',
      stat: 'mean',
    });
  });
  it('is not mixed with parts that it does not have', () => {
    expect(seriesOf({ guardrail: 'deployment_gap', team: 'data', label: 'P1', window: '7d', stat: 'p90' })).toEqual({
      metric: 'deployment_gap_business_seconds',
      team: 'data',
      label: '',
    });
  });
  it('of the organisation has no team, whichever is named', () => {
    expect(seriesOf({ guardrail: 'unowned_services', team: 'all' })).toMatchObject({
      metric: 'unowned_services',
      team: '',
    });
  });
  it('is explained as of the instant that is asked for', () => {
    const query = { guardrail: 'lead_time', team: 'web', asOf: '2026-06-28T12:00:00.000Z' };
    const { moment } = explainRequest(query, catalogue, config, now);
    // 28 days before 28 June is 31 May.
    expect(new Date(moment.from).toISOString()).toBe('2026-05-31T12:00:00.000Z');
    expect(new Date(moment.asOf).toISOString()).toBe('2026-06-28T12:00:00.000Z');
  });
  it('that does not exist is refused', () => {
    expect(() => seriesOf({ guardrail: 'speed', team: 'web' })).toThrow('guardrail names no line of the policy');
  });
});
