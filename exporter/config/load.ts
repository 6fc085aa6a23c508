import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Config, Team, WorkingTime } from './config.ts';
import { ConfigError } from './problem.ts';
import type { Problem } from './problem.ts';
import { crossChecks } from './cross-checks.ts';
import { resolveReferences } from './references.ts';
import type { Resolved, Surroundings } from './references.ts';
import { document } from './schema.ts';
import type { Document } from './schema.ts';

export { ConfigError } from './problem.ts';
export type { Problem } from './problem.ts';
export type { Surroundings } from './references.ts';

/**
 * The configuration that a YAML text stands for, complete with defaults and deeply frozen. Throws ConfigError with every problem
 * at once. `isDemo` marks the embedded demo; no document can.
 */
export function loadConfig(yamlText: string, surroundings: Surroundings, { isDemo = false } = {}): Config {
  const lines = new LineCounter();
  const yaml = parseDocument(yamlText, { lineCounter: lines });
  if (yaml.errors.length > 0) {
    throw new ConfigError(
      yaml.errors.map((error) => ({
        path: `line ${lines.linePos(error.pos[0]).line}`,
        problem: `this is no YAML: ${error.message.split('\n')[0]}`,
        remedy: 'Compare it with clockspeed.example.yaml',
      })),
    );
  }
  const problems: Problem[] = [];
  const resolved: Resolved = new Map();
  const parsed = document.safeParse(resolveReferences(yaml.toJS() ?? {}, surroundings, problems, resolved));
  if (!parsed.success) problems.push(...parsed.error.issues.flatMap(problemsOf));
  else problems.push(...crossChecks(parsed.data));
  if (!parsed.success || problems.length > 0)
    throw new ConfigError(problems.map((problem) => withoutValues(problem, resolved)));
  return deepFreeze(toConfig(parsed.data, isDemo));
}

/** What must appear in no log, page, error or metric. */
export function secretsOf(config: Config): readonly string[] {
  const { github, pagerduty, pipeline, http } = config;
  const auth = github?.auth;
  const secrets = [
    auth && ('token' in auth ? auth.token : auth.privateKey),
    pagerduty?.token,
    pipeline?.secret,
    http.token,
  ];
  return secrets.filter((secret) => typeof secret === 'string');
}

/** A secret may have been written where something else belongs: then its reference is shown. */
function withoutValues({ path, problem, remedy }: Problem, resolved: Resolved): Problem {
  const hidden = [...resolved].reduce((text, [value, name]) => text.replaceAll(value, name), problem);
  return { path, problem: hidden, remedy };
}

/** Zod's issues in our form; a message may carry its own remedy after a bar. */
function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  const path = z.core.toDotPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      problem: 'there is no such key',
      remedy: 'Remove it, or compare its spelling with clockspeed.example.yaml',
    }));
  }
  // Of a choice of forms, say what each form lacks.
  if (issue.code === 'invalid_union')
    return issue.errors[0]!.flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] }));
  const [problem, remedy] = issue.message.split('|') as [string, string | undefined];
  return [{ path, problem, remedy: remedy ?? 'See clockspeed.example.yaml' }];
}

function toConfig(read: Document, isDemo: boolean): Config {
  const { organisation, github, pagerduty, pipeline, rules } = read;
  const ofOrganisation: WorkingTime = {
    zone: organisation.time_zone,
    hours: organisation.working_hours,
    holidays: organisation.holidays,
  };
  return {
    organisation: { name: organisation.name, workingTime: ofOrganisation },
    teams: read.teams.map((team) => toTeam(team, ofOrganisation)),
    platformTeam: read.platform_team,
    services: read.services.map(({ pagerduty_services, deployments, ...service }) => ({
      ...service,
      deployments: { ...deployments, workflow: deployments.workflow ?? null },
      pagerdutyServices: pagerduty_services,
    })),
    syncDays: read.sync_days,
    stalenessMs: read.staleness,
    github: github && {
      auth:
        'token' in github.auth
          ? github.auth
          : {
              appId: github.auth.app.id,
              installationId: github.auth.app.installation_id,
              privateKey: github.auth.app.private_key,
            },
      baseUrl: github.base_url.replace(/\/+$/, ''),
      repositories: [...new Set([...github.repositories, ...read.services.map(({ repository }) => repository)])],
      schedule: github.schedule,
      baseBranches: github.base_branches,
    },
    pagerduty: pagerduty && {
      token: pagerduty.token,
      baseUrl: pagerduty.base_url.replace(/\/+$/, ''),
      schedule: pagerduty.schedule,
      priorities: pagerduty.priorities as NonNullable<Config['pagerduty']>['priorities'],
    },
    pipeline: pipeline && { secret: pipeline.secret, completeFromAt: pipeline.complete_from },
    people: { bots: read.people.bots, agents: read.people.agents, nonEngineers: read.people.non_engineers },
    rules: {
      hotfixLabels: rules.hotfix_labels,
      hotfixBranchPrefixes: rules.hotfix_branch_prefixes,
      flagLabels: rules.flag_labels,
      ticketPattern: rules.ticket_pattern,
      generatedFiles: rules.generated_files,
      failureWindowMs: rules.failure_window,
      remedyWindowMs: rules.remedy_window,
      failedRunsCount: rules.failed_runs_count,
      countedPriorities: rules.counted_priorities,
    },
    http: read.http,
    store: read.store,
    policy: read.policy,
    isDemo,
  };
}

function toTeam(team: Document['teams'][number], organisation: WorkingTime): Team {
  return {
    id: team.id,
    name: team.name ?? team.id,
    workingTime: {
      zone: team.time_zone ?? organisation.zone,
      hours: team.working_hours ?? organisation.hours,
      holidays: team.holidays ?? organisation.holidays,
    },
    members: team.members.map(({ github, pagerduty, from, until }) => ({
      ...(github !== undefined && { github }),
      ...(pagerduty !== undefined && { pagerduty }),
      ...(from !== undefined && { fromAt: from }),
      ...(until !== undefined && { untilAt: until }),
    })),
    githubTeams: team.github_teams,
    pagerdutyServices: team.pagerduty_services,
    escalationPolicies: team.escalation_policies,
  };
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
