import { levelBefore } from '../../assessment/levels-before.ts';
import { unshownRises } from '../../assessment/truth.ts';
import { byAssessment } from '../../history/assessments.ts';
import type { Assessment, AssessmentFile, SurveyProblem } from '../../records/index.ts';
import type { Listed } from '../folder/folder.ts';
import { isKnown, refusedSince } from '../folder/standing.ts';
import type { SourceContext } from '../source.ts';

/** A document as it is now, by itself: what it says, or what is wrong with it. */
export interface Found {
  readonly listed: Listed;
  readonly fingerprint: string;
  readonly assessment?: Assessment;
  readonly problems?: readonly SurveyProblem[];
}

/** Takes documents by when they were made, each held against those before it; keeps and tells what is refused. */
export function take(found: readonly Found[], context: SourceContext): void {
  const { store } = context;
  const good = new Map(found.flatMap((one) => (one.assessment ? [[one.listed.place, one] as const] : [])));
  // What stands whatever is found: of files that are gone, or refused by themselves.
  const standing = Array.from(store.changed('assessment', 0), ({ record }) => record).filter(({ id }) => !good.has(id));
  for (const { listed, fingerprint, problems } of found) if (problems) tell(listed, fingerprint, problems, context);
  for (const { listed, fingerprint, assessment } of inOrder(good.values())) {
    const problems = [...unshownRises(assessment, (dimension) => levelBefore(standing, assessment, dimension))];
    const kept = problems.length === 0 ? assessment : store.get('assessment', listed.place);
    if (kept) standing.push(kept);
    if (problems.length === 0) store.write({ records: [assessment] });
    tell(listed, fingerprint, problems, context);
  }
  forgetDeleted(found, context);
}

const inOrder = (good: Iterable<Found>): readonly (Found & { readonly assessment: Assessment })[] =>
  [...(good as Iterable<Found & { readonly assessment: Assessment }>)].sort((a, b) =>
    byAssessment(a.assessment, b.assessment),
  );

/** Keeps how a file stands, and says so where that is news. */
function tell(
  listed: Listed,
  fingerprint: string,
  problems: readonly SurveyProblem[],
  { store, log, now }: SourceContext,
): void {
  const { place, url } = listed;
  const before = store.get('assessment_file', place);
  const isNews = !isKnown(before, problems);
  if (!isNews && before?.fingerprint === fingerprint) return;
  const isRefused = problems.length > 0;
  const isEarlierKept = isRefused && store.get('assessment', place) !== undefined;
  const refusedAt = refusedSince(before, problems, listed, now());
  const file: AssessmentFile = { kind: 'assessment_file', id: place, fingerprint, url, problems, refusedAt, isEarlierKept }; // prettier-ignore
  store.write({ records: [file] });
  if (!isRefused) log.info({ file: place }, 'assessment read');
  else if (isNews) log.warn({ file: place, problems, isEarlierKept }, 'assessment refused whole');
}

/** What is gone is refused no more. */
function forgetDeleted(found: readonly Found[], { store }: SourceContext): void {
  const places = new Set(found.map(({ listed }) => listed.place));
  for (const { record } of [...store.changed('assessment_file', 0)])
    if (record.problems.length > 0 && !places.has(record.id))
      store.write({ records: [{ ...record, fingerprint: '', problems: [], refusedAt: null, isEarlierKept: false }] });
}
