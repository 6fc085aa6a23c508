import type { History, ServiceDeployment } from '../../history/history.ts';
import type { RecordOf } from '../../records/index.ts';
import { metric, population } from '../metric.ts';
import type { Excluded, Fact } from '../metric.ts';
import { isByAgent, isDeclared, isKnownToBeAssisted } from './ai-assistance.ts';
import { excluded, refOf, teamsOf } from './human-pull-requests.ts';
import { reviewClock } from './review-clock.ts';

type PullRequest = RecordOf<'pull_request'>;

const rules = ['unreviewed', 'agent_merge', 'agent_deploy', 'sensitive', 'undeclared'] as const;
type Rule = (typeof rules)[number];

const aiViolationsFound = population({
  id: 'ai_violations',
  root: 'pull_request',
  labels: rules,
  values: [],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history): Iterable<Fact<Rule, never> | Excluded> {
    const at = pullRequest.mergedAt;
    if (at === null || !history.isCountedBase(pullRequest)) return;
    const { team } = reviewClock(pullRequest, history);
    for (const label of brokenBy(pullRequest, history))
      yield { type: 'event', ref: refOf(pullRequest), teams: teamsOf(team), label, at, values: {} };
    if (pullRequest.mergedBy === undefined) yield excluded(pullRequest, team, at, 'not_asked_then');
    else if (pullRequest.files === null && isByAgent(pullRequest, history))
      yield excluded(pullRequest, team, at, 'files_unknown');
  },
  also: { root: 'service_deployment', factsOf: deploymentsByAgents },
});

function* brokenBy(pullRequest: PullRequest, history: History): Iterable<Rule> {
  const { approvals } = reviewClock(pullRequest, history);
  const isApproved = approvals.standing.at(-1)?.to === Infinity;
  if (!isApproved && isKnownToBeAssisted(pullRequest, history)) yield 'unreviewed';
  if (history.isAgent(pullRequest.mergedBy ?? null)) yield 'agent_merge';
  if (isByAgent(pullRequest, history) && (pullRequest.files ?? []).some(({ path }) => history.isSensitive(path)))
    yield 'sensitive';
  // Whose own pull request it is, everybody sees.
  const isHidden = (pullRequest.agentsInCommits ?? []).length > 0 && !isByAgent(pullRequest, history);
  if (isHidden && !isDeclared(pullRequest, history)) yield 'undeclared';
}

function* deploymentsByAgents({
  id,
  finishedAt: at,
  teams,
  isByAgent: isIts,
}: ServiceDeployment): Iterable<Fact<Rule, never> | Excluded> {
  const ref = { kind: 'service_deployment', id } as const;
  if (at === null) return;
  if (isIts) yield { type: 'event', ref, teams, label: 'agent_deploy', at, values: {} };
  else if (isIts === null) yield { type: 'excluded', ref, teams, at, reason: 'trigger_unknown' };
}

/** Does a person answer for everything that a machine wrote? */
export const aiViolations = metric({
  name: 'ai_violations',
  family: 'review',
  question: 'How often were the norms for AI tools broken?',
  help: "In the window, bots included. unreviewed: pull requests known to be AI-assisted (declared, by a coding agent, or with its commits), merged without a standing human approval; agent_merge: merged by an agent; sensitive: an agent's own, in sensitive paths; undeclared: a person's, with an agent's commits and no declaration; agent_deploy: succeeded deployments of a service triggered by an agent. Agents are the configured ones; without any, unreviewed alone is known.",
  version: 1,
  unit: 'count',
  population: aiViolationsFound,
  label: {
    name: 'rule',
    needs: {
      agent_merge: 'agents',
      agent_deploy: 'agent_deployments',
      sensitive: 'agents',
      undeclared: 'agents',
    },
  },
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
