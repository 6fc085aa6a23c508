import { z } from 'zod';
import { end, start, zone } from './values.ts';

const texts = z.array(z.string().catch('')).catch([]);
const map = z.record(z.string(), z.unknown()).catch({});
const list = <T extends z.ZodType>(item: T) => z.array(item).catch([]);

const member = z
  .object({ github: z.string().optional().catch(undefined), pagerduty: z.string().optional().catch(undefined) })
  .catch({});

const said = list(
  z
    .object({
      criterion: z.string().catch(''),
      team: z.string().catch(''),
      role: z.string().catch(''),
      at: z.string().catch(''),
      until: z.string().catch(''),
    })
    .catch({ criterion: '', team: '', role: '', at: '', until: '' }),
);
/** Where files are read from. */
const files = z
  .object({ repository: z.string().optional().catch('') })
  .nullish()
  .catch(null);

const maturity = z
  .object({
    assessments: files,
    targets: z.object({ teams: map }).catch({ teams: {} }),
    evidence: said,
    waivers: said,
    scaling: list(z.object({ team: z.string().catch('') }).catch({ team: '' })),
  })
  .catch({ targets: { teams: {} }, evidence: [], waivers: [], scaling: [] });

const rollout = z.object({ evidence: said }).nullish().catch(null);

/** Where a service's deployments come from; two services must not count the same ones. */
const deployments = z
  .object({
    from: z.string().catch('github_deployments'),
    environment: z.string().catch('production'),
    workflow: z.string().catch(''),
  })
  .catch({ from: 'github_deployments', environment: 'production', workflow: '' });

/**
 * What the cross-checks read, whatever else is wrong with the document: so that one run lists the problems of both. What is no text
 * is '', which no check looks at: the schema has said so already.
 */
export const outline = z
  .object({
    teams: list(
      z
        .object({ id: z.string().catch(''), pagerduty_services: texts, members: list(member) })
        .catch({ id: '', pagerduty_services: [], members: [] }),
    ),
    organisation: z.object({ time_zone: zone.catch('UTC') }).catch({ time_zone: 'UTC' }),
    platform_team: z.string().catch('platform'),
    services: list(
      z
        .object({
          id: z.string().catch(''),
          owner: z.string().nullable().catch(null),
          repository: z.string().catch(''),
          paths: texts,
          deployments,
        })
        .catch({ id: '', owner: null, repository: '', paths: [], deployments: deployments.parse({}) }),
    ),
    github: z
      .object({ repositories: texts })
      .nullish()
      .catch({ repositories: [''] }),
    work_items: z.unknown().optional(),
    pagerduty: z.unknown().optional(),
    prometheus: z
      .object({
        queries: list(z.object({ id: z.string().catch(''), team: z.string().catch('') }).catch({ id: '', team: '' })),
      })
      .nullish()
      .catch(null),
    pipeline: z.unknown().optional(),
    surveys: files,
    policy: map,
    maturity,
    rollout,
    targets: z.object({ baselines: z.record(z.string(), map).catch({}) }).catch({ baselines: {} }),
    waivers: list(
      z
        .object({
          guardrail: z.string().catch(''),
          team: z.string().catch(''),
          role: z.string().catch(''),
          from: start.optional().catch(undefined),
          until: end.optional().catch(undefined),
        })
        .catch({ guardrail: '', team: '', role: '' }),
    ),
  })
  .catch({
    teams: [],
    organisation: { time_zone: 'UTC' },
    platform_team: 'platform',
    services: [],
    github: { repositories: [''] },
    pagerduty: {},
    prometheus: null,
    pipeline: {},
    surveys: null,
    policy: {},
    maturity: maturity.parse({}),
    rollout: null,
    targets: { baselines: {} },
    waivers: [],
  });

export type Outline = z.output<typeof outline>;
