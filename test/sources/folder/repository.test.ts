import { afterEach, describe, expect, it } from 'vitest';
import { sourceState } from '../../../exporter/sources/source.ts';
import { describe as described } from '../../../exporter/evaluation/explanation.ts';
import { hour } from '../../history/organisation.ts';
import { never } from '../context.ts';
import { atGitHub, bad, good, minute, startAt } from './at-github.ts';

let world: Awaited<ReturnType<typeof atGitHub>>;
afterEach(() => world.server.close());
const scoreOf = (id = 'engineering/q1') => world.store.get('survey_wave', id)?.answers[0]?.scores[0];
const fileOf = (name: string) => world.store.get('survey_file', name);
const later = (ms: number): void => void (world.clock.at += ms);
const page = 'https://github.com/acme/people/blob/HEAD/surveys';

describe('a folder of a repository', () => {
  it('is read whole, by two requests beside the question for its head, with the records of a folder here', async () => {
    const files = { 'surveys/a.csv': good(4), 'surveys/b.csv': good(2, 'q2'), 'README.md': 'x', 'surveys/.c.csv': bad };
    world = await atGitHub({ ...files, 'surveys/old/d.csv': bad, 'surveys/notes.txt': 'x' });
    const { surveys, warnings } = world.started();
    expect(await world.costOf(() => surveys.poll(never))).toBe(3);
    expect([scoreOf(), scoreOf('engineering/q2'), world.store.count('survey_file')]).toEqual([4, 2, 2]);
    expect(world.store.get('survey_wave', 'engineering/q1')?.file).toBe('a.csv');
    expect(fileOf('a.csv')).toMatchObject({ url: `${page}/a.csv`, problems: [], refusedAt: null });
    expect(warnings).toEqual([]);
    const whole = { completeFromAt: 0, watermarkAt: startAt, lastSuccessAt: startAt, progress: 1 };
    expect(sourceState(world.store, 'surveys')).toEqual(whole);
  });
  it('is read in its root, and on a branch', async () => {
    world = await atGitHub({ 'a.csv': good(4) }, { path: '', ref: 'release/1' });
    world.commit({ 'a.csv': good(4) }, { name: 'release/1' });
    await world.started().surveys.poll(never);
    expect(scoreOf()).toBe(4);
    expect(fileOf('a.csv')?.url).toBe('https://github.com/acme/people/blob/release/1/a.csv');
  });
  it('refuses a malformed file whole, with its line and its page, since the commit', async () => {
    world = await atGitHub({ 'surveys/a b#.csv': bad, 'surveys/b.csv': good(2, 'q2') });
    const { surveys, warnings } = world.started();
    await surveys.poll(never);
    expect([scoreOf(), scoreOf('engineering/q2')]).toEqual([undefined, 2]);
    const refused = { problems: [{ line: 3, reason: 'score is not a whole number from 1 to 5' }] };
    // It was committed a minute before it was read.
    expect(fileOf('a b#.csv')).toMatchObject({ ...refused, refusedAt: startAt - minute, isEarlierKept: false });
    expect(described({ kind: 'survey_file', id: 'a b#.csv' }, world.store, world.config)).toEqual({
      title: 'a b#.csv: line 3: score is not a whole number from 1 to 5',
      url: `${page}/a%20b%23.csv?plain=1#L3`,
    });
    later(11 * minute);
    await surveys.poll(never);
    expect(fileOf('a b#.csv')?.refusedAt).toBe(startAt - minute);
    expect(warnings).toEqual(['survey file refused whole']);
  });
  it('dates no refusal into the future, whatever clock the commit had, nor before other rules were the cause', async () => {
    world = await atGitHub({});
    world.commit({ 'surveys/a.csv': bad, 'surveys/b.csv': good(2, 'q2') }, { committedAt: startAt + hour });
    await world.started().surveys.poll(never);
    expect(fileOf('a.csv')?.refusedAt).toBe(startAt);
    later(hour);
    // Nobody asks for wave q2 any more: the file is as it was.
    Object.assign(world.config, { surveys: { ...world.config.surveys!, waves: [world.config.surveys!.waves[0]!] } });
    await world.started().surveys.poll(never);
    expect(fileOf('b.csv')).toMatchObject({ refusedAt: startAt + hour, isEarlierKept: true });
  });
  it('is asked for what changed only, and follows new, changed, renamed and deleted files', async () => {
    world = await atGitHub({ 'surveys/a.csv': good(4), 'surveys/b.csv': bad });
    const { surveys } = world.started();
    await surveys.poll(never);
    later(11 * minute);
    // A commit beside the folder changes nothing in it: only its head is asked for.
    world.commit({ 'surveys/a.csv': good(4), 'surveys/b.csv': bad, 'README.md': 'x' });
    expect(await world.costOf(() => surveys.poll(never))).toBe(1);
    later(11 * minute);
    world.commit({ 'surveys/a.csv': good(5), 'surveys/b.csv': bad });
    expect(await world.costOf(() => surveys.poll(never))).toBe(3);
    expect(scoreOf()).toBe(5);
    later(11 * minute);
    // Renamed, it has the text that is known; deleted, it is refused no more, and what was read stays.
    world.commit({ 'surveys/c.csv': good(5) });
    expect(await world.costOf(() => surveys.poll(never))).toBe(2);
    expect([scoreOf(), world.store.get('survey_wave', 'engineering/q1')?.file]).toEqual([5, 'c.csv']);
    expect(fileOf('b.csv')?.problems).toEqual([]);
    later(11 * minute);
    world.commit({ 'surveys/notes.txt': 'x' });
    await surveys.poll(never);
    expect(scoreOf()).toBe(5);
  });
  it('leaves what was read before in the place of a file that went wrong, until it is right again', async () => {
    world = await atGitHub({ 'surveys/a.csv': good(4) });
    const { surveys } = world.started();
    await surveys.poll(never);
    world.commit({ 'surveys/a.csv': bad });
    later(11 * minute);
    await surveys.poll(never);
    expect([scoreOf(), fileOf('a.csv')?.isEarlierKept]).toEqual([4, true]);
    world.commit({ 'surveys/a.csv': good(4) });
    later(11 * minute);
    await surveys.poll(never);
    expect(fileOf('a.csv')).toMatchObject({ problems: [], refusedAt: null, isEarlierKept: false });
  });
});

