import { describe, expect, it } from 'vitest';
import { hintOf } from '../../exporter/exposition/explain-hint.ts';
import { standardLabels } from '../history/organisation.ts';
import { listen } from './listening.ts';

const workItems = {
  ...standardLabels,
  kinds: { ...standardLabels.kinds, decision: ['resolved', 'agreed'] },
  feeds: { ...standardLabels.feeds, budget: ['goes to <money>'] },
};

describe('what makes a decision count', () => {
  it('is said in the labels of the configuration', () => {
    const hint = hintOf('governance_decisions', { workItems });
    expect(hint).toContain('an issue with the label “resolved” or “agreed”.');
    expect(hint).toContain('roadmap by “feeds:roadmap”, budget by “goes to <money>”, staffing by “feeds:staffing”, training by “feeds:training”.'); // prettier-ignore
    expect(hint).toContain('it has reached no plan (nowhere)');
    expect(hint).toContain('opened more than 14 days ago');
    expect(hintOf('governance_decisions_unplanned', { workItems })).toBe(hint);
  });
  it('is not said of what its definition says it all of, nor where no issues are read', () => {
    expect(hintOf('leadership_duties_open', { workItems })).toBe(undefined);
    expect(hintOf('governance_decisions', { workItems: null })).toBe(undefined);
  });
  it('stands where the number is explained, for people and for programs', async () => {
    const explain = () => Promise.resolve({ value: { value: 1 }, facts: [], excluded: [] });
    const { fetch: ask } = await listen({ config: { workItems }, explain });
    const query = '/explain?metric=governance_decisions&label=nowhere&window=90d';
    expect(await (await ask(query)).text()).toContain('budget by “goes to &lt;money&gt;”');
    const answer = (await (await ask(`${query}&format=json`)).json()) as { hint?: string };
    expect(answer.hint).toBe(hintOf('governance_decisions', { workItems }));
    expect(await (await ask('/explain?metric=pages&team=all&format=json')).json()).not.toHaveProperty('hint');
  });
});
