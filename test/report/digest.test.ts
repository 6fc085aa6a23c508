import { beforeAll, describe, expect, it } from 'vitest';
import { inUnit } from '../../exporter/exposition/explain-page.ts';
import { explainRequest } from '../../exporter/exposition/explain-request.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { isNothing } from '../../exporter/exposition/scorecard-words.ts';
import { whyWords } from '../../report/deck/words.ts';
import { digestMarkdown } from '../../report/digest/markdown.ts';
import { digestOf } from '../../report/digest/week.ts';
import { at, configuration, pullRequestOf, team } from '../history/organisation.ts';
import { endsAt, toldDemo } from './told-demo.ts';

describe('the digest of a team', () => {
  /** Thursday 12:00. */
  const now = at(101, 12);
  function toldOf(mergedAt: readonly number[]) {
    const store = createMemoryStore();
    const value = { completeFromAt: at(0), watermarkAt: now, lastSuccessAt: now, progress: 1 };
    store.write({
      records: [
        { kind: 'repository', id: 'acme/app', url: 'https://x.example', defaultBranch: 'main', codeOwnersBlob: null },
        ...mergedAt.map((merged, index) => pullRequestOf({ number: index + 1, mergedAt: merged })),
      ],
      state: [{ key: sourceStateKey('github'), value }],
    });
    const teams = [team('web', { name: 'Web & [Shop]', members: [{ github: 'ann' }] }), team('core')];
    return new Evaluator(configuration({ teams }), store).told(now);
  }

  it('is of the seven days up to now, beside the seven before, half-open', () => {
    // 94/12:00 begins the week and is in it, 101/12:00 ends it and is not; 94/11:59 and 87/12:00 are of the week before.
    const told = toldOf([at(87, 11, 59), at(87, 12), at(94, 11, 59), at(94, 12), at(99), at(101, 11, 59)]);
    const markdown = digestMarkdown(digestOf(told, 'web', now));
    expect(markdown).toMatch(/^# Web &#38; &#91;Shop&#93;: the week up to 2026-04-16 12:00 UTC\n/);
    expect(markdown).toMatch(/^- Pull requests merged: \[3\]\(\S+\) \(the week before \[2\]\(\S+\), \+1\)$/m);
    // All were ready for an hour.
    expect(markdown).toMatch(
      /^- Ready to merged, median: \[60\.0 min\]\(\S+\) \(the week before \[60\.0 min\]\(\S+\), ±0 %\)$/m,
    );
    // PagerDuty has not been read: nobody knows, and that is not 0.
    expect(markdown).toMatch(
      /^- Pages: \[not measured: not read so far back\]\(\S+\) \(the week before \[not measured: .*\), –\)$/m,
    );
  });

  it('refuses a team that there is not, and names those that there are', () => {
    expect(() => digestOf(toldOf([]), 'shop', now)).toThrow('there is no team "shop"; the teams are web and core');
  });

  describe('of the demo', () => {
    let demo: Awaited<ReturnType<typeof toldDemo>>;
    beforeAll(async () => void (demo = await toldDemo()), 120_000);

    it('says of every number what /explain says, and tells of all that the review looks at', () => {
      const markdown = digestMarkdown(digestOf(demo.told, 'ingestion', endsAt));
      const numbers = [...markdown.matchAll(/\[([^\]]+)\]\((http[^)]+)\)/g)];
      expect(numbers.length).toBeGreaterThan(40);
      for (const [, text, url] of numbers) {
        const query = Object.fromEntries(new URL(url!).searchParams);
        const { metric, series, moment } = explainRequest(query, catalogue, demo.config, endsAt);
        expect(series.team).toBe('ingestion');
        const { value } = demo.evaluator.explain(series, moment);
        expect(`${url}: ${text}`).toBe(
          `${url}: ${'value' in value ? inUnit(value.value, metric) : isNothing(value.absent, metric.unit) ? 'no cases' : `not measured: ${whyWords(value.absent, metric.unit)}`}`,
        );
      }
      const parts = ['Shipped', 'Cycle time', 'Incidents', 'Blockers', 'Work in progress', 'Stale reviews'];
      for (const part of [...parts, 'Experiments', 'Retro actions']) expect(markdown).toContain(`\n## ${part}\n`);
      expect(markdown).toContain('A simulated organisation');
    });

    it('names no person', () => {
      const markdown = digestMarkdown(digestOf(demo.told, 'platform', endsAt)).toLowerCase();
      for (const { members } of demo.config.teams)
        for (const { github } of members) if (github) expect(markdown).not.toContain(github.toLowerCase());
    });
  });
});
