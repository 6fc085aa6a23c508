import { createHmac } from 'node:crypto';
import type { Deployment } from '../records/index.ts';

const results = {
  success: 'SUCCESS',
  failure: 'FAILURE',
  error: 'FAILURE',
  inactive: 'ABORT',
  cancelled: 'ABORT',
} as const;
const outcomes = {
  success: 'success',
  failure: 'failure',
  error: 'error',
  inactive: 'cancel',
  cancelled: 'cancel',
} as const;

/** Delivers each status of each deployment as its pipeline would: the even ones as plain JSON, the odd ones as CDEvents. */
export async function sendDeployments(deployments: readonly Deployment[], url: string, secret: string): Promise<void> {
  for (const [index, deployment] of deployments.entries()) {
    for (const status of deployment.statuses) {
      const body = JSON.stringify(index % 2 === 0 ? plain(deployment, status) : cdEvent(deployment, status));
      const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
      const headers = { 'Content-Type': 'application/json', 'X-Clockspeed-Signature-256': signature };
      const response = await fetch(url, { method: 'POST', headers, body });
      if (!response.ok)
        throw new Error(`the exporter answered a delivery with ${response.status}: ${await response.text()}`);
    }
  }
}

type Status = Deployment['statuses'][number];
const idOf = ({ id }: Deployment): string => id.slice('webhook:'.length);
const iso = (at: number): string => new Date(at).toISOString();

const plain = (deployment: Deployment, { state, at }: Status) => ({
  id: idOf(deployment),
  environment: deployment.environment,
  result: results[state],
  finishedDate: iso(at),
  startedDate: deployment.startedAt === null ? null : iso(deployment.startedAt),
  deploymentCommits:
    deployment.commit === null
      ? []
      : [{ repoUrl: `https://github.com/${deployment.repository}`, commitSha: deployment.commit }],
  services: deployment.services,
  url: deployment.url,
  ref: deployment.ref,
  trigger: deployment.trigger,
});

const cdEvent = (deployment: Deployment, { state, at }: Status) => ({
  context: {
    version: '0.5.0',
    id: `${idOf(deployment)}/${at}`,
    source: '/demo/pipeline',
    type: state === 'success' ? 'dev.cdevents.service.deployed.0.3.0' : 'dev.cdevents.pipelinerun.finished.0.3.0',
    timestamp: iso(at),
  },
  subject: {
    id: deployment.services?.[0] ?? idOf(deployment),
    type: state === 'success' ? 'service' : 'pipelineRun',
    content: { environment: { id: deployment.environment }, ...(state !== 'success' && { outcome: outcomes[state] }) },
  },
  customData: {
    id: idOf(deployment),
    repository: deployment.repository,
    commit: deployment.commit,
    startedAt: deployment.startedAt === null ? null : iso(deployment.startedAt),
    services: deployment.services,
    ref: deployment.ref,
    url: deployment.url,
    trigger: deployment.trigger,
  },
});
