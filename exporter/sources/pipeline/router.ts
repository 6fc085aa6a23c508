import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import { ZodError } from 'zod';
import type { Config } from '../../config/config.ts';
import type { Deployment } from '../../records/index.ts';
import type { Store } from '../../store/store.ts';
import { sourceState, sourceStateKey } from '../source.ts';
import type { SourceContext, SourceState } from '../source.ts';
import { cdEventOf, deploymentOfCdEvent } from './cdevents.ts';
import { deploymentOfPlain } from './plain.ts';

/** What can become of a delivery. */
export const webhookResults = [
  'stored',
  'duplicate',
  'ignored',
  'rejected_signature',
  'rejected_body',
  'too_large',
  'failed',
] as const;
export type WebhookResult = (typeof webhookResults)[number];

export type PipelineContext = SourceContext & { readonly onEvent: (result: WebhookResult) => void };

const bodyLimit = '1mb';

/** A push source is as fresh as it is listened to: called before each evaluation. */
export function touchPipeline(store: Store, nowAt: number, completeFromAt: number | null = null): void {
  const { completeFromAt: since } = sourceState(store, 'pipeline');
  const value: SourceState = {
    completeFromAt: completeFromAt ?? since ?? nowAt,
    watermarkAt: nowAt,
    lastSuccessAt: nowAt,
    progress: 1,
  };
  store.write({ state: [{ key: sourceStateKey('pipeline'), value }] });
}

/** `POST /webhooks/deployments`; see README.md beside this file. A delivery is in the store before it is answered. */
export function createPipelineRouter(config: Config, context: PipelineContext): Router {
  const { secret, completeFromAt } = config.pipeline!;
  touchPipeline(context.store, context.now(), completeFromAt);
  const router = express.Router();
  const raw = express.raw({ type: () => true, limit: bodyLimit });
  router.post('/webhooks/deployments', raw, (request, response) => {
    const { status, result, message } = receive(request, secret, context);
    context.onEvent(result);
    response.status(status).json({ result, ...(message !== undefined && { message }) });
  });
  router.use(
    '/webhooks/deployments',
    (error: { readonly type?: string }, _request: Request, response: Response, next: NextFunction) => {
      if (error.type !== 'entity.too.large') return next(error);
      context.onEvent('too_large');
      response.status(413).json({ result: 'too_large' });
    },
  );
  return router;
}

interface Reply {
  readonly status: number;
  readonly result: WebhookResult;
  readonly message?: string;
}

function receive(request: Request, secret: string, { store, log }: PipelineContext): Reply {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (!isSigned(request, body, secret)) return { status: 401, result: 'rejected_signature' };
  let deployment: Deployment | null;
  try {
    deployment = read(request, JSON.parse(body.toString('utf8')));
  } catch (error) {
    return { status: 400, result: 'rejected_body', message: problemsOf(error) };
  }
  if (!deployment) return { status: 202, result: 'ignored' };
  try {
    return { status: 200, result: keep(deployment, store) };
  } catch (error) {
    log.warn({ operation: 'store a delivery' }, (error as Error).message);
    return { status: 503, result: 'failed' };
  }
}

function read(request: Request, json: unknown): Deployment | null {
  const event = cdEventOf(request.headers, json);
  return event ? deploymentOfCdEvent(event.type, event.event) : deploymentOfPlain(json);
}

/** What several deliveries say of one deployment is put together: the first success must never be lost. */
function keep(deployment: Deployment, store: Store): 'stored' | 'duplicate' {
  const before = store.get('deployment', deployment.id);
  const statuses = [...(before?.statuses ?? []), ...deployment.statuses];
  const distinct = [...new Map(statuses.map((status) => [`${status.at} ${status.state}`, status])).values()];
  const merged: Deployment = {
    ...deployment,
    repository: deployment.repository ?? before?.repository ?? null,
    commit: deployment.commit ?? before?.commit ?? null,
    services: deployment.services ?? before?.services ?? null,
    startedAt: deployment.startedAt ?? before?.startedAt ?? null,
    url: deployment.url ?? before?.url ?? null,
    ref: deployment.ref ?? before?.ref ?? null,
    trigger: deployment.trigger ?? before?.trigger ?? null,
    statuses: distinct.sort((a, b) => a.at - b.at),
  };
  const seq = store.lastSeq();
  store.write({ records: [merged] });
  return store.lastSeq() === seq ? 'duplicate' : 'stored';
}

/** HMAC-SHA256 over the raw body, compared in constant time. */
function isSigned(request: Request, body: Buffer, secret: string): boolean {
  const given = request.header('X-Clockspeed-Signature-256') ?? request.header('X-Hub-Signature-256') ?? '';
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function problemsOf(error: unknown): string {
  if (error instanceof ZodError)
    return error.issues.map(({ path, message }) => `${path.join('.') || 'the event'}: ${message}`).join('; ');
  return 'the body is not JSON';
}
