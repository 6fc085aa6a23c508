import { afterEach, describe, expect, it } from 'vitest';
import { Self } from '../../../exporter/exposition/self.ts';
import { sourcesJson, sourcesTable } from '../../../exporter/exposition/sources-table.ts';
import { signalSpan } from '../../../exporter/history/signals.ts';
import { sourceState } from '../../../exporter/sources/source.ts';
import { documentOf } from '../../assessment/documents.ts';
import { hour } from '../../history/organisation.ts';
import { never } from '../context.ts';
import { atGitHub, bad, good, minute, startAt } from './at-github.ts';

let world: Awaited<ReturnType<typeof atGitHub>>;
afterEach(() => world.server.close());
const scoreOf = (id = 'engineering/q1') => world.store.get('survey_wave', id)?.answers[0]?.scores[0];
const later = (ms: number): void => void (world.clock.at += ms);
const span = () => signalSpan('surveys', world.config, world.store);
const files = { 'surveys/a.csv': good(4) };

describe('a repository that cannot be read', () => {
  const gone = 'the repository cannot be read: it does not exist, or the token may not see it';
  it.each([
    ['is not there', {}, { repository: 'acme/nothing' }, gone],
    ['may not be seen into', { isHidden: true }, {}, 'the token may not read its contents ("Contents: read")'],
    ['has no such branch', {}, { ref: 'next' }, 'there is no branch or tag "next"'],
    ['has no such folder', {}, { path: 'survey' }, 'there is no such folder on the default branch'],
    ['has a file for a folder', {}, { path: 'surveys/a.csv' }, 'it is a file on the default branch, and no folder'],
    ['has no commit', {}, { repository: 'acme/app' }, 'nothing was committed to it yet'],
  ])('because it %s says so, and makes nothing complete', async (_, branch, more, message) => {
    world = await atGitHub(files, more);
    world.commit(files, branch);
    const { surveys } = world.started();
    const told = new RegExp(`^surveys: read the folder "[^"]+" of acme/[a-z]+: ${message.replace(/[()]/g, '\\$&')}$`);
    await expect(surveys.poll(never)).rejects.toThrow(told);
    expect(span()).toEqual({ completeFromAt: null, watermarkAt: null });
    const [check] = await surveys.checkAccess(never);
    expect(check).toMatchObject({ ok: false, what: expect.stringContaining(message) as string });
    expect(check?.remedy).toMatch(/Contents: read|Correct|Commit|Let path/);
  });
  it('is asked for a permission by name', async () => {
    world = await atGitHub(files);
    expect(await world.started().surveys.checkAccess(never)).toEqual([
      { what: 'read surveys from the folder "surveys" of acme/people', ok: true },
    ]);
    world.commit(files, { isHidden: true });
    expect(await world.started().surveys.checkAccess(never)).toMatchObject([
      { ok: false, remedy: 'Grant "Contents: read" for acme/people' },
    ]);
  });
  it('is told on the page at / and to programs, in these words', async () => {
    world = await atGitHub(files, { repository: 'acme/nothing' });
    const self = new Self(world.config, world.store, '0', 'hash');
    const poll = world.started().surveys.poll(never);
    const error = await poll.then(String, ({ message }: Error) => message);
    self.polled('surveys', 0, error);
    expect(error).toBe(`surveys: read the folder "surveys" of acme/nothing: ${gone}`);
    const page = sourcesTable(self.sources, world.store);
    expect(page).toContain(`✗ down, first sync 0 %<br><span class="soft">${error.replaceAll('"', '&quot;')}</span>`);
    const [forPrograms] = sourcesJson(self.sources, world.store).filter(({ name }) => name === 'surveys');
    expect(forPrograms).toMatchObject({ isUp: false, error, readUpTo: null });
  });
  it('any longer is stale at once, is asked again with each poll, and keeps what was read', async () => {
    world = await atGitHub(files);
    const { surveys } = world.started();
    await surveys.poll(never);
    later(11 * minute);
    world.branches.length = 0;
    await expect(surveys.poll(never)).rejects.toThrow('cannot be read');
    // Read at the start: with two hours of patience taken off, it is stale from there on.
    const stale = { completeFromAt: 0, watermarkAt: startAt - 2 * hour };
    expect([span(), scoreOf()]).toEqual([stale, 4]);
    expect(await world.costOf(() => surveys.poll(never).catch(() => undefined))).toBe(1);
    expect(span()).toEqual(stale);
    world.commit(files);
    await surveys.poll(never);
    expect(span()).toEqual({ completeFromAt: 0, watermarkAt: world.clock.at });
  });
});

