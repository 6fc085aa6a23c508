import { z } from 'zod';
import { defaultLimits } from '../policy/limits.ts';
import { filesFolder, inRepository, isInRepository, isOnePlace, onePlace, repository } from './files-folder.ts';
import { workItems } from './work-items-schema.ts';
import { maturity } from './maturity-schema.ts';
import { role } from './role.ts';
import { rollout } from './rollout-schema.ts';
import { areDistinct, named, sectionNames } from './section-names.ts';
import {
  aiLabels,
  aiNotes,
  codeFiles,
  descriptionSections,
  generatedFiles,
  sensitivePaths,
  testFiles,
} from './standard-rules.ts';
import { audiences, burdenQuestion, recommendQuestion } from '../records/survey.ts';
import {
  duration,
  end,
  instant,
  localDate,
  pathGlob,
  pattern,
  schedule,
  start,
  url,
  workingHours,
  zone,
} from './values.ts';

const weekdays9to17 = { 'mon-fri': '09:00-17:00' };
const names = z.array(z.string().min(1)).default([]);
const id = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i, 'is no id|Use letters, digits, "-" and "_"');
const priority = z.enum(['P1', 'P2', 'P3', 'P4', 'P5']);
/** An empty secret would sign and authorise everything. */
const secret = z.string().min(1, 'is empty|Use ${NAME} or ${file:/path}');
const text = z.union([z.string().min(1), z.number().transform(String)], 'is neither a text nor a number|Give the id');

const globs = (standard: readonly string[]) => z.array(pathGlob).default([...standard]);
const member = z
  .strictObject({
    github: z.string().optional(),
    pagerduty: z.string().optional(),
    from: instant.optional(),
    until: instant.optional(),
  })
  .refine((member) => member.github ?? member.pagerduty, 'names nobody|Give github, pagerduty or both')
  .refine(
    ({ from, until }) => from === undefined || until === undefined || from < until,
    'ends before it starts|Let from be before until',
  );

/** Without quotes YAML takes a channel for a comment, and leaves nothing: that must not send alerts elsewhere. */
const noChannel = 'is no channel|Write "#name", with the quotes';
const channel = z.string(noChannel).regex(/^#\S+$/, noChannel);

const team = z.strictObject({
  id,
  name: z.string().min(1).optional(),
  time_zone: zone.optional(),
  working_hours: workingHours.optional(),
  holidays: z.array(localDate).optional(),
  members: z.array(member).default([]),
  github_teams: z
    .array(z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'is no team|Write "organisation/team-slug"'))
    .default([]),
  pagerduty_services: names,
  escalation_policies: names,
  friday_releases: z.boolean().default(false),
  work_in_progress_limit: z.number().positive().nullable().default(null),
  slack_channel: channel.optional(),
});

const hour = 3_600_000;
/** `4h` etc.; the default is the number of limits.ts. */
const span = (ms: number) => duration.prefault(ms % hour === 0 ? `${ms / hour}h` : `${ms / 60_000}m`);
const limits = z.strictObject({
  first_review: span(defaultLimits.firstReviewBusinessMs),
  first_review_lead: span(defaultLimits.firstReviewLeadBusinessMs),
  approval: span(defaultLimits.approvalWorkingDayMs),
  unreviewed: span(defaultLimits.unreviewedWorkingDayMs),
  acknowledge: span(defaultLimits.acknowledgeMs),
  small_pull_request_lines: z.number().int().min(1).default(defaultLimits.smallPullRequestLines),
  undeployed_business_days: z.number().min(0.25).max(30).default(defaultLimits.undeployedBusinessDays),
});

const baseline = z
  .strictObject({ stated: z.number().optional(), estimated: z.number().optional() })
  .refine(
    ({ stated, estimated }) => (stated === undefined) !== (estimated === undefined),
    'is neither stated nor estimated|Give one of the two; leave the baseline out to have it measured',
  );

const waiver = z.strictObject({
  guardrail: z.string().min(1),
  team: z.string().min(1),
  reason: z.string().min(1),
  role,
  // A date alone begins and ends with its day, where the organisation is.
  from: start.optional(),
  until: end,
});

const alerting = z.strictObject({
  exporter_url: url.default('http://127.0.0.1:9464'),
  dashboards_url: url.default('http://127.0.0.1:3000'),
  runbooks_url: url.optional(),
  slack: z
    .strictObject({
      api_url_file: z.string().min(1).optional(),
      bot_token_file: z.string().min(1).optional(),
      channel,
      leads_channel: channel.optional(),
      leadership_channel: channel.optional(),
    })
    .refine(
      (slack) => (slack.api_url_file === undefined) !== (slack.bot_token_file === undefined),
      'takes one way to post|Give bot_token_file, or api_url_file: the webhook of a Slack app posts to its one channel',
    )
    .nullable()
    .default(null),
  pagerduty: z
    .strictObject({ routing_key_file: z.string().min(1) })
    .nullable()
    .default(null),
  watchdog_url: url.nullable().default(null),
});

