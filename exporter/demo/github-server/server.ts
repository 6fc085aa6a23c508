import { execute, parse, validate } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Fault, DemoServer, World } from '../world.ts';
import { startServer } from '../faults.ts';
import type { Reply } from '../faults.ts';
import { actionsAnswer } from './actions.ts';
import { costOf } from './cost.ts';
import { dataOf } from './data.ts';
import { rootOf } from './resolvers.ts';
import { settingsAnswer } from './settings.ts';
import { githubSchema } from './schema.ts';

export const githubToken = 'demo-github-token';
const hourMs = 3_600_000;

interface Options {
  readonly now: () => number;
  /** Points an hour; GitHub gives a user 5,000. */
  readonly budget?: number;
}

/** GitHub's GraphQL API over the world, executed against GitHub's own schema, and the REST paths of Actions. */
export async function startGitHubServer(world: World, { now, budget = 5_000 }: Options): Promise<DemoServer> {
  const schema = githubSchema();
  const data = dataOf(world);
  const limit = { remaining: budget, resetAt: now() + hourMs };

  async function graphql(body: string, fault: Fault | null): Promise<Reply> {
    const { query, variables = {} } = JSON.parse(body) as {
      readonly query: string;
      readonly variables?: Record<string, unknown>;
    };
    const document = parse(query);
    const invalid = validate(schema, document).map(({ message }) => message);
    const cost = costOf(document, variables);
    if (cost.refusal !== null) invalid.push(cost.refusal);
    if (invalid.length > 0)
      return reply({ errors: invalid.map((message) => ({ message })) } as unknown as ExecutionResult, 1);
    if (limit.remaining < cost.points)
      return reply(
        {
          errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }],
        } as unknown as ExecutionResult,
        0,
        0,
      );
    limit.remaining -= cost.points;
    const rootValue = rootOf(data, now(), { ...cost, ...limit });
    const result = await execute({ schema, document, rootValue, variableValues: variables });
    if (fault === 'issues_forbidden') return reply(withoutIssues(result), cost.points);
    return reply(fault === 'partial' || fault === 'http_403_field' ? partial(result) : refusals(result), cost.points);
  }

  function reply(result: ExecutionResult, points: number, remaining = limit.remaining): Reply {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(Math.floor(limit.resetAt / 1_000)),
    };
    return { status: 200, headers, body: JSON.stringify(result), points };
  }

  return startServer((request, body, fault) => {
    if (now() >= limit.resetAt) Object.assign(limit, { remaining: budget, resetAt: now() + hourMs });
    if (
      !/^(token|bearer) /i.test(request.headers.authorization ?? '') ||
      !request.headers.authorization!.endsWith(` ${githubToken}`)
    ) {
      return { status: 401, body: JSON.stringify({ message: 'Bad credentials' }), points: 0 };
    }
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'POST' && url.pathname === '/graphql') return graphql(body, fault);
    const answer = actionsAnswer(world, url) ?? settingsAnswer(world, url, now());
    if (answer === undefined) return { status: 404, body: JSON.stringify({ message: 'Not Found' }), points: 0 };
    return { status: 200, body: JSON.stringify(answer), points: 1 };
  });
}

/** Refusals in GitHub's form, which has their type beside the message. */
function refusals(result: ExecutionResult): ExecutionResult {
  const errors = result.errors?.map(({ message, path, extensions }) => ({ type: extensions['type'], path, message }));
  return errors === undefined ? result : ({ data: result.data, errors } as unknown as ExecutionResult);
}

/** One node that the token may not see: it is null, and the errors say so. */
function partial(result: ExecutionResult): ExecutionResult {
  const data = structuredClone(result.data) as Record<string, Record<string, { nodes?: unknown[] }>> | null;
  const list = data?.['repository']?.['issues'] ? 'issues' : 'pullRequests';
  const nodes = data?.['repository']?.[list]?.nodes;
  if (nodes && nodes.length > 0) nodes[0] = null;
  return {
    data,
    errors: [
      {
        type: 'FORBIDDEN',
        path: ['repository', list, 'nodes', 0],
        message: 'Resource not accessible by personal access token',
      },
    ],
  } as unknown as ExecutionResult;
}

/** "What changed?" for a token that may not see issues: they are null in every repository, and the errors say so. */
function withoutIssues({ data }: ExecutionResult): ExecutionResult {
  const repositories = Object.entries(data ?? {}).filter(([key]) => /^r\d+$/.test(key));
  const without = repositories.map(([key, one]) => [key, { ...(one as object), issues: null }] as const);
  const errors = repositories.map(([key]) => ({
    type: 'FORBIDDEN',
    path: [key, 'issues'],
    message: 'Resource not accessible by personal access token',
  }));
  return { data: { ...data, ...Object.fromEntries(without) }, errors } as unknown as ExecutionResult;
}
