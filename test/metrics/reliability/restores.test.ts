import { describe, expect, it } from 'vitest';
import { restoresOf } from '../../../exporter/metrics/reliability/restores.ts';
import type { IncidentView } from '../../../exporter/history/history.ts';
import { at, incident } from '../incident-fixture.ts';

const view = (...open: (readonly [string, string | null])[]): IncidentView => ({
  priority: 'P1',
  teams: ['analytics'],
  services: [],
  recursAfter: [],
  isMerged: false,
  retro: null,
  review: null,
  open: open.map(([from, to]) => ({ from: at(from), to: to === null ? Infinity : at(to) })),
});
const created = '2026-03-02T10:00Z';

describe('the restores of an incident', () => {
  it('is one, from creation to resolve', () => {
    expect(restoresOf(incident(created, []), view([created, '2026-03-02T11:30Z']))).toEqual([
      {
        startedAt: at(created),
        resolves: [{ at: at('2026-03-02T11:30Z'), known: { from: at('2026-03-02T11:30Z'), to: Infinity } }],
      },
    ]);
  });
  it('has no resolve while it is open', () => {
    expect(restoresOf(incident(created, []), view([created, null]))).toEqual([
      { startedAt: at(created), resolves: [] },
    ]);
  });
  it('is the same when reopened 24 h after its resolve, and the earlier resolve stands until then', () => {
    const [first, reopened, last] = ['2026-03-02T11:00Z', '2026-03-03T11:00Z', '2026-03-03T12:00Z'];
    expect(restoresOf(incident(created, []), view([created, first], [reopened, last]))).toEqual([
      {
        startedAt: at(created),
        resolves: [
          { at: at(first), known: { from: at(first), to: at(reopened) } },
          { at: at(last), known: { from: at(last), to: Infinity } },
        ],
      },
    ]);
  });
  it('is a new one when reopened a millisecond later than that', () => {
    const [first, reopened, last] = ['2026-03-02T11:00Z', '2026-03-03T11:00:00.001Z', '2026-03-03T12:00Z'];
    const restores = restoresOf(incident(created, []), view([created, first], [reopened, last]));
    expect(restores.map(({ startedAt, resolves }) => [startedAt, resolves.map((resolve) => resolve.at)])).toEqual([
      [at(created), [at(first)]],
      [at(reopened), [at(last)]],
    ]);
    expect(restores[0]!.resolves[0]!.known.to).toBe(Infinity);
  });
  it('takes every earlier resolve of the same restore back, one after the other', () => {
    // 10–11, 12–13, 14–…: both resolves end with the reopening that follows.
    const restores = restoresOf(
      incident(created, []),
      view([created, '2026-03-02T11:00Z'], ['2026-03-02T12:00Z', '2026-03-02T13:00Z'], ['2026-03-02T14:00Z', null]),
    );
    expect(restores).toHaveLength(1);
    expect(restores[0]!.resolves.map(({ known }) => known.to)).toEqual([
      at('2026-03-02T12:00Z'),
      at('2026-03-02T14:00Z'),
    ]);
  });
});
