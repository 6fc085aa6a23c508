import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Deployment, DeploymentState } from '../../records/index.ts';
import { commit, instant, trigger } from './plain.ts';

/** Ours, documented beside this file: what the specification has no field for. */
const customData = z.object({
  id: z.string().nullish(),
  repository: z.string().nullish(),
  commit: commit.nullish(),
  environment: z.string().nullish(),
  startedAt: instant.nullish(),
  services: z.array(z.string()).nullish(),
  ref: z.string().nullish(),
  url: z.string().nullish(),
  trigger: trigger.nullish(),
});

const body = z.object({
  context: z.object({ id: z.string().min(1), type: z.string(), timestamp: instant }),
  subject: z.object({
    id: z.string().min(1),
    content: z
      .object({
        environment: z.object({ id: z.string() }).nullish(),
        artifactId: z.string().nullish(),
        outcome: z.string().nullish(),
        url: z.string().nullish(),
      })
      .prefault({}),
  }),
  customData: customData.nullish(),
});

const successes = /^dev\.cdevents\.service\.(deployed|upgraded|rolledback)(\.|$)/;
const finished = /^dev\.cdevents\.pipelinerun\.finished(\.|$)/;

/** Structured CloudEvents carry the event in `data`; binary ones have `ce-…` headers and the event as their body. */
export function cdEventOf(
  headers: IncomingHttpHeaders,
  json: unknown,
): { readonly type: string; readonly event: unknown } | undefined {
  const binary = headers['ce-type'];
  if (typeof binary === 'string') return { type: binary, event: json };
  const isObject = typeof json === 'object' && json !== null;
  if (isObject && 'specversion' in json && 'type' in json && 'data' in json)
    return { type: String(json.type), event: json.data };
  return isObject && 'context' in json && 'subject' in json
    ? { type: String((json.context as { type?: unknown } | null)?.type), event: json }
    : undefined;
}

/** Null: an event that says nothing of a deployment. Throws ZodError. */
export function deploymentOfCdEvent(type: string, event: unknown): Deployment | null {
  if (!successes.test(type) && !finished.test(type)) return null;
  const { context, subject, customData: custom } = body.parse(event);
  const environment = z
    .string({ error: 'names no environment' })
    .min(1)
    .parse(subject.content.environment?.id ?? custom?.environment);
  return {
    kind: 'deployment',
    id: `webhook:${custom?.id ?? context.id}`,
    source: 'webhook',
    run: `webhook:${custom?.id ?? context.id}`,
    repository: custom?.repository ?? null,
    environment,
    services: custom?.services ?? null,
    workflow: null,
    commit: custom?.commit ?? commitOfPurl(subject.content.artifactId),
    ref: custom?.ref ?? null,
    url: custom?.url ?? subject.content.url ?? null,
    startedAt: custom?.startedAt ?? null,
    statuses: [{ state: stateOf(type, subject.content.outcome), at: context.timestamp }],
    trigger: custom?.trigger ?? null,
    creator: null,
  };
}

function stateOf(type: string, outcome: string | null | undefined): DeploymentState {
  if (successes.test(type)) return 'success';
  const states: Readonly<Record<string, DeploymentState>> = {
    success: 'success',
    failure: 'failure',
    error: 'error',
    cancel: 'cancelled',
  };
  const state = states[outcome ?? ''];
  if (!state)
    throw new z.ZodError([
      {
        code: 'custom',
        path: ['subject', 'content', 'outcome'],
        message: 'is none of success, failure, error, cancel',
        input: outcome,
      },
    ]);
  return state;
}

/** `pkg:oci/shop@4b825dc…` → the version, when it is a commit id. */
function commitOfPurl(purl: string | null | undefined): string | null {
  const version = /@([^?#]+)/.exec(purl ?? '')?.[1];
  return version !== undefined && commit.safeParse(version).success ? version : null;
}
