import type { History } from '../../history/history.ts';
import type { RecordOf } from '../../records/index.ts';

/** `owner/repo#12`, `#12` (not the `&#39;` of HTML), or the address of an issue or pull request. */
const reference =
  /(?<![\w/.&-])(?:([\w.-]+\/[\w.-]+))?#(\d+)\b|https?:\/\/[^\s/]+\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/(\d+)/g;

/**
 * Whether a pull request is linked to work: it closes an issue, names one in its title or body (a number that is no known pull request), or a
 * ticket in its title, body or branch.
 */
export function namesWork(pullRequest: RecordOf<'pull_request'>, history: History): boolean {
  const { closes, title, body, headBranch, repository } = pullRequest;
  if (closes.length > 0) return true;
  if (new RegExp(history.config.rules.ticketPattern).test(`${title}\n${body}\n${headBranch}`)) return true;
  for (const [, named, number, fromAddress, numberInAddress] of `${title}\n${body}`.matchAll(reference)) {
    const id = `${fromAddress ?? named ?? repository}#${numberInAddress ?? number}`;
    if (!history.knowsPullRequest(id)) return true;
  }
  return false;
}
