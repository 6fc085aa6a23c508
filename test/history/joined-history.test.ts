import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import type { Store } from '../../exporter/store/store.ts';
import { Organisation, at, pullRequestOf } from './organisation.ts';

describe('an update', () => {
  it('names everything at first, and nothing when nothing changed', () => {
    const org = new Organisation();
    org.deployment({ id: 'd', finishedAt: at(1) });
    org.history();
    const named = org.changed.map(({ kind, id }) => `${kind} ${id}`);
    expect(named.sort()).toEqual(['service app', 'service_deployment d/app', 'team core', 'team web']);
    org.history();
    expect(org.changed).toEqual([]);
  });

  it('that broke off is made up for by the next', () => {
    const store = createMemoryStore();
    let isBroken = false;
    const fragile: Store = {
      ...store,
      changed: (kind, after, upTo) => {
        if (isBroken && kind === 'deployment') throw new Error('disk');
        return store.changed(kind, after, upTo);
      },
    };
    const org = new Organisation({}, fragile);
    org.commit('base');
    org.deployment({ commit: 'base', finishedAt: at(1) });
    const id = org.deployment({ commit: 'm1', finishedAt: at(3) });
    org.history();
    isBroken = true;
    org.pullRequest({ number: 1, mergedAt: at(2) });
    expect(() => org.history()).toThrow('disk');
    isBroken = false;
    expect(org.look(id).contents).toEqual({ known: true, pullRequests: ['acme/app#1'] });
  });

  it('tells of a pull request that names one which came later', () => {
    const org = new Organisation();
    org.history();
    org.put(pullRequestOf({ number: 1, body: 'After #2' }));
    org.history();
    org.put(pullRequestOf({ number: 2 }));
    org.history();
    const named = org.changed.filter(({ kind }) => kind === 'pull_request').map(({ id }) => id);
    expect(named.sort()).toEqual(['acme/app#1', 'acme/app#2']);
  });

  it('tells of PagerDuty services when more was read', () => {
    const org = new Organisation();
    org.put({ kind: 'pagerduty_service', id: 'PD', name: 'x', url: 'x', createdAt: at(0), escalationPolicy: null });
    org.history();
    org.read(at(0), at(5));
    org.history();
    expect(org.changed).toEqual([{ kind: 'pagerduty_service', id: 'PD' }]);
  });
});
