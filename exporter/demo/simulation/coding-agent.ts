import type { ChangedFile, PullRequest } from '../../records/index.ts';
import { drawOf } from './description.ts';
import type { DemoTeam } from './organisation.ts';

/** Who writes code without being a person; the platform team answers for it. */
export const codingAgent = { login: 'coding-agent[bot]', type: 'Bot' } as const;
const agentName = 'coding-agent';
export const agentsTeam = 'platform';

const declaration = '\n\nAI-assisted: tests and boilerplate';
/** Progress from which the norms are known and kept. */
const keptFrom = 0.6;

/** A person's change as it is with AI tools: more and more say so; at first some do what nobody should. Decided by its number alone. */
export function withTools(pullRequest: PullRequest, team: DemoTeam, progress: number): PullRequest {
  const { number, body, reviews, author } = pullRequest;
  if (author?.type !== 'User' || !body.includes('## ')) return pullRequest;
  const isLax = progress < keptFrom;
  if (number % 37 === 9 && team.id === agentsTeam) return byAgent(pullRequest, isLax);
  const isHidden = isLax && number % 29 === 3;
  const isUnapproved = !reviews.some(({ state }) => state === 'approved');
  const isDeclared = !isHidden && (drawOf(number, 11) < 0.04 + 0.3 * progress || (isLax && isUnapproved));
  const isMergedByAgent = isLax && number % 31 === 7 && pullRequest.mergedAt !== null;
  return {
    ...pullRequest,
    ...(isDeclared && { body: body + declaration }),
    ...(isHidden && { agentsInCommits: [agentName] }),
    ...(isMergedByAgent && { mergedBy: codingAgent }),
  };
}

/** Its own, at the order of whoever would have written it; at first it is let near permissions, too. */
function byAgent(pullRequest: PullRequest, isLax: boolean): PullRequest {
  const files = (pullRequest.files ?? []).map((file, index) => (isLax && index === 0 ? sensitive(file) : file));
  return {
    ...pullRequest,
    author: codingAgent,
    assignees: [pullRequest.author!],
    agentsInCommits: [agentName],
    files,
  };
}

const sensitive = (file: ChangedFile): ChangedFile => ({
  ...file,
  path: file.path.replace(/[^/]+$/, (name) => `permissions/${name}`),
});