describe('a GitHub that does not answer', () => {
  it('leaves the source as fresh as its last good reading, and no fresher', async () => {
    world = await atGitHub(files);
    const { surveys } = world.started();
    await surveys.poll(never);
    later(11 * minute);
    world.server.fail('http_502', 6);
    await expect(surveys.poll(never)).rejects.toThrow(/^surveys: list the folder: github: folder: answered 502$/);
    expect(sourceState(world.store, 'surveys')).toMatchObject({ watermarkAt: startAt, lastSuccessAt: startAt });
    await surveys.poll(never);
    expect(sourceState(world.store, 'surveys').watermarkAt).toBe(startAt + 11 * minute);
  });
  it('is told with the token that it does not accept, without showing it', async () => {
    world = await atGitHub(files);
    world.server.fail('http_401');
    const told = await world.started().surveys.checkAccess(never);
    expect(told).toMatchObject([{ ok: false, what: expect.stringContaining('the token is not accepted (401)') as string }]); // prettier-ignore
    expect(JSON.stringify(told)).not.toContain('demo-github-token');
  });
  it('for a budget that is used up is left alone until it has another', async () => {
    world = await atGitHub(files);
    const { surveys, slept, outcomes } = world.started();
    world.server.fail('http_429_with_reset');
    await surveys.poll(never);
    expect([slept, outcomes, scoreOf()]).toEqual([[7_000], ['rate_limited', 'ok', 'ok', 'ok'], 4]);
  });
  it.each([1, 2, 3])('at request %i takes nothing, and the next process begins again', async (request) => {
    world = await atGitHub({ ...files, 'surveys/b.csv': bad, 'surveys/c.csv': good(2, 'q2') });
    const { surveys } = world.started();
    const stop = new AbortController();
    const { query } = stopAt(request, stop);
    const poll = surveys.poll(stop.signal);
    await query;
    await expect(poll).rejects.toThrow();
    expect([world.store.count('survey_wave'), world.store.count('survey_file'), span()]).toEqual([
      0,
      0,
      { completeFromAt: null, watermarkAt: null },
    ]);
    await world.started().surveys.poll(never);
    expect([scoreOf(), scoreOf('engineering/q2'), world.store.count('survey_file')]).toEqual([4, 2, 3]);
  });

  /** The request of this number is never answered, and the process ends meanwhile. */
  function stopAt(request: number, stop: AbortController) {
    const before = world.server.spent.requests;
    const query = (async () => {
      while (world.server.spent.requests < before + request - 1) await new Promise((resolve) => setImmediate(resolve));
      world.server.fail('hang');
      while (world.server.spent.requests < before + request) await new Promise((resolve) => setImmediate(resolve));
      stop.abort();
    })();
    return { query };
  }
});

describe('what GitHub is asked anyhow', () => {
  const everything = { ...files, 'assessments/2026-Q1/web.md': documentOf({ security: 2 }) };
  const pollAll = async (all: ReturnType<typeof world.started>) => {
    await all.github.poll(never);
    await all.surveys.poll(never);
    await all.assessments.poll(never);
  };
  it('tells of folders, too: nothing more is asked where nothing has changed', async () => {
    world = await atGitHub(everything);
    const all = world.started();
    await pollAll(all);
    later(5 * minute);
    expect(await world.costOf(() => pollAll(all))).toBe(1);
    expect(sourceState(world.store, 'surveys').watermarkAt).toBe(startAt + 5 * minute);
    // For an hour, every five minutes: 12 polls, 12 requests.
    const hourly = async () => {
      for (let poll = 0; poll < 12; poll += 1) {
        later(5 * minute);
        await pollAll(all);
      }
    };
    expect(await world.costOf(hourly)).toBe(12);
  });
  it('tells of a change, which is read with the next poll', async () => {
    world = await atGitHub(everything);
    const all = world.started();
    await pollAll(all);
    later(5 * minute);
    world.commit({ ...everything, 'surveys/a.csv': good(5) });
    // The heads; names and text of the surveys; and nothing of the assessments.
    expect(await world.costOf(() => pollAll(all))).toBe(3);
    expect(scoreOf()).toBe(5);
  });
  it('is enough where the sources poll at the same moment, and each is told of the poll before', async () => {
    world = await atGitHub(everything);
    const all = world.started();
    const together = () => Promise.all([all.github.poll(never), all.surveys.poll(never), all.assessments.poll(never)]);
    await together();
    let cost = 0;
    for (let poll = 0; poll < 6; poll += 1) {
      later(5 * minute);
      cost += await world.costOf(together);
    }
    expect(cost).toBe(6);
  });
  it('does not hide that a folder is gone', async () => {
    world = await atGitHub(everything);
    const all = world.started();
    await pollAll(all);
    later(5 * minute);
    world.commit({ 'README.md': 'x' });
    await all.github.poll(never);
    await expect(all.surveys.poll(never)).rejects.toThrow('there is no such folder on the default branch');
    later(5 * minute);
    await all.github.poll(never);
    await expect(all.surveys.poll(never)).rejects.toThrow('there is no such folder on the default branch');
  });
});

describe('assessments in a repository', () => {
  it('are read from its quarters, refused with line and page, and taken when their time has come', async () => {
    world = await atGitHub({
      'assessments/2026-Q1/web.md': documentOf({ security: 2 }),
      'assessments/2026-Q2/web.md': documentOf({ security: 2 }, { quarter: '2026-Q2', assessedAt: startAt + hour }),
      'assessments/2026-Q1/drafts/web.md': 'none',
      'assessments/README.md': 'none',
    });
    const { assessments } = world.started();
    await assessments.poll(never);
    expect(world.store.get('assessment', '2026-Q1/web.md')?.dimensions).toHaveLength(5);
    expect(world.store.count('assessment_file')).toBe(2);
    const second = () => world.store.get('assessment_file', '2026-Q2/web.md');
    expect(second()).toMatchObject({
      problems: [{ line: 5, reason: 'assessedAt is in the future' }],
      refusedAt: startAt - minute,
      url: 'https://github.com/acme/people/blob/HEAD/assessments/2026-Q2/web.md',
    });
    later(hour);
    // Nothing has changed but the time: the head is asked for, and what is known is looked at again.
    expect(await world.costOf(() => assessments.poll(never))).toBe(1);
    expect([second()?.problems, world.store.count('assessment')]).toEqual([[], 2]);
  });
});
