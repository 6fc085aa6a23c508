import { describe, expect, it } from 'vitest';
import { boards } from '../../dashboards/uids.ts';
import { boardsOf, dashboardFiles } from '../../dashboards/files.ts';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { committed, committedFiles } from './committed.ts';
import { dashboard } from './schema.ts';

const config = generationConfig();

describe('the generated boards', () => {
  it('are committed as they are generated now: run npm run generate', () => {
    const files = dashboardFiles(config);
    expect([...committedFiles.keys()].sort()).toEqual([...files.keys()].sort());
    for (const [path, text] of files) expect(committedFiles.get(path), path).toBe(text);
  });
  it('are the same bytes a second time, from a configuration that was read again', () => {
    expect([...dashboardFiles(generationConfig())]).toEqual([...dashboardFiles(config)]);
  });
  it.each([...committedFiles])('%s holds what we mean to emit, and no key besides', (_, text) => {
    expect(dashboard.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([]);
  });
  it('hide nothing in a menu that older versions of Grafana do not have', () => {
    for (const text of committedFiles.values()) expect(text).not.toContain('inControlsMenu');
  });
  it('are found by the names that alerts link to, each once', () => {
    const uids = committed.map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(uids.length);
    for (const uid of Object.values(boards)) expect(uids).toContain(uid);
  });
  it('answer one person each, in the order of reading', () => {
    expect(boardsOf(config).map(({ title }) => title)).toEqual([
      'Clock speed',
      'Delivery',
      'Reviews',
      'Incidents and on-call',
      'Learning and flow',
      'Platform and DevEx',
      'Maturity',
      'Improvement governance',
      'Rollout 30/60/90',
      'Team',
      'Monthly all-hands',
      'Clockspeed itself',
    ]);
  });
  it('draw the number of the configuration, not the standard one', () => {
    const day = 86_400;
    const other = dashboardFiles({ ...config, policy: { ...config.policy, lead_time: day } });
    // The standard is 3 days = 259,200 s, and at most: drawn a hair above.
    expect(committedFiles.get('generated/clockspeed-delivery.json')).toContain('259200.000001');
    expect(other.get('generated/clockspeed-delivery.json')).not.toContain('259200');
    expect(other.get('generated/clockspeed-delivery.json')).toContain('86400.000001');
    expect(other.get('generated/clockspeed-delivery.json')).toContain('· ≤ 24 hours');
  });
});
