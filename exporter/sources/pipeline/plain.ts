import { z } from 'zod';
import type { Deployment } from '../../records/index.ts';

const triggers = ['push', 'merge_group', 'schedule', 'tag', 'workflow', 'dispatch', 'rerun'] as const;
const states = { SUCCESS: 'success', FAILURE: 'failure', ABORT: 'cancelled' } as const;

export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
export const trigger = z.enum(triggers);
export const commit = z.string().regex(/^[0-9a-f]{40}$|^[0-9a-f]{64}$/, 'is no commit id');

const commitOf = z.object({ repoUrl: z.string(), commitSha: commit });

/** Unknown fields are ignored: a pipeline may send more than we read. */
const plain = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  environment: z.string().min(1),
  result: z
    .string()
    .transform((text) => text.toUpperCase())
    .pipe(z.enum(['SUCCESS', 'FAILURE', 'ABORT'])),
  finishedDate: instant,
  startedDate: instant.nullish(),
  deploymentCommits: z.array(commitOf).nullish(),
  services: z.array(z.string().min(1)).nullish(),
  url: z.string().nullish(),
  ref: z.string().nullish(),
  trigger: trigger.nullish(),
});

/** `https://github.com/acme/shop.git` → `acme/shop` */
export function repositoryOf(url: string): string | null {
  const match = /([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url);
  return match ? match[1]! : null;
}

/** Throws ZodError. */
export function deploymentOfPlain(body: unknown): Deployment {
  const read = plain.parse(body);
  const [first] = read.deploymentCommits ?? [];
  return {
    kind: 'deployment',
    id: `webhook:${read.id}`,
    source: 'webhook',
    run: `webhook:${read.id}`,
    repository: first ? repositoryOf(first.repoUrl) : null,
    environment: read.environment,
    services: read.services ?? null,
    workflow: null,
    commit: first?.commitSha ?? null,
    ref: read.ref ?? null,
    url: read.url ?? null,
    startedAt: read.startedDate ?? null,
    statuses: [{ state: states[read.result], at: read.finishedDate }],
    trigger: read.trigger ?? null,
    creator: null,
  };
}
