import type { Config } from '../../config/config.ts';
import type { DomainRecord, SurveyFile } from '../../records/index.ts';
import type { Content, Folder, Listed, Wanted } from '../folder/folder.ts';
import { openFolder } from '../folder/open.ts';
import { fingerprintOf, isKnown, refusedSince, unlessUnreadable, vouch } from '../folder/standing.ts';
import type { Source, SourceContext } from '../source.ts';
import { checkAnswers } from './answers.ts';
import type { Checked } from './answers.ts';

const wanted: Wanted = { what: 'surveys', setting: 'surveys', places: /^[^./][^/]*\.csv$/i, isDeep: false };

/**
 * Survey answers from the CSV files of a folder, here or in a repository, one row an answer. A file is taken whole or not at all; one that is
 * refused leaves what was read of it before in its place. What was taken stays when its file is deleted.
 */
export function createSurveySource(config: Config, context: SourceContext): Source {
  const folder = openFolder(config.surveys!.folder, wanted, config, context);
  return {
    name: 'surveys',
    schedule: config.surveys!.schedule,
    poll: (signal) => poll(folder, config, context, signal),
    checkAccess: (signal) => folder.checkAccess(signal),
  };
}

async function poll(folder: Folder, config: Config, context: SourceContext, signal: AbortSignal): Promise<void> {
  const { store, now } = context;
  const startedAt = now();
  const listing = await unlessUnreadable(wanted, config, store, () => folder.list(signal));
  const rules = rulesOf(config);
  const changed = listing.files.filter((file) => !isTaken(file, store.get('survey_file', file.place), rules));
  const contents = await unlessUnreadable(wanted, config, store, () => folder.read(changed, signal));
  const places = listing.files.map(({ place }) => place);
  forgetDeleted(places, context);
  for (const file of changed) take(file, contents.get(file.place)!, places, config, context);
  vouch(wanted, listing, startedAt, store);
}

/** What is gone is refused no more. */
function forgetDeleted(places: readonly string[], { store }: SourceContext): void {
  for (const { record } of [...store.changed('survey_file', 0)])
    if (record.problems.length > 0 && !places.includes(record.id))
      store.write({ records: [{ ...record, fingerprint: '', problems: [], refusedAt: null, isEarlierKept: false }] });
}

/** What a file is checked against besides itself. */
const rulesOf = ({ teams, surveys }: Config): string =>
  JSON.stringify([teams.map(({ id }) => id), surveys!.waves, surveys!.questions]);

/** A refused one is read again: it may have been refused for another file's sake. */
const isTaken = (file: Listed, before: SurveyFile | undefined, rules: string): boolean =>
  before?.fingerprint === fingerprintOf(file, rules) && before.problems.length === 0;

/** The version of a file that was read, or that it was refused and why: told once, and kept for whoever asks. */
function take(
  listed: Listed,
  content: Content,
  places: readonly string[],
  config: Config,
  { store, log, now }: SourceContext,
): void {
  const { place, url } = listed;
  const before = store.get('survey_file', place);
  const checked = check(content, config);
  const problems = checked.problems ?? ownerProblems(checked.wave.id, place, places, store);
  const fingerprint = fingerprintOf(listed, rulesOf(config));
  const file = { kind: 'survey_file', id: place, fingerprint, url, problems } as const;
  if (problems.length === 0) {
    const records: DomainRecord[] = [{ ...file, refusedAt: null, isEarlierKept: false }];
    if (checked.wave) records.push({ ...checked.wave, file: place });
    store.write({ records });
    log.info({ file: place }, 'survey read');
    return;
  }
  const isEarlierKept = [...store.changed('survey_wave', 0)].some(({ record }) => record.file === place);
  store.write({ records: [{ ...file, refusedAt: refusedSince(before, problems, listed, now()), isEarlierKept }] });
  if (!isKnown(before, problems)) log.warn({ file: place, problems, isEarlierKept }, 'survey file refused whole');
}

const check = (content: Content, config: Config): Checked =>
  'problem' in content ? { problems: [{ line: 0, reason: content.problem }] } : checkAnswers(content.text, config);

/** Two files for one wave: nobody could say which one counts. Of a file that is gone another may take the place. */
function ownerProblems(
  wave: string,
  place: string,
  places: readonly string[],
  store: SourceContext['store'],
): SurveyFile['problems'] {
  const owner = store.get('survey_wave', wave)?.file;
  if (owner === undefined || owner === place || !places.includes(owner)) return [];
  return [{ line: 0, reason: `its answers were read from ${owner} already` }];
}
