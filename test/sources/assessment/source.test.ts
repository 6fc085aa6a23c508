import { mkdirSync, mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAssessmentSource } from '../../../exporter/sources/assessment/source.ts';
import { sourceState } from '../../../exporter/sources/source.ts';
import type { Source } from '../../../exporter/sources/source.ts';
import { assessed, documentOf } from '../../assessment/documents.ts';
import { at, configuration, hour, team } from '../../history/organisation.ts';
import { never, testContext } from '../context.ts';

let folder: string;
let world: ReturnType<typeof testContext>;
let source: Source;
const configured = (teams = ['web', 'core']) =>
  configuration({
    teams: teams.map((id) => team(id)),
    maturity: { ...configuration().maturity, assessments: { folder, schedule: '* * * * *' } },
  });

/** A file as of a second, so that no two versions look alike. */
let seconds = 1_000;
function write(place: string, text: string | Uint8Array): void {
  const path = join(folder, place);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  utimesSync(path, ++seconds, seconds);
}
const first = '2026-Q1/web.md';
const second = '2026-Q2/web.md';
/** Of the second quarter, on day 180 (4 July). */
const later = { quarter: '2026-Q2', assessedAt: at(180) } as const;
const levelOf = (place: string) =>
  world.store.get('assessment', place)?.dimensions.find(({ dimension }) => dimension === 'security')?.level;
const reasonsOf = (place: string) => world.store.get('assessment_file', place)?.problems.map(({ reason }) => reason);
const kept = (place: string) => world.store.get('assessment_file', place)?.isEarlierKept;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clockspeed-assessments-'));
  world = testContext(at(200));
  source = createAssessmentSource(configured(), world.context);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder of assessments', () => {
  it('is read whole, and is complete from the beginning of time', async () => {
    write(first, documentOf({ security: 2 }));
    write('README.md', 'not an assessment');
    write('2026-Q1/notes.txt', 'not an assessment');
    write('2026-Q1/.web.md', 'not an assessment');
    write('2026-Q1/drafts/web.md', 'not an assessment');
    await source.poll(never);
    expect(levelOf(first)).toBe(2);
    expect([world.store.count('assessment'), world.store.count('assessment_file')]).toEqual([1, 1]);
    expect(sourceState(world.store, 'assessments')).toEqual({
      completeFromAt: 0,
      watermarkAt: at(200),
      lastSuccessAt: at(200),
      progress: 1,
    });
  });
  it('takes what was made before a criterion came, and what is made later not without it', async () => {
    // That no retro is overdue is asked for since the fourth quarter of 2026.
    const without = (knownAt: number) =>
      assessed({ reliability: 4 }).dimensions.map((one) => ({
        ...one,
        evidence: one.evidence
          .filter(({ criterion }) => criterion !== 'retros_held')
          .map((shown) => ({ ...shown, at: knownAt })),
      }));
    world = testContext(at(600));
    source = createAssessmentSource(configured(), world.context);
    write(second, documentOf({}, { ...later, dimensions: without(at(170)) }));
    const after = { team: 'core', quarter: '2027-Q1', assessedAt: at(440) } as const;
    write('2027-Q1/core.md', documentOf({}, { ...after, dimensions: without(at(430)) }));
    await source.poll(never);
    expect([reasonsOf(second), world.store.get('assessment', second)?.quarter]).toEqual([[], '2026-Q2']);
    expect(reasonsOf('2027-Q1/core.md')).toEqual([
      'levels.reliability.level rises to level 4 (it was 1 before) without evidence for retros_held',
    ]);
  });
  it('is not read again where nothing changed, and is where a file or the teams did', async () => {
    write(first, documentOf({ security: 2 }));
    await source.poll(never);
    const seq = world.store.lastSeq();
    await source.poll(never);
    expect([world.outcomes, world.store.lastSeq()]).toEqual([['ok'], seq]);
    write(first, documentOf());
    await source.poll(never);
    expect(levelOf(first)).toBe(1);
    await createAssessmentSource(configured(['core']), world.context).poll(never);
    expect(reasonsOf(first)).toEqual(['team is none of the configured teams']);
  });
  it('refuses a document whole, says where, tells it once, and forgets it when the file is gone', async () => {
    write(first, documentOf().replace('quarterly', 'monthly'));
    await source.poll(never);
    world.clock.at = at(201);
    await source.poll(never);
    expect(world.store.count('assessment')).toBe(0);
    expect(world.store.get('assessment_file', first)).toMatchObject({
      problems: [{ line: 4, reason: 'reason is none of quarterly, post-incident, pre-scale' }],
      refusedAt: at(200),
      isEarlierKept: false,
    });
    expect(world.warnings).toEqual(['assessment refused whole']);
    unlinkSync(join(folder, first));
    await source.poll(never);
    expect(reasonsOf(first)).toEqual([]);
  });
  it('refuses what is no text, and goes on with the rest', async () => {
    write('2026-Q1/core.md', Uint8Array.of(0xff, 0xfe, 0xff));
    write(first, documentOf());
    await source.poll(never);
    expect([reasonsOf('2026-Q1/core.md'), levelOf(first)]).toEqual([['it is not UTF-8'], 1]);
  });
  it('leaves what was read before in the place of a document that went wrong, or is gone', async () => {
    write(first, documentOf({ security: 2 }));
    await source.poll(never);
    write(first, documentOf({ security: 2 }).replace('level: 2', 'level: 3'));
    await source.poll(never);
    expect([levelOf(first), kept(first)]).toEqual([2, true]);
    unlinkSync(join(folder, first));
    await source.poll(never);
    expect(levelOf(first)).toBe(2);
  });
  it('takes a document of the future when its time has come', async () => {
    world.clock.at = at(89, 8);
    write(first, documentOf());
    await source.poll(never);
    expect(reasonsOf(first)).toEqual(['assessedAt is in the future']);
    world.clock.at = at(89, 9);
    await source.poll(never);
    expect([reasonsOf(first), levelOf(first)]).toEqual([[], 1]);
  });
});

