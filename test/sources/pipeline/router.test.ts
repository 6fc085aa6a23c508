import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendDeployments } from '../../../exporter/demo/pipeline-sender.ts';
import type { Deployment } from '../../../exporter/records/index.ts';
import { createPipelineRouter, touchPipeline } from '../../../exporter/sources/pipeline/router.ts';
import { sourceState } from '../../../exporter/sources/source.ts';
import { configuration } from '../../history/organisation.ts';
import { testContext } from '../context.ts';

const secret = 'pipe-secret';
const now = Date.parse('2026-06-01T12:00:00Z');
const sha = 'a'.repeat(40);
let server: Server;
let url: string;
let test: ReturnType<typeof testContext>;
let results: string[];

beforeEach(async () => {
  test = testContext(now);
  results = [];
  const context = { ...test.context, onEvent: (result: string) => void results.push(result) };
  const app = express().use(
    createPipelineRouter(configuration({ pipeline: { secret, completeFromAt: null } }), context),
  );
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/deployments`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const sign = (body: string, by = secret): string => `sha256=${createHmac('sha256', by).update(body).digest('hex')}`;
async function post(
  body: string,
  headers: Readonly<Record<string, string>> = { 'X-Clockspeed-Signature-256': sign(body) },
) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
  return [response.status, (await response.json()) as { result: string; message?: string }] as const;
}
const plain = (more: object = {}): string =>
  JSON.stringify({
    id: '7',
    environment: 'production',
    result: 'SUCCESS',
    finishedDate: '2026-05-30T10:00:00Z',
    deploymentCommits: [{ repoUrl: 'https://github.com/acme/shop.git', commitSha: sha }],
    ...more,
  });
const cdEvent = (type: string, more: object = {}): string =>
  JSON.stringify({
    context: { id: 'E1', type, timestamp: '2026-05-30T11:00:00Z' },
    subject: { id: 'shop', content: { environment: { id: 'production' } } },
    ...more,
  });

describe('a delivery', () => {
  it('of plain JSON is stored before it is answered', async () => {
    expect(await post(plain())).toEqual([200, { result: 'stored' }]);
    expect(test.store.get('deployment', 'webhook:7')).toMatchObject({
      repository: 'acme/shop',
      commit: sha,
      environment: 'production',
      statuses: [{ state: 'success', at: Date.parse('2026-05-30T10:00:00Z') }],
    });
  });
  it('changes nothing when it comes again', async () => {
    await post(plain());
    expect(await post(plain())).toEqual([200, { result: 'duplicate' }]);
    expect(results).toEqual(['stored', 'duplicate']);
  });
  it('of a later failure does not lose the first success', async () => {
    await post(plain());
    await post(plain({ result: 'FAILURE', finishedDate: '2026-05-30T10:30:00Z', deploymentCommits: [] }));
    expect(test.store.get('deployment', 'webhook:7')).toMatchObject({
      commit: sha,
      statuses: [{ state: 'success' }, { state: 'failure' }],
    });
  });
  it.each([
    ['service.deployed', 'dev.cdevents.service.deployed.0.3.0', 'success'],
    ['service.upgraded', 'dev.cdevents.service.upgraded.0.1.1', 'success'],
    ['service.rolledback', 'dev.cdevents.service.rolledback.0.2.0', 'success'],
  ])('of the CDEvent %s is a success', async (_, type, state) => {
    const custom = { customData: { id: '9', repository: 'acme/shop', startedAt: '2026-05-30T10:55:00Z' } };
    const body = cdEvent(type, {
      ...custom,
      subject: { id: 'shop', content: { environment: { id: 'production' }, artifactId: `pkg:oci/shop@${sha}?x=y` } },
    });
    expect((await post(body))[0]).toBe(200);
    expect(test.store.get('deployment', 'webhook:9')).toMatchObject({
      commit: sha,
      startedAt: Date.parse('2026-05-30T10:55:00Z'),
      statuses: [{ state }],
    });
  });
  it('of a binary CloudEvent has its type in the header', async () => {
    const body = cdEvent('ignored', { customData: { id: '10' } });
    expect(
      (
        await post(body, {
          'X-Hub-Signature-256': sign(body),
          'ce-type': 'dev.cdevents.service.deployed.0.3.0',
          'ce-specversion': '1.0',
        })
      )[0],
    ).toBe(200);
    expect(test.store.has('deployment', 'webhook:10')).toBe(true);
  });
  it('of a structured CloudEvent has its event in data', async () => {
    const body = JSON.stringify({
      specversion: '1.0',
      type: 'dev.cdevents.pipelinerun.finished.0.2.0',
      data: JSON.parse(
        cdEvent('x', { subject: { id: 'r', content: { environment: { id: 'production' }, outcome: 'failure' } } }),
      ) as object,
    });
    expect((await post(body))[0]).toBe(200);
    expect(test.store.get('deployment', 'webhook:E1')).toMatchObject({ statuses: [{ state: 'failure' }] });
  });
  it('of an unknown event type is taken and counted', async () => {
    expect(await post(cdEvent('dev.cdevents.testsuiterun.finished.0.2.0'))).toEqual([202, { result: 'ignored' }]);
    expect(test.store.count('deployment')).toBe(0);
  });
  it.each([
    ['no signature', {}],
    ['a signature by another secret', { 'X-Clockspeed-Signature-256': sign(plain(), 'other') }],
    ['a signature of another body', { 'X-Clockspeed-Signature-256': sign(plain({ id: '8' })) }],
    ['a short signature', { 'X-Clockspeed-Signature-256': 'sha256=00' }],
  ])('with %s is refused', async (_, headers) => {
    expect(await post(plain(), headers)).toEqual([401, { result: 'rejected_signature' }]);
    expect(test.store.count('deployment')).toBe(0);
  });
  it.each([
    ['that is no JSON', 'id=7', /not JSON/],
    ['without an environment', plain({ environment: undefined }), /environment/],
    ['without a result', plain({ result: undefined }), /result/],
    ['with a result that it never heard of', plain({ result: 'MAYBE' }), /result/],
    ['with a date that is none', plain({ finishedDate: 'yesterday' }), /finishedDate/],
    [
      'of a CDEvent without an environment',
      cdEvent('dev.cdevents.service.deployed.0.3.0', { subject: { id: 'x', content: {} } }),
      /environment/,
    ],
    ['of a run that ended nobody knows how', cdEvent('dev.cdevents.pipelinerun.finished.0.3.0'), /outcome/],
  ])('%s is refused with the reason', async (_, body, reason) => {
    const [status, { message }] = await post(body);
    expect(status).toBe(400);
    expect(message).toMatch(reason);
    expect(test.store.count('deployment')).toBe(0);
  });
  it('larger than a mebibyte is refused', async () => {
    expect(await post(plain({ padding: 'x'.repeat(1_100_000) }))).toEqual([413, { result: 'too_large' }]);
    expect(results).toEqual(['too_large']);
  });
  it('that cannot be stored is to be delivered again', async () => {
    test.store.write = () => {
      throw new Error('disk full');
    };
    expect(await post(plain())).toEqual([503, { result: 'failed' }]);
  });
});

describe('the pipeline as a source', () => {
  it('is complete since it first listened, and read up to now while it listens', () => {
    touchPipeline(test.store, now + 60_000);
    expect(sourceState(test.store, 'pipeline')).toEqual({
      completeFromAt: now,
      watermarkAt: now + 60_000,
      lastSuccessAt: now + 60_000,
      progress: 1,
    });
  });
});

describe('the demo’s sender', () => {
  it('delivers what then is stored as it was, in both forms', async () => {
    const deployment = (id: string, more: Partial<Deployment> = {}): Deployment => ({
      kind: 'deployment',
      id: `webhook:${id}`,
      source: 'webhook',
      run: `webhook:${id}`,
      repository: 'acme/shop',
      environment: 'production',
      services: ['shop'],
      workflow: null,
      commit: sha,
      ref: 'main',
      url: 'https://ci.example.com/1',
      startedAt: now - 600_000,
      statuses: [{ state: 'success', at: now - 60_000 }],
      trigger: 'push',
      creator: null,
      ...more,
    });
    const all = [
      deployment('a'),
      deployment('b'),
      deployment('c', { statuses: [{ state: 'failure', at: now }] }),
      deployment('d', {
        statuses: [
          { state: 'failure', at: now - 9 },
          { state: 'success', at: now },
        ],
      }),
    ];
    await sendDeployments(all, url, secret);
    expect(all.map(({ id }) => test.store.get('deployment', id))).toEqual(all);
  });
});
