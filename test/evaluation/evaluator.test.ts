import { describe, expect, it } from 'vitest';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { at, configuration, pullRequestOf } from '../history/organisation.ts';

describe('the evaluator', () => {
  const now = at(200, 12, 30);
  /** One pull request that waits for a review since the afternoon before; GitHub was read up to an instant. */
  function reading() {
    const store = createMemoryStore();
    const read = (watermarkAt: number): void => {
      const value = { completeFromAt: at(0), watermarkAt, lastSuccessAt: watermarkAt, progress: 1 };
      store.write({ state: [{ key: sourceStateKey('github'), value }] });
    };
    store.write({
      records: [
        {
          kind: 'repository',
          id: 'acme/app',
          url: 'https://github.com/acme/app',
          defaultBranch: 'main',
          codeOwnersBlob: null,
        },
        pullRequestOf({ number: 1, createdAt: at(199, 14) }),
      ],
    });
    read(at(200, 8));
    const evaluator = new Evaluator(configuration(), store);
    const overdue = async (asOf: number) => {
      const { standings } = await evaluator.evaluate(asOf);
      return standings.find(({ line, team }) => line.id === 'first_review_overdue' && team === 'web')!;
    };
    return { read, overdue };
  }

  it('judges the past again when a source comes back, even if it brings nothing new', async () => {
    const { read, overdue } = reading();
    // Last read at 08:00 and stale after two hours: at 12:30 nobody knows, and what was known at 10:00 is kept.
    const stale = await overdue(now);
    expect(stale.verdict).toMatchObject({ state: 'unknown', why: 'stale' });
    expect(stale.isBreached).toBe(false);
    read(now);
    const fresh = await overdue(now);
    expect(fresh.verdict).toMatchObject({ state: 'breached', value: 1 });
    // 14–17 and 9–10 are 4 business hours: overdue after 10:00, first seen at 11:00.
    expect(fresh.breachedAt).toBe(at(200, 11));
  });
});