describe('a file of a repository', () => {
  it.each([
    ['that is binary', Buffer.from('audience\0wave'), 'it is binary, and no text'],
    ['that is no UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'it is not UTF-8'],
    // 512,000 bytes are handed out whole; one more, and GitHub cuts the rest off.
    ['that GitHub cuts off', 'x'.repeat(512_001), 'it has 512001 bytes, of which GitHub hands out a part only'],
    ['that is just whole', 'x'.repeat(512_000), 'the first line must be audience,wave,team,respondent,question,score'],
  ])('%s is refused whole, and the others are read', async (_, content, reason) => {
    world = await atGitHub({ 'surveys/a.csv': content, 'surveys/b.csv': good(3) });
    await world.started().surveys.poll(never);
    expect(fileOf('a.csv')?.problems.map((problem) => problem.reason)).toEqual([reason]);
    expect(scoreOf()).toBe(3);
  }); // prettier-ignore
  it('that an own server cuts off earlier is refused as well', async () => {
    world = await atGitHub({});
    // Header and row are 45 + 35 = 80 bytes; without the last end of line, 79.
    world.commit({ 'surveys/a.csv': good(4), 'surveys/b.csv': good(4, 'q2').trim() }, { mostTextBytes: 79 });
    await world.started().surveys.poll(never);
    const reason = 'it has 80 bytes, of which GitHub hands out a part only';
    expect(fileOf('a.csv')?.problems).toEqual([{ line: 0, reason }]);
    expect([scoreOf(), scoreOf('engineering/q2')]).toEqual([undefined, 4]);
  });
  it('that is a symbolic link is refused, and one with a byte order mark is not', async () => {
    world = await atGitHub({ 'surveys/a.link.csv': 'b.csv', 'surveys/b.csv': `\uFEFF${good(3)}` });
    await world.started().surveys.poll(never);
    expect(fileOf('a.link.csv')?.problems).toEqual([{ line: 0, reason: 'it is a symbolic link' }]);
    expect(scoreOf()).toBe(3);
  });
  it('is asked for with others, but not with too many at once', async () => {
    // Head, names, and texts: of 60 files 50 and 10; of 3 files of 400,000 bytes two (800,000) and one.
    const many = Array.from({ length: 60 }, (_, n) => [`surveys/${n}.csv`, `${bad}${n}`] as const);
    world = await atGitHub(Object.fromEntries(many));
    expect(await world.costOf(() => world.started().surveys.poll(never))).toBe(4);
    const large = [1, 2, 3].map((n) => [`surveys/${n}.csv`, String(n).repeat(400_000)] as const);
    world.commit(Object.fromEntries(large));
    expect(await world.costOf(() => world.started().surveys.poll(never))).toBe(4);
  });
});
