import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Assessment, SurveyProblem } from '../../records/index.ts';
import { readDocument } from '../../assessment/read-document.ts';
import { falsehoods } from '../../assessment/truth.ts';
import { sourceState, SourceError, sourceStateKey } from '../source.ts';
import type { AccessCheck, Source, SourceContext, SourceState } from '../source.ts';
import { take } from './take.ts';
import type { Found } from './take.ts';

/**
 * Assessments of maturity from the Markdown files of a folder's quarters (`2026-Q4/web.md`). A document is taken whole or not at all; one
 * that is refused leaves what was read of it before in its place. What was taken stays when its file is deleted.
 */
export function createAssessmentSource(config: Config, context: SourceContext): Source {
  return {
    name: 'assessments',
    schedule: config.maturity.assessments!.schedule,
    poll: (signal) => poll(config, context, signal),
    checkAccess: () => checkAccess(config),
  };
}

async function poll(config: Config, context: SourceContext, signal: AbortSignal): Promise<void> {
  const { store, now } = context;
  const startedAt = now();
  const found: Found[] = [];
  for (const place of await places(config, context)) {
    signal.throwIfAborted();
    found.push(await read(place, config, context));
  }
  take(found, context);
  // A folder is read whole: there is nothing before it that was left out.
  const state: SourceState = { completeFromAt: 0, watermarkAt: startedAt, lastSuccessAt: startedAt, progress: 1 };
  store.write({ state: [{ key: sourceStateKey('assessments'), value: state }] });
}

const folderOf = ({ maturity }: Config): string => maturity.assessments!.folder;

/** The documents in their order. An unreadable folder makes the source stale at once, and not after a while. */
async function places(config: Config, { store }: SourceContext): Promise<readonly string[]> {
  try {
    const names = await readdir(folderOf(config), { recursive: true });
    return names
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /^\d{4}-Q[1-4]\/[^./][^/]*\.md$/.test(name))
      .sort();
  } catch (cause) {
    const state = sourceState(store, 'assessments');
    const watermarkAt = state.lastSuccessAt === null ? null : state.lastSuccessAt - config.stalenessMs;
    store.write({ state: [{ key: sourceStateKey('assessments'), value: { ...state, watermarkAt } }] });
    throw new SourceError('assessments', 'list the folder', codeOf(cause), { cause });
  }
}

/** What is in a file; what was taken of it before, where neither it nor what it is checked against changed. */
async function read(place: string, config: Config, { store, meter, now }: SourceContext): Promise<Found> {
  const before = store.get('assessment_file', place);
  let fingerprint = '';
  try {
    const path = join(folderOf(config), place);
    const { size, mtimeMs } = await stat(path);
    fingerprint = `${size} ${mtimeMs} ${checkedAgainst(config)}`;
    const known = store.get('assessment', place);
    if (known && before?.fingerprint === fingerprint && before.problems.length === 0)
      return { place, fingerprint, assessment: known };
    const checked = check(place, await readFile(path), config, now());
    meter.request('ok');
    return { place, fingerprint, ...checked };
  } catch (cause) {
    meter.request('failed');
    return { place, fingerprint, problems: [{ line: 0, reason: `it cannot be read (${codeOf(cause)})` }] };
  }
}

/** What a document is checked against besides the others. */
const checkedAgainst = ({ teams, organisation }: Config): string =>
  JSON.stringify([teams.map(({ id }) => id), organisation.workingTime.zone]);

type Checked = { readonly assessment: Assessment } | { readonly problems: readonly SurveyProblem[] };

function check(place: string, bytes: Uint8Array, config: Config, now: number): Checked {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { problems: [{ line: 0, reason: 'it is not UTF-8' }] };
  }
  const document = readDocument(place, text);
  if (document.problems) return { problems: document.problems };
  const problems = [...falsehoods(document.assessment, document.lineOf, config, now)];
  return problems.length > 0 ? { problems } : { assessment: document.assessment };
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';

async function checkAccess(config: Config): Promise<readonly AccessCheck[]> {
  const what = 'list the folder of assessments';
  try {
    await readdir(folderOf(config));
    return [{ what, ok: true }];
  } catch (error) {
    const remedy = `maturity.assessments.folder cannot be read (${codeOf(error)}): create it, or let this process read it`;
    return [{ what, ok: false, remedy }];
  }
}
