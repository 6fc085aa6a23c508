import { describe, expect, it } from 'vitest';
import { pagesOf } from '../../../exporter/metrics/on-call/paged-responders.ts';
import { at, entry, incident } from '../incident-fixture.ts';

const notify = (when: string, user: string | null, channel: 'push' | 'sms' | 'phone' | 'email' | null) =>
  entry('notify', when, { user, channel });
const pages = (...entries: ReturnType<typeof entry>[]) =>
  pagesOf(incident('2026-03-02T10:00Z', entries)).map(({ at: when, user }) => [user, when]);

describe('the pages of an incident', () => {
  it('are pushes, texts and calls; an e-mail wakes nobody', () => {
    expect(
      pages(
        notify('2026-03-02T10:00Z', 'U1', 'push'),
        notify('2026-03-02T10:01Z', 'U2', 'email'),
        notify('2026-03-02T10:02Z', 'U3', 'sms'),
        notify('2026-03-02T10:03Z', 'U4', 'phone'),
      ).map(([user]) => user),
    ).toEqual(['U1', 'U3', 'U4']);
  });
  it('count a responder again 30 minutes after the last counted page, not a millisecond before', () => {
    // 10:00 counts; 10:29:59.999 does not; 10:30 does.
    expect(
      pages(
        notify('2026-03-02T10:00Z', 'U1', 'push'),
        notify('2026-03-02T10:29:59.999Z', 'U1', 'phone'),
        notify('2026-03-02T10:30Z', 'U1', 'phone'),
      ),
    ).toEqual([
      ['U1', at('2026-03-02T10:00Z')],
      ['U1', at('2026-03-02T10:30Z')],
    ]);
  });
  it('measure from the last counted page: ringing on does not postpone the next', () => {
    // 10:00 counts, 10:20 not, 10:40 is 40 minutes after the last counted one though 20 after the last ring.
    expect(
      pages(
        notify('2026-03-02T10:00Z', 'U1', 'push'),
        notify('2026-03-02T10:20Z', 'U1', 'push'),
        notify('2026-03-02T10:40Z', 'U1', 'push'),
      ),
    ).toHaveLength(2);
  });
  it('are counted a responder each', () => {
    expect(pages(notify('2026-03-02T10:00Z', 'U1', 'push'), notify('2026-03-02T10:05Z', 'U2', 'push'))).toHaveLength(2);
  });
  it('need a responder', () => {
    expect(
      pages(notify('2026-03-02T10:00Z', null, 'push'), entry('escalate', '2026-03-02T10:01Z', { user: 'U1' })),
    ).toEqual([]);
  });
});
