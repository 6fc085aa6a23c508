import { expect, it } from 'vitest';
import { startDemo } from '../../exporter/demo/demo.ts';
import { githubToken } from '../../exporter/demo/github-server/server.ts';

it('starts with a configuration that leads to its own servers, and ends', async () => {
  const endsAt = Date.parse('2026-06-19T13:00:00Z');
  const demo = await startDemo({ seed: 1, engineers: 40, endsAt, now: () => endsAt });
  try {
    const { config } = demo;
    expect(config.isDemo).toBe(true);
    expect(config.github?.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
    const response = await fetch(`${config.github!.baseUrl}/graphql`, {
      method: 'POST',
      headers: { authorization: `bearer ${githubToken}` },
      body: JSON.stringify({ query: '{ repository(owner: "acme", name: "core") { nameWithOwner } }' }),
    });
    expect(await response.json()).toEqual({ data: { repository: { nameWithOwner: 'acme/core' } } });
  } finally {
    await demo.close();
  }
});
