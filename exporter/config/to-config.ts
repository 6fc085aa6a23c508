import { endOfDate } from '../calendar/quarter.ts';
import type { Alerting, Config, Team, WorkingTime } from './config.ts';
import { toFilesFolder } from './files-folder.ts';
import { toMaturity } from './maturity-schema.ts';
import { toPrometheus } from './read-query.ts';
import { toRollout } from './rollout-schema.ts';
import type { Document } from './schema.ts';
import { endAt, startAt } from './values.ts';
import { toWorkItems } from './work-items-schema.ts';

/** The document in our words; what a team leaves out is the organisation's. */
export function toConfig(read: Document, isDemo: boolean): Config {
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
      auth: github.auth.app
        ? {
            appId: github.auth.app.id,
            installationId: github.auth.app.installation_id,
            privateKey: github.auth.app.private_key,
          }
        : { token: github.auth.token! },
      baseUrl: github.base_url.replace(/\/+$/, ''),
      repositories: repositoriesOf(read),
      schedule: github.schedule,
      baseBranches: github.base_branches,
      probes: { everyMs: github.probes.every, runbooks: github.probes.runbooks },
    },
    workItems: read.work_items && toWorkItems(read.work_items, repositoriesOf(read)),
    pagerduty: pagerduty && {
      token: pagerduty.token,
      baseUrl: pagerduty.base_url.replace(/\/+$/, ''),
      schedule: pagerduty.schedule,
      priorities: pagerduty.priorities as NonNullable<Config['pagerduty']>['priorities'],
    },
    prometheus: read.prometheus && toPrometheus(read.prometheus),
    pipeline: pipeline && { secret: pipeline.secret, completeFromAt: pipeline.complete_from },
    surveys: toSurveys(read),
    people: { bots: read.people.bots, agents: read.people.agents, nonEngineers: read.people.non_engineers },
    rules: {
      hotfixLabels: rules.hotfix_labels,
      hotfixBranchPrefixes: rules.hotfix_branch_prefixes,
      flagLabels: rules.flag_labels,
      ticketPattern: rules.ticket_pattern,
      generatedFiles: rules.generated_files,
      testFiles: rules.test_files,
      codeFiles: rules.code_files,
      aiLabels: rules.ai_labels,
      aiNotes: rules.ai_notes,
      sensitivePaths: rules.sensitive_paths,
      descriptionSections: rules.description_sections,
      goldenPathWorkflows: rules.golden_path_workflows,
      failureWindowMs: rules.failure_window,
      remedyWindowMs: rules.remedy_window,
      failedRunsCount: rules.failed_runs_count,
      countedPriorities: rules.counted_priorities,
    },
    http: read.http,
    store: read.store,
    limits: {
      firstReviewBusinessMs: read.limits.first_review,
      firstReviewLeadBusinessMs: read.limits.first_review_lead,
      approvalWorkingDayMs: read.limits.approval,
      unreviewedWorkingDayMs: read.limits.unreviewed,
      acknowledgeMs: read.limits.acknowledge,
      smallPullRequestLines: read.limits.small_pull_request_lines,
      undeployedBusinessDays: read.limits.undeployed_business_days,
    },
    targets: {
      dueAt: read.targets.due === null ? null : endOfDate(read.targets.due, organisation.time_zone),
      baselines: Object.fromEntries(
        Object.entries(read.targets.baselines).map(([id, given]) => [id, toBaseline(given)]),
      ),
    },
    waivers: read.waivers.map(({ from, until, ...waiver }) => ({
      ...waiver,
      ...(from !== undefined && { fromAt: startAt(from, organisation.time_zone) }),
      untilAt: endAt(until, organisation.time_zone),
    })),
    maturity: toMaturity(read.maturity, organisation.time_zone),
    rollout: read.rollout && toRollout(read.rollout, organisation.time_zone),
    gate: { whenUnknown: read.gate.when_unknown },
    alerting: toAlerting(read.alerting),
    digest: read.digest && { slackUrl: read.digest.slack_url },
    policy: read.policy,
    isDemo,
  };
}

const repositoriesOf = ({ github, services }: Document): readonly string[] => [
  ...new Set([...(github?.repositories ?? []), ...services.map(({ repository }) => repository)]),
];

function toSurveys({ surveys, organisation }: Document): Config['surveys'] {
  if (!surveys) return null;
  const waves = surveys.waves.map(({ closes, ...wave }) => ({
    ...wave,
    closesAt: endAt(closes, organisation.time_zone),
  }));
  return {
    folder: toFilesFolder(surveys),
    schedule: surveys.schedule,
    waves: waves.sort((a, b) => a.closesAt - b.closesAt),
    questions: surveys.questions,
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
    fridayReleases: team.friday_releases,
    workInProgressLimit: team.work_in_progress_limit,
    slackChannel: team.slack_channel ?? null,
  };
}

const toBaseline = ({
  stated,
  estimated,
}: Document['targets']['baselines'][string]): Config['targets']['baselines'][string] =>
  stated === undefined ? { kind: 'estimated', value: estimated! } : { kind: 'stated', value: stated };

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

function toAlerting({ slack, pagerduty, ...alerting }: Document['alerting']): Alerting {
  const exporterUrl = withoutSlash(alerting.exporter_url);
  return {
    exporterUrl,
    dashboardsUrl: withoutSlash(alerting.dashboards_url),
    runbooksUrl: withoutSlash(alerting.runbooks_url ?? `${exporterUrl}/runbooks`),
    slack: slack && {
      signIn:
        slack.bot_token_file === undefined
          ? { apiUrlFile: slack.api_url_file! }
          : { botTokenFile: slack.bot_token_file },
      channel: slack.channel,
      leadsChannel: slack.leads_channel ?? slack.channel,
      leadershipChannel: slack.leadership_channel ?? slack.leads_channel ?? slack.channel,
    },
    pagerduty: pagerduty && { routingKeyFile: pagerduty.routing_key_file },
    watchdogUrl: alerting.watchdog_url,
  };
}
