import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { DomainRecord, SurveyFile } from '../../records/index.ts';
import { sourceState, SourceError, sourceStateKey } from '../source.ts';
import type { AccessCheck, Source, SourceContext, SourceState } from '../source.ts';
import { checkAnswers } from './answers.ts';
import type { Checked } from './answers.ts';

/**
 * Survey answers from the CSV files of a folder, one row an answer. A file is taken whole or not at all; one that is refused leaves what
 * was read of it before in its place. What was taken stays when its file is deleted.
 */
export function createSurveySource(config: Config, context: SourceContext): Source {
  return {
    name: 'surveys',
    schedule: config.surveys!.schedule,
    poll: (signal) => poll(config, context, signal),
    checkAccess: () => checkAccess(config),
  };
}

async function poll(config: Config, context: SourceContext, signal: AbortSignal): Promise<void> {
  const { store, now } = context;
  const startedAt = now();
  const names = await csvFiles(config, context);
  forgetDeleted(names, context);
  for (const name of names) {
    signal.throwIfAborted();
    await readOne(name, names, config, context);
  }
  // A folder is read whole: there is nothing before it that was left out.
  const state: SourceState = { completeFromAt: 0, watermarkAt: startedAt, lastSuccessAt: startedAt, progress: 1 };
  store.write({ state: [{ key: sourceStateKey('surveys'), value: state }] });
}

/** Names of the folder's CSV files in their order. An unreadable folder makes the source stale at once, and not after a while. */
async function csvFiles({ surveys, stalenessMs }: Config, { store }: SourceContext): Promise<readonly string[]> {
  try {
    const names = await readdir(surveys!.folder);
    return names.filter((name) => /^[^.].*\.csv$/i.test(name)).sort();
  } catch (cause) {
    const state = sourceState(store, 'surveys');
    const watermarkAt = state.lastSuccessAt === null ? null : state.lastSuccessAt - stalenessMs;
    store.write({ state: [{ key: sourceStateKey('surveys'), value: { ...state, watermarkAt } }] });
    throw new SourceError('surveys', 'list the folder', codeOf(cause), { cause });
  }
}

/** What is gone is refused no more. */
function forgetDeleted(names: readonly string[], { store }: SourceContext): void {
  for (const { record } of [...store.changed('survey_file', 0)])
    if (record.problems.length > 0 && !names.includes(record.id))
      store.write({ records: [{ ...record, fingerprint: '', problems: [], refusedAt: null, isEarlierKept: false }] });
}

async function readOne(name: string, names: readonly string[], config: Config, context: SourceContext): Promise<void> {
  const { store, meter } = context;
  const before = store.get('survey_file', name);
  let fingerprint = '';
  let checked: Checked;
  try {
    const path = join(config.surveys!.folder, name);
    const { size, mtimeMs } = await stat(path);
    fingerprint = `${size} ${mtimeMs} ${rulesOf(config)}`;
    // A refused one is read again: it may have been refused for another file's sake.
    if (before?.fingerprint === fingerprint && before.problems.length === 0) return;
    checked = check(await readFile(path), config);
    meter.request('ok');
  } catch (cause) {
    checked = { problems: [{ line: 0, reason: `it cannot be read (${codeOf(cause)})` }] };
    meter.request('failed');
  }
  take(name, names, fingerprint, checked, before, context);
}

/** What a file is checked against besides itself. */
const rulesOf = ({ teams, surveys }: Config): string =>
  JSON.stringify([teams.map(({ id }) => id), surveys!.waves, surveys!.questions]);

function check(bytes: Uint8Array, config: Config): Checked {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { problems: [{ line: 0, reason: 'it is not UTF-8' }] };
  }
  return checkAnswers(text, config);
}

/** The version of a file that was read, or that it was refused and why: told once, and kept for whoever asks. */
function take(
  name: string,
  names: readonly string[],
  fingerprint: string,
  checked: Checked,
  before: SurveyFile | undefined,
  { store, log, now }: SourceContext,
): void {
  const problems = checked.problems ?? ownerProblems(checked.wave.id, name, names, store);
  const file = { kind: 'survey_file', id: name, fingerprint, problems } as const;
  if (problems.length === 0) {
    const records: DomainRecord[] = [{ ...file, refusedAt: null, isEarlierKept: false }];
    if (checked.wave) records.push({ ...checked.wave, file: name });
    store.write({ records });
    log.info({ file: name }, 'survey read');
    return;
  }
  const isKnown = JSON.stringify(before?.problems) === JSON.stringify(problems);
  const isEarlierKept = [...store.changed('survey_wave', 0)].some(({ record }) => record.file === name);
  const refusedAt = isKnown ? before!.refusedAt : now();
  store.write({ records: [{ ...file, refusedAt, isEarlierKept }] });
  if (!isKnown) log.warn({ file: name, problems, isEarlierKept }, 'survey file refused whole');
}

/** Two files for one wave: nobody could say which one counts. Of a file that is gone another may take the place. */
function ownerProblems(
  wave: string,
  name: string,
  names: readonly string[],
  store: SourceContext['store'],
): SurveyFile['problems'] {
  const owner = store.get('survey_wave', wave)?.file;
  if (owner === undefined || owner === name || !names.includes(owner)) return [];
  return [{ line: 0, reason: `its answers were read from ${owner} already` }];
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';

async function checkAccess({ surveys }: Config): Promise<readonly AccessCheck[]> {
  const what = 'list the folder of surveys';
  try {
    await readdir(surveys!.folder);
    return [{ what, ok: true }];
  } catch (error) {
    const remedy = `surveys.folder cannot be read (${codeOf(error)}): create it, or let this process read it`;
    return [{ what, ok: false, remedy }];
  }
}