const service = z.strictObject({
  id,
  owner: z.string('is missing or no text|Give a team id, or null for nobody').nullable(),
  repository,
  paths: z.array(pathGlob).default([]),
  deployments: z
    .strictObject({
      from: z.enum(['github_deployments', 'github_actions', 'webhook']).default('github_deployments'),
      environment: z.string().min(1).default('production'),
      workflow: z.string().optional(),
    })
    .refine(
      ({ from, workflow }) => (from === 'github_actions') === (workflow !== undefined),
      'workflow goes with from: github_actions, and only with it|Give workflow: .github/workflows/NAME.yml there',
    )
    .prefault({}),
  pagerduty_services: names,
});

const app = z.strictObject({ id: text, installation_id: text, private_key: secret });
const githubAuth = z
  .strictObject({ token: secret.optional(), app: app.optional() })
  .refine(
    (auth) => (auth.token === undefined) !== (auth.app === undefined),
    'takes one way to sign in|Give token, or app with id, installation_id and private_key',
  );

const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'is no label|Use letters, digits and "_"');
/** What only some kinds of query take. */
const ownKeys = {
  error_budget_remaining: ['slo', 'slo_label'],
  slo_count: [],
  experiment_change: ['guardrail', 'experiment_label'],
} as const;
const readQuery = z
  .strictObject({
    id,
    kind: z.enum(['error_budget_remaining', 'slo_count', 'experiment_change']),
    query: z.string().trim().min(1),
    team: z.string().min(1).optional(),
    team_label: labelName.optional(),
    slo: z.string().min(1).optional(),
    slo_label: labelName.optional(),
    experiment_label: labelName.optional(),
    guardrail: z.enum(['error_rate', 'latency']).optional(),
  })
  .superRefine((read, context) => {
    const refuse = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    for (const [kind, keys] of Object.entries(ownKeys))
      for (const key of keys)
        if (kind !== read.kind && read[key] !== undefined)
          refuse(key, `is not asked of ${read.kind}|Remove it; it goes with kind: ${kind}`);
    if (read.kind === 'experiment_change' && read.guardrail === undefined)
      refuse('guardrail', 'is missing|Use error_rate, latency');
    for (const key of ['team', 'slo'] as const)
      if (read[key] !== undefined && read[`${key}_label`] !== undefined)
        refuse(`${key}_label`, `and ${key} say the same|Give one of the two`);
    if (read.slo === 'any') refuse('slo', '"any" has a meaning of its own|Choose another name');
  });
const basic = z.strictObject({ user: z.string().min(1), password: secret });
/** Words that stand for a wave or a question in every metric. */
const waveId = id.refine(
  (name) => !['latest', 'previous', 'baseline'].includes(name),
  'has a meaning of its own in every metric|Choose another id',
);
const question = id.refine(
  (name) => name !== 'any' && name !== recommendQuestion,
  'has a meaning of its own|Leave it out: "any" is made of all, and "recommend" is always known',
);
const isOnce = (names: readonly string[]): boolean => new Set(names).size === names.length;
const wave = z.strictObject({
  audience: z.enum(audiences),
  id: waveId,
  // A date alone ends with its day, where the organisation is.
  closes: end,
  invited: z.number().int().min(1),
});
const surveys = z
  .strictObject({
    ...filesFolder,
    schedule: schedule.default('*/5 * * * *'),
    waves: z
      .array(wave)
      .refine(
        (waves) => isOnce(waves.map(({ audience, id }) => `${audience}/${id}`)),
        'has a wave twice|Use an id once in an audience',
      )
      .refine(
        (waves) => isOnce(waves.map(({ audience, closes }) => `${audience}/${closes}`)),
        'has two waves of an audience that close together|Nobody could say which came first: let one close later',
      ),
    questions: z
      .array(question)
      .refine(isOnce, 'has a question twice|Name each once')
      .refine(
        (names) => names.includes(burdenQuestion),
        `lacks ${burdenQuestion}, which the policy watches|Add it: the on-call load is judged by its answers`,
      )
      .default(['deploy_ease', 'review_speed', burdenQuestion, 'platform_dependency', 'collaboration']),
  })
  .refine(isOnePlace, onePlace)
  .refine(isInRepository, inRepository);

