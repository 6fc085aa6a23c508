import type { Config } from '../../config/config.ts';
import { readDocument } from '../../assessment/read-document.ts';
import { falsehoods } from '../../assessment/truth.ts';
import type { Content, Folder, Listed, Wanted } from '../folder/folder.ts';
import { openFolder } from '../folder/open.ts';
import { fingerprintOf, unlessUnreadable, vouch } from '../folder/standing.ts';
import type { Source, SourceContext } from '../source.ts';
import { take } from './take.ts';
import type { Found } from './take.ts';

const wanted: Wanted = {
  what: 'assessments',
  setting: 'maturity.assessments',
  places: /^\d{4}-Q[1-4]\/[^./][^/]*\.md$/,
  isDeep: true,
};

/**
 * Assessments of maturity from the Markdown files of the quarters in a folder, here or in a repository (`2026-Q4/web.md`). A document is taken
 * whole or not at all; one that is refused leaves what was read of it before in its place. What was taken stays when its file is deleted.
 */
export function createAssessmentSource(config: Config, context: SourceContext): Source {
  const folder = openFolder(config.maturity.assessments!.folder, wanted, config, context);
  return {
    name: 'assessments',
    schedule: config.maturity.assessments!.schedule,
    poll: (signal) => poll(folder, config, context, signal),
    checkAccess: (signal) => folder.checkAccess(signal),
  };
}

async function poll(folder: Folder, config: Config, context: SourceContext, signal: AbortSignal): Promise<void> {
  const { store, now } = context;
  const startedAt = now();
  const listing = await unlessUnreadable(wanted, config, store, () => folder.list(signal));
  const known = new Map(listing.files.map((file) => [file, takenOf(file, config, context)]));
  const changed = listing.files.filter((file) => !known.get(file));
  const contents = await unlessUnreadable(wanted, config, store, () => folder.read(changed, signal));
  take(
    listing.files.map((file) => known.get(file) ?? foundIn(file, contents.get(file.place)!, config, now())),
    context,
  );
  vouch(wanted, listing, startedAt, store);
}

/** What was taken of a file, where neither it nor what it is checked against changed. */
function takenOf(listed: Listed, config: Config, { store }: SourceContext): Found | undefined {
  const before = store.get('assessment_file', listed.place);
  const assessment = store.get('assessment', listed.place);
  const fingerprint = fingerprintOf(listed, checkedAgainst(config));
  if (!assessment || before?.fingerprint !== fingerprint || before.problems.length > 0) return undefined;
  return { listed, fingerprint, assessment };
}

/** What a document is checked against besides the others. */
const checkedAgainst = ({ teams, organisation }: Config): string =>
  JSON.stringify([teams.map(({ id }) => id), organisation.workingTime.zone]);

function foundIn(listed: Listed, content: Content, config: Config, now: number): Found {
  const found = { listed, fingerprint: fingerprintOf(listed, checkedAgainst(config)) };
  if ('problem' in content) return { ...found, problems: [{ line: 0, reason: content.problem }] };
  const document = readDocument(listed.place, content.text);
  if (document.problems) return { ...found, problems: document.problems };
  const problems = [...falsehoods(document.assessment, document.lineOf, config, now)];
  return problems.length > 0 ? { ...found, problems } : { ...found, assessment: document.assessment };
}
