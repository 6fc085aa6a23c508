import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo } from '../../exporter/demo/demo.ts';
import type { Demo } from '../../exporter/demo/demo.ts';
import { worldRecords } from '../../exporter/demo/world-records.ts';
import type { DomainRecord } from '../../exporter/records/index.ts';
import { createAssessmentSource } from '../../exporter/sources/assessment/source.ts';
import { createGitHubSource } from '../../exporter/sources/github/source.ts';
import { createPagerDutySource } from '../../exporter/sources/pagerduty/source.ts';
import { createPrometheusSource } from '../../exporter/sources/prometheus/source.ts';
import { createSurveySource } from '../../exporter/sources/survey/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { never, testContext } from '../sources/context.ts';

const endsAt = Date.parse('2026-06-19T13:00:00Z');
const since = endsAt - 179 * 86_400_000;
const store = createMemoryStore();
let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ seed: 3, engineers: 40, endsAt, now: () => endsAt });
  const { context } = testContext(endsAt, store);
  await createGitHubSource(demo.config, context).poll(never);
  await createPagerDutySource(demo.config, context).poll(never);
  await createPrometheusSource(demo.config, context).poll(never);
  await createSurveySource(demo.config, context).poll(never);
  await createAssessmentSource(demo.config, context).poll(never);
}, 120_000);
afterAll(() => demo.close());

/** Those that lie whole inside what a first sync reads: nobody asks for staging, and the pipeline's deployments are pushed. */
function isRecent(record: DomainRecord): boolean {
  if (record.kind === 'pull_request' || record.kind === 'incident' || record.kind === 'work_item')
    return record.createdAt >= since;
  if (record.kind === 'reading') return record.samples[0]!.at >= since;
  return (
    record.kind === 'deployment' &&
    record.source !== 'webhook' &&
    record.environment === 'production' &&
    record.startedAt! >= since
  );
}

it.each(['pull_request', 'deployment', 'incident', 'work_item', 'reading'] as const)(
  'what the sources read over HTTP is what happened: every %s',
  (kind) => {
    const happened = worldRecords(demo.world).filter((record) => record.kind === kind && isRecent(record));
    expect(happened.length).toBeGreaterThan(100);
    const differing = happened.filter((record) => {
      try {
        expect(store.get(kind, record.id)).toEqual(record);
        return false;
      } catch {
        return true;
      }
    });
    expect(differing.slice(0, 1).map((record) => store.get(kind, record.id))).toEqual(differing.slice(0, 1));
    expect(differing).toHaveLength(0);
  },
);

it('what is read of the files of surveys is what was answered', () => {
  const answered = demo.world.surveys.map(({ record }) => record);
  expect(answered).toHaveLength(6);
  for (const record of answered) expect(store.get('survey_wave', record.id)).toEqual(record);
  expect(Array.from(store.changed('survey_file', 0), ({ record }) => record.problems)).toEqual(answered.map(() => []));
});

it('what is read of the documents of assessments is what was assessed', () => {
  const assessed = demo.world.assessments.map(({ record }) => record);
  // Two quarters of four teams and one of the late one, one before the team that grows; 8 of 11 P1s are not the late team's.
  expect(assessed).toHaveLength(4 * 2 + 1 + 1 + 9);
  for (const record of assessed) expect(store.get('assessment', record.id)).toEqual(record);
  const files = Array.from(store.changed('assessment_file', 0), ({ record }) => record.problems);
  expect(files).toEqual(assessed.map(() => []));
});