/** The document as a person writes it, defaults filled in. Unknown keys are problems everywhere. */
export const document = z.strictObject({
  organisation: z.strictObject({
    name: z.string().min(1),
    time_zone: zone.default('UTC'),
    working_hours: workingHours.prefault(weekdays9to17),
    holidays: z.array(localDate).default([]),
  }),
  teams: z.array(team).min(1, 'is empty|Name at least one team'),
  platform_team: z.string().default('platform'),
  services: z.array(service).default([]),
  sync_days: z.number().int().min(1).max(1_000).default(180),
  staleness: duration.prefault('2h'),
  github: z
    .strictObject({
      auth: githubAuth,
      base_url: url.default('https://api.github.com'),
      repositories: z.array(repository).default([]),
      schedule: schedule.default('*/5 * * * *'),
      base_branches: names,
      probes: z
        .strictObject({
          every: duration.prefault('1d'),
          runbooks: z
            .array(pathGlob)
            .min(1, 'is empty|Name at least one glob, or leave it out for the default')
            .default(['**/runbooks/**/*.md', 'docs/runbook*.md']),
        })
        .prefault({}),
    })
    .nullable()
    .default(null),
  work_items: workItems.nullable().default(null),
  pagerduty: z
    .strictObject({
      token: secret,
      base_url: url.default('https://api.pagerduty.com'),
      schedule: schedule.default('*/5 * * * *'),
      priorities: z.partialRecord(priority, z.array(z.string())).nullable().default(null),
    })
    .nullable()
    .default(null),
  prometheus: z
    .strictObject({
      url,
      token: secret.optional(),
      basic: basic.optional(),
      schedule: schedule.default('*/15 * * * *'),
      queries: z.array(readQuery).min(1, 'is empty|Name at least one query, or leave prometheus out'),
    })
    .refine(
      ({ token, basic }) => token === undefined || basic === undefined,
      'takes one way to sign in|Give token, or basic with user and password',
    )
    .nullable()
    .default(null),
  pipeline: z
    .strictObject({ secret, complete_from: instant.nullable().default(null) })
    .nullable()
    .default(null),
  surveys: surveys.nullable().default(null),
  people: z.strictObject({ bots: names, agents: names, non_engineers: names }).prefault({}),
  rules: z
    .strictObject({
      hotfix_labels: z.array(z.string()).default(['hotfix']),
      hotfix_branch_prefixes: z.array(z.string()).default(['hotfix/']),
      flag_labels: z.array(z.string()).default(['feature-flag']),
      ticket_pattern: pattern.default('\\b[A-Z][A-Z0-9]+-[0-9]+\\b'),
      generated_files: globs(generatedFiles),
      test_files: globs(testFiles),
      code_files: globs(codeFiles),
      ai_labels: z.array(z.string().min(1)).default([...aiLabels]),
      ai_notes: z.array(named).default([...aiNotes]),
      sensitive_paths: globs(sensitivePaths),
      description_sections: z
        .strictObject({
          what_why: sectionNames(descriptionSections.what_why),
          test_plan: sectionNames(descriptionSections.test_plan),
          rollout: sectionNames(descriptionSections.rollout),
          rollback: sectionNames(descriptionSections.rollback),
        })
        .refine(
          (sections) => areDistinct(Object.values(sections).flat()),
          'has a name twice|Give each name to one section: the standard names are in clockspeed.example.yaml',
        )
        .prefault({}),
      golden_path_workflows: names,
      failure_window: duration.prefault('24h'),
      remedy_window: duration.prefault('14d'),
      failed_runs_count: z.boolean().default(false),
      counted_priorities: z.array(priority).min(1).default(['P1', 'P2']),
    })
    .prefault({}),
  http: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.number().int().min(0).max(65_535).default(9464),
      token: secret.nullable().default(null),
    })
    .prefault({}),
  store: z.strictObject({ path: z.string().min(1).default('data/clockspeed.db') }).prefault({}),
  limits: limits.prefault({}),
  targets: z
    .strictObject({ due: localDate.nullable().default(null), baselines: z.record(z.string(), baseline).default({}) })
    .prefault({}),
  waivers: z.array(waiver).default([]),
  maturity: maturity.prefault({}),
  rollout: rollout.nullable().default(null),
  gate: z.strictObject({ when_unknown: z.enum(['allow', 'refuse']).default('allow') }).prefault({}),
  alerting: alerting.prefault({}),
  digest: z
    .strictObject({
      // Said without the value: whoever has it can post.
      slack_url: secret.refine(
        (text) => /^https?:\/\/[^\s/]/.test(text) && URL.canParse(text),
        'is no http address|Write the address of an incoming webhook, best as ${SLACK_DIGEST_URL}',
      ),
    })
    .nullable()
    .default(null),
  policy: z.record(z.string(), z.number()).default({}),
});

export type Document = z.output<typeof document>;
