import type { Instant, PullRequest, RequiredCheck } from '../../records/index.ts';
import { connection } from './connection.ts';
import { refuse } from './refusal.ts';

type Fields = Readonly<Record<string, unknown>>;
type Arguments = { readonly first?: number | null; readonly after?: string | null };

const iso = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());
const oneMinuteMs = 60_000;

/** What reports on the last commit of a pull request: its required checks, and one that nobody has to wait for. */
export function rollupOf({ requiredChecks, createdAt }: PullRequest): Fields | null {
  if (requiredChecks === undefined) return null;
  if (requiredChecks === null) return refuse();
  const optional = { ...checkRun({ startedAt: createdAt, passedAt: null }), isRequired: false };
  const contexts = [optional, ...requiredChecks.map(contextOf)];
  return { contexts: (page: Arguments) => connection(contexts, page, (_, index) => String(index)) };
}

/** What began and passed at once is a status. */
const contextOf = (check: RequiredCheck): Fields =>
  check.passedAt !== null && check.passedAt === check.startedAt
    ? { __typename: 'StatusContext', isRequired: true, createdAt: iso(check.passedAt), state: 'SUCCESS' }
    : checkRun(check);

const checkRun = ({ startedAt, passedAt }: RequiredCheck): Fields => ({
  __typename: 'CheckRun',
  isRequired: true,
  startedAt: iso(startedAt),
  completedAt: iso(passedAt ?? (startedAt === null ? null : startedAt + oneMinuteMs)),
  conclusion: passedAt === null ? 'FAILURE' : 'SUCCESS',
});
