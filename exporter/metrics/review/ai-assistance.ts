import type { History } from '../../history/history.ts';
import { hasAnyLabel } from '../../history/labels.ts';
import type { RecordOf } from '../../records/index.ts';
import { boxOf, labelled, plain, proseOf } from './description-text.ts';

type PullRequest = RecordOf<'pull_request'>;

/** `AI-assisted: no` declares that nothing did. */
const negative = /^(?:no|nope|none|not|nothing|never|nil|n a|false)\b/;

/** Whether its people say that an AI tool helped: by a label, a line `AI-assisted: tests` of the description, or a ticked box. */
export function isDeclared(pullRequest: PullRequest, { config }: History): boolean {
  const { aiLabels, aiNotes } = config.rules;
  if (hasAnyLabel(pullRequest, aiLabels)) return true;
  const names = aiNotes.map(plain);
  return proseOf(pullRequest.body).some((line) => declares(line, names));
}

function declares(line: string, names: readonly string[]): boolean {
  const box = boxOf(line);
  const [name, rest] = labelled(box ? box.text : line);
  if (!names.includes(name) || negative.test(rest)) return false;
  // A ticked box needs no more words, a label does.
  return box ? box.isTicked : rest !== '';
}

/** Opened by a coding agent. */
export const isByAgent = ({ author }: PullRequest, history: History): boolean => history.isAgent(author);

/** Known to be made with an AI tool, whether or not anybody says so. */
export const isKnownToBeAssisted = (pullRequest: PullRequest, history: History): boolean =>
  isDeclared(pullRequest, history) || isByAgent(pullRequest, history) || (pullRequest.agentsInCommits ?? []).length > 0;