describe('a level', () => {
  const withoutEvidence = (text: string): string => text.replace(/evidence:\n( {6}.*\n)+/g, 'evidence: []\n');
  it('rests on the assessment before, in whatever order the files are', async () => {
    write(second, withoutEvidence(documentOf({ security: 2 }, later)));
    await source.poll(never);
    expect(reasonsOf(second)![0]).toMatch(/^levels.security.level rises to level 2 \(it was 1 before\)/);
    // Now it is no rise any more: nothing of the refused file has changed.
    write(first, documentOf({ security: 2 }));
    await source.poll(never);
    expect([levelOf(second), reasonsOf(second)]).toEqual([2, []]);
  });
  it('that was shown is refused again when what it rested on is corrected, and stays until it is corrected, too', async () => {
    write(first, documentOf({ security: 2 }));
    write(second, withoutEvidence(documentOf({ security: 2 }, later)));
    await source.poll(never);
    write(first, documentOf());
    await source.poll(never);
    expect([levelOf(first), levelOf(second), kept(second)]).toEqual([1, 2, true]);
    expect(reasonsOf(second)).toHaveLength(1);
  });
  it('does not rest on another team’s assessment, nor on a later one', async () => {
    write('2026-Q1/core.md', documentOf({ security: 2 }, { team: 'core' }));
    write(second, documentOf({ security: 2 }, later));
    write(first, withoutEvidence(documentOf({ security: 2 })));
    await source.poll(never);
    expect(reasonsOf(first)).toHaveLength(1);
    expect([levelOf('2026-Q1/core.md'), levelOf(second)]).toEqual([2, 2]);
  });
  it('does not rest on one of an older quarter that was written later', async () => {
    write('2025-Q4/web.md', documentOf({ security: 2 }, { quarter: '2025-Q4' }));
    write(second, withoutEvidence(documentOf({ security: 2 }, later)));
    await source.poll(never);
    expect(reasonsOf(second)).toEqual([]);
    // Nobody could have known of it when the second was written; it rests on that of 2025 itself.
    write(first, documentOf({}, { assessedAt: at(190) }));
    await source.poll(never);
    expect([reasonsOf(first), reasonsOf(second), levelOf(second)]).toEqual([[], [], 2]);
  });
});

describe('a folder that cannot be read', () => {
  it('makes the source stale at once, and check-config says so', async () => {
    await source.poll(never);
    rmSync(folder, { recursive: true });
    await expect(source.poll(never)).rejects.toThrow('assessments: list the folder: ENOENT');
    // Two hours are the staleness that is configured.
    expect(sourceState(world.store, 'assessments').watermarkAt).toBe(at(200) - 2 * hour);
    expect((await source.checkAccess(never))[0]).toMatchObject({ ok: false });
  });
});
