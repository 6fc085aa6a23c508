import { mkdirSync, mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signalSpan } from '../../../exporter/history/signals.ts';
import { createSurveySource } from '../../../exporter/sources/survey/source.ts';
import { sourceState } from '../../../exporter/sources/source.ts';
import type { Source } from '../../../exporter/sources/source.ts';
import { at, configuration, hour } from '../../history/organisation.ts';
import { questions, wave } from '../../metrics/devex/surveys.ts';
import { never, testContext } from '../context.ts';

const header = 'audience,wave,team,respondent,question,score\n';
const good = (score: number) => `${header}engineering,q1,web,1,deploy_ease,${score}\n`;
const bad = `${header}engineering,q1,web,1,deploy_ease,9\n`;
const waves = [wave('q1', at(10)), wave('q2', at(40))];

let folder: string;
let world: ReturnType<typeof testContext>;
let source: Source;
const configured = (more: Partial<{ waves: typeof waves }> = {}) =>
  configuration({ surveys: { folder, schedule: '* * * * *', waves, questions, ...more } });

/** A file as of a second, so that no two versions look alike. */
let seconds = 1_000;
function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), ++seconds, seconds);
}
const scoreOf = (id: string) => world.store.get('survey_wave', id)?.answers[0]?.scores[0];
const problemsOf = (name: string) => world.store.get('survey_file', name)?.problems;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clockspeed-surveys-'));
  world = testContext(at(50));
  source = createSurveySource(configured(), world.context);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder of surveys', () => {
  it('is read whole, and is complete from the beginning of time', async () => {
    write('b.csv', good(4));
    write('.hidden.csv', bad);
    write('notes.txt', bad);
    await source.poll(never);
    expect(scoreOf('engineering/q1')).toBe(4);
    expect(world.store.get('survey_wave', 'engineering/q1')?.file).toBe('b.csv');
    expect(world.store.count('survey_file')).toBe(1);
    expect(world.warnings).toEqual([]);
    expect(sourceState(world.store, 'surveys')).toEqual({
      completeFromAt: 0,
      watermarkAt: at(50),
      lastSuccessAt: at(50),
      progress: 1,
    });
  });
  it('is not read again where nothing changed', async () => {
    write('a.csv', good(4));
    await source.poll(never);
    const seq = world.store.lastSeq();
    await source.poll(never);
    expect([world.outcomes, world.store.lastSeq()]).toEqual([['ok'], seq]);
  });
  it('is read again where a file changed, or what it is checked against', async () => {
    write('a.csv', good(4));
    await source.poll(never);
    write('a.csv', good(2));
    await source.poll(never);
    expect(scoreOf('engineering/q1')).toBe(2);
    await createSurveySource(configured({ waves: waves.slice(0, 1) }), world.context).poll(never);
    expect(world.outcomes).toEqual(['ok', 'ok', 'ok']);
  });
  it('refuses a malformed file whole, says where, and tells it once', async () => {
    write('a.csv', `${bad}engineering,q1,web,2,deploy_ease,3\n`);
    await source.poll(never);
    world.clock.at = at(51);
    await source.poll(never);
    expect(world.store.count('survey_wave')).toBe(0);
    expect(world.store.get('survey_file', 'a.csv')).toMatchObject({
      problems: [{ line: 2, reason: 'score is not a whole number from 1 to 5' }],
      refusedAt: at(50),
      isEarlierKept: false,
    });
    expect(world.warnings).toEqual(['survey file refused whole']);
    expect(sourceState(world.store, 'surveys').watermarkAt).toBe(at(51));
  });
  it('leaves what was read before in the place of a file that went wrong, until it is right again', async () => {
    write('a.csv', good(4));
    await source.poll(never);
    write('a.csv', bad);
    await source.poll(never);
    expect(scoreOf('engineering/q1')).toBe(4);
    expect(world.store.get('survey_file', 'a.csv')?.isEarlierKept).toBe(true);
    write('a.csv', good(2));
    await source.poll(never);
    expect(scoreOf('engineering/q1')).toBe(2);
    expect(world.store.get('survey_file', 'a.csv')).toMatchObject({ problems: [], refusedAt: null, isEarlierKept: false }); // prettier-ignore
  });
  it('reads the other files beside one that is refused', async () => {
    write('a.csv', bad);
    write('b.csv', `${header}engineering,q2,web,1,deploy_ease,3\n`);
    await source.poll(never);
    expect([scoreOf('engineering/q1'), scoreOf('engineering/q2')]).toEqual([undefined, 3]);
  });
  it('takes a survey from one file, and from another only when that is gone', async () => {
    write('a.csv', good(4));
    write('b.csv', good(2));
    await source.poll(never);
    expect(scoreOf('engineering/q1')).toBe(4);
    expect(problemsOf('b.csv')).toEqual([{ line: 0, reason: 'its answers were read from a.csv already' }]);
    unlinkSync(join(folder, 'a.csv'));
    await source.poll(never);
    expect(scoreOf('engineering/q1')).toBe(2);
    expect(problemsOf('b.csv')).toEqual([]);
  });
  it('keeps what was read of a file that is deleted, and refuses it no more', async () => {
    write('a.csv', good(4));
    await source.poll(never);
    write('a.csv', bad);
    await source.poll(never);
    unlinkSync(join(folder, 'a.csv'));
    await source.poll(never);
    expect([scoreOf('engineering/q1'), problemsOf('a.csv')]).toEqual([4, []]);
    write('a.csv', bad);
    await source.poll(never);
    expect(problemsOf('a.csv')).toHaveLength(1);
  });
  it('refuses what is not UTF-8', async () => {
    writeFileSync(join(folder, 'a.csv'), Buffer.from([0x61, 0xff]));
    await source.poll(never);
    expect(problemsOf('a.csv')).toEqual([{ line: 0, reason: 'it is not UTF-8' }]);
  });
  it('refuses a file that cannot be read', async () => {
    mkdirSync(join(folder, 'a.csv'));
    await source.poll(never);
    expect(problemsOf('a.csv')).toEqual([{ line: 0, reason: 'it cannot be read (EISDIR)' }]);
    expect(world.outcomes).toEqual(['failed']);
  });
  it('that cannot be listed is stale at once, and what was known of the past stays known', async () => {
    await source.poll(never);
    rmSync(folder, { recursive: true });
    world.clock.at = at(50, 1);
    await expect(source.poll(never)).rejects.toThrow('surveys: list the folder: ENOENT');
    // Read at day 50, 00:00: with two hours of patience taken off, it is stale from there on.
    expect(signalSpan('surveys', configured(), world.store)).toEqual({
      completeFromAt: 0,
      watermarkAt: at(50) - 2 * hour,
    });
    await expect(source.poll(never)).rejects.toThrow('ENOENT');
    expect(sourceState(world.store, 'surveys').watermarkAt).toBe(at(50) - 2 * hour);
  });
  it('that was never read is not complete', async () => {
    rmSync(folder, { recursive: true });
    await expect(source.poll(never)).rejects.toThrow('ENOENT');
    expect(signalSpan('surveys', configured(), world.store)).toEqual({ completeFromAt: null, watermarkAt: null });
  });
  it('says whether it can be listed', async () => {
    expect(await source.checkAccess(never)).toEqual([{ what: 'list the folder of surveys', ok: true }]);
    rmSync(folder, { recursive: true });
    expect(await source.checkAccess(never)).toMatchObject([{ ok: false, remedy: expect.stringContaining('ENOENT') as string }]); // prettier-ignore
  });
});
