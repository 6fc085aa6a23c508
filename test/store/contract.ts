import { describe, expect, it } from 'vitest';
import type { Commit, DomainRecord, PagerDutyUser, WorkItem, Probe } from '../../exporter/records/index.ts';
import type { Store } from '../../exporter/store/store.ts';

export const commit = (oid: string, parents: readonly string[] = []): Commit => ({
  kind: 'commit',
  id: `acme/shop@${oid}`,
  repository: 'acme/shop',
  oid,
  parents,
  cherryPickOf: null,
  isGone: false,
});
const user = (id: string, email: string): PagerDutyUser => ({ kind: 'pagerduty_user', id, email });
const ids = (rows: Iterable<{ readonly record: DomainRecord }>): string[] => [...rows].map(({ record }) => record.id);

/** What every adapter of the Store port must do. */
export function storeContract(name: string, open: () => Store): void {
  describe(`the store contract, kept by ${name}`, () => {
    it('gives back what was written, by kind and id', () => {
      const store = open();
      store.write({ records: [commit('a1'), user('a1', 'x@example.com')] });
      expect(store.get('pagerduty_user', 'a1')).toEqual(user('a1', 'x@example.com'));
      expect(store.get('commit', 'acme/shop@a1')).toEqual(commit('a1'));
      expect(store.get('commit', 'a1')).toBeUndefined();
      expect([store.has('commit', 'acme/shop@a1'), store.has('commit', 'a1')]).toEqual([true, false]);
    });

    it('keeps a probe with everything that was found, in its order', () => {
      const store = open();
      const probe: Probe = {
        kind: 'probe',
        id: 'reviews_required acme/shop',
        check: 'reviews_required',
        subject: 'acme/shop',
        url: null,
        findings: [
          { at: 1_700_000_000_000, result: 'unknown', detail: 'The token lacks "Administration: read".' },
          { at: 1_700_000_000_001, result: 'met', detail: 'An approving review is required.' },
        ],
      };
      store.write({ records: [probe] });
      expect(store.get('probe', probe.id)).toEqual(probe);
    });

    it('keeps one row an id: the newest version', () => {
      const store = open();
      store.write({ records: [commit('a1')] });
      store.write({ records: [commit('a1', ['p'])] });
      expect(store.get('commit', 'acme/shop@a1')?.parents).toEqual(['p']);
      expect(store.count('commit')).toBe(1);
    });

    it('changes nothing when the same is delivered again, whatever the order of its fields', () => {
      const store = open();
      store.write({ records: [user('u', 'x@example.com')] });
      const before = store.lastSeq();
      store.write({ records: [{ email: 'x@example.com', id: 'u', kind: 'pagerduty_user' }] });
      expect(store.lastSeq()).toBe(before);
      expect([...store.changed('pagerduty_user', before)]).toEqual([]);
    });

    it('streams what changed after a seq, in the order of change, a changed record last', () => {
      const store = open();
      store.write({ records: [commit('a'), commit('b'), commit('c')] });
      const seen = store.lastSeq();
      store.write({ records: [commit('d'), commit('a', ['z'])] });
      expect(ids(store.changed('commit', seen))).toEqual(['acme/shop@d', 'acme/shop@a']);
      expect(ids(store.changed('commit', 0))).toEqual(['acme/shop@b', 'acme/shop@c', 'acme/shop@d', 'acme/shop@a']);
    });

    it('streams up to a seq, that seq included', () => {
      const store = open();
      store.write({ records: [commit('a'), commit('b')] });
      const upTo = store.lastSeq();
      store.write({ records: [commit('c'), commit('a', ['z'])] });
      expect(ids(store.changed('commit', 0, upTo))).toEqual(['acme/shop@b']); // `a` has moved on and comes next time
      expect(ids(store.changed('commit', upTo))).toEqual(['acme/shop@c', 'acme/shop@a']);
    });

    it('may be written to between two streamed records', () => {
      const store = open();
      store.write({ records: Array.from({ length: 1_203 }, (_, i) => commit(`n${i}`)) });
      let seen = 0;
      for (const { record } of store.changed('commit', 0, store.lastSeq())) {
        seen += 1;
        store.write({ counted: [{ counter: 'c', id: record.id, labels: {}, at: 1 }] });
      }
      expect(seen).toBe(1_203);
      expect(store.counts('c', 2)).toEqual([{ labels: {}, count: 1_203 }]);
    });

    it('keeps state by key, and writes it with the rows or not at all', () => {
      const store = open();
      expect(store.state('source/github')).toBeUndefined();
      store.write({ records: [commit('a')], state: [{ key: 'source/github', value: { watermarkAt: 7 } }] });
      const bad = { ...commit('b'), parents: [Number.NaN] } as unknown as Commit;
      const torn = { records: [commit('c'), bad], state: [{ key: 'source/github', value: { watermarkAt: 8 } }] };
      expect(() => store.write(torn)).toThrow(/NaN/);
      expect(store.state('source/github')).toEqual({ watermarkAt: 7 });
      expect(store.has('commit', 'acme/shop@c')).toBe(false);
      expect(store.count('commit')).toBe(1);
    });

    it('counts an event once and never takes it back, and counts as of an instant strictly', () => {
      const store = open();
      const event = (id: string, outcome: string, at: number) => ({
        counter: 'deployments',
        id,
        labels: { outcome },
        at,
      });
      store.write({ counted: [event('1', 'succeeded', 10), event('2', 'succeeded', 20), event('3', 'failed', 20)] });
      store.write({ counted: [event('2', 'failed', 5), { ...event('9', 'failed', 1), counter: 'incidents' }] });
      expect(store.counts('deployments', 20)).toEqual([{ labels: { outcome: 'succeeded' }, count: 1 }]); // 20 < 20 is false
      expect(store.counts('deployments', 21)).toEqual([
        { labels: { outcome: 'failed' }, count: 1 },
        { labels: { outcome: 'succeeded' }, count: 2 },
      ]);
    });

    it('gives what was counted from an instant to before another, in the order of time', () => {
      const store = open();
      const event = (id: string, at: number) => ({ counter: 'deployments', id, labels: { outcome: id }, at });
      store.write({ counted: [event('d', 30), event('c', 20), event('b', 20), event('a', 10)] });
      store.write({ counted: [{ ...event('e', 20), counter: 'incidents' }] });
      expect(store.counted('deployments', 10, 30)).toEqual([event('a', 10), event('b', 20), event('c', 20)]);
      expect(store.counted('deployments', 11, 20)).toEqual([]);
    });

    it('gives back a work item with everything that happened to it', () => {
      const store = open();
      const item: WorkItem = {
        kind: 'work_item',
        id: 'acme/shop#7',
        repository: 'acme/shop',
        number: 7,
        url: 'https://github.example/acme/shop/issues/7',
        title: 'Slow – “very”',
        body: 'Due: 2026-01-09\r\n',
        assignees: [{ login: 'ann', type: 'User' }],
        createdAt: 1,
        updatedAt: 6,
        closedAt: 5,
        labels: ['P1', 'in progress'],
        milestone: { title: 'Q1', dueOn: null },
        dues: [
          { at: 1, on: null },
          { at: 2, on: '2026-01-09' },
        ],
        parent: null,
        events: [
          { type: 'labeled', at: 1, label: 'P1' },
          { type: 'assigned', at: 2, assignee: null },
          { type: 'milestoned', at: 3, milestone: 'Q1', dueOn: '2026-01-31' },
          { type: 'closed', at: 5 },
        ],
      };
      store.write({ records: [item] });
      expect(store.get('work_item', 'acme/shop#7')).toEqual(item);
      expect([...store.changed('work_item', 0)].map(({ record }) => record)).toEqual([item]);
    });

    it('hands out copies: changing one changes nothing in the store', () => {
      const store = open();
      store.write({ records: [commit('a', ['p'])] });
      (store.get('commit', 'acme/shop@a')!.parents as string[]).push('q');
      expect(store.get('commit', 'acme/shop@a')?.parents).toEqual(['p']);
    });
  });
}
