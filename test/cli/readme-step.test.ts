import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { standingOf } from '../../exporter/guardrails/standing.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { listen, now } from '../exposition/listening.ts';
import { configuration } from '../history/organisation.ts';
import { freePort, isInstalled, run } from '../whole/programs.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const [, yaml = ''] = /```yaml\n(- name: May this[\s\S]*?)```/.exec(readme) ?? [];
const [step] = parse(yaml) as [{ readonly env: Record<string, string>; readonly run: string }];

/** Runs the step as GitHub does (`bash -e`), for low-risk features of web unless said otherwise. */
const runStep = (url: string, env: Readonly<Record<string, string>> = {}) =>
  run('bash', ['-e', '-c', step.run], {
    env: {
      ...step.env,
      GATE: `${url}/gate`,
      CLOCKSPEED_TOKEN: 'tok',
      TEAM: 'web',
      SERVICE: 'app',
      CHANGE: 'feature',
      RISK: 'low',
      ...env,
    },
  });

/** An exporter at whose gate `slow_down` is in force for web. */
async function slowedDown(): Promise<string> {
  const line = policyOf(configuration()).find(({ id }) => id === 'change_failure')!;
  const verdict = { state: 'breached', value: 0.25, limit: 0.1 } as const;
  const track = { state: 'breached', since: now - 60_000, lastKnownAt: now } as const;
  const http = { host: '127.0.0.1', port: 0, token: 'tok' };
  const { url } = await listen({ config: { http }, standings: [standingOf(line, 'web', now, verdict, track)] });
  return url;
}

describe.skipIf(!isInstalled('curl') || !isInstalled('jq'))('the step of the README', () => {
  it('takes its token from the secrets and names what the gate asks for', () => {
    expect(step.env['CLOCKSPEED_TOKEN']).toBe('${{ secrets.CLOCKSPEED_TOKEN }}');
    expect(Object.keys(step.env)).toEqual(['GATE', 'CLOCKSPEED_TOKEN', 'TEAM', 'SERVICE', 'CHANGE', 'RISK']);
  });
  it('lets pass what is allowed, and says why', async () => {
    expect(await runStep(await slowedDown(), { SERVICE: '' })).toEqual({
      code: 0,
      out: 'No guardrail refuses it.\n',
      err: '',
    });
  });
  it('fails what is refused, with the reasons', async () => {
    const { code, out } = await runStep(await slowedDown(), { RISK: 'high' });
    expect(code).toBe(1);
    expect(out).toMatch(/^::error::change_failure of web has been broken since .*\n$/);
  });
  it('fails a question about nothing, with what would be right', async () => {
    const { code, out } = await runStep(await slowedDown(), { TEAM: 'nobody' });
    expect([code, out]).toEqual([1, '::error::team is one of web, core\n']);
  });
  it.each(['fix', 'rollback'])('lets a %s pass, whatever is refused and whoever answers', async (CHANGE) => {
    expect((await runStep(await slowedDown(), { CHANGE, RISK: 'high' })).code).toBe(0);
    expect((await runStep(`http://127.0.0.1:${await freePort()}`, { CHANGE })).code).toBe(0);
    expect((await runStep(await slowedDown(), { CHANGE, CLOCKSPEED_TOKEN: 'other' })).code).toBe(0);
  });
  it('lets a feature wait for a gate that does not answer, or answers something else', async () => {
    const away = await runStep(`http://127.0.0.1:${await freePort()}`);
    expect([away.code, away.out]).toEqual([1, '::warning::The gate did not answer.\n']);
    const denied = await runStep(await slowedDown(), { CLOCKSPEED_TOKEN: 'other' });
    expect([denied.code, denied.out]).toEqual([1, 'a bearer token is needed\n']);
  });
});
