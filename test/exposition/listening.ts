import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach } from 'vitest';
import type { Config } from '../../exporter/config/config.ts';
import { createHttp } from '../../exporter/exposition/http.ts';
import type { Exposed } from '../../exporter/exposition/exposed.ts';
import { Self } from '../../exporter/exposition/self.ts';
import type { GovernanceReport } from '../../exporter/governance/report.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import type { Moment, Series } from '../../exporter/metrics/engine-types.ts';
import type { Scorecard } from '../../exporter/scorecard/scorecard.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { configuration } from '../history/organisation.ts';

/** A Monday. */
export const now = Date.parse('2026-06-01T12:00:00Z');

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

const nothing: Exposed['explain'] = () => Promise.resolve({ value: { absent: 'no_facts' }, facts: [], excluded: [] });

const noMaturity: Exposed['maturity'] = (asOf) =>
  Promise.resolve({ asOf, floor: 3, teams: [], organisation: [], systemic: [], refused: [] });

/** Of an organisation that improves nothing. */
export const noGovernance = (asOf: number): GovernanceReport => ({
  asOf,
  inputs: [],
  reviews: [],
  teams: [],
  backlog: [],
  effects: [],
  decisions: [],
  unplanned: { value: 0 },
  duties: [],
});

const noWork: Exposed['work'] = (team, asOf) => Promise.resolve({ team, asOf, lists: [] });

/** A scorecard of nobody. */
export const noScorecard: Scorecard = { asOf: now, targetsDueAt: now, columns: [], weekEnds: [], rows: [] };

/** The exporter's pages on loopback, without sources or a worker; closed after the test. */
export async function listen({
  config = {} as Partial<Config>,
  evaluatedAt = now as number | null,
  at = now,
  standings = [] as readonly Standing[],
  scorecard = noScorecard,
  explain = nothing,
  maturity = noMaturity,
  governance = (asOf: number) => Promise.resolve(noGovernance(asOf)),
  allHands = undefined as Exposed['allHands'],
  work = noWork,
} = {}) {
  const text = Buffer.from('# HELP clockspeed_x X.\n# TYPE clockspeed_x gauge\nclockspeed_x 1\n');
  const asked: { series: Series; moment: Moment }[] = [];
  const whole = configuration(config);
  const store = createMemoryStore();
  const app = createHttp({
    config: whole,
    store,
    self: new Self(whole, store, '1.2.3', 'abc'),
    now: () => at,
    latest: () =>
      evaluatedAt === null ? null : { asOf: evaluatedAt, text, gzip: gzipSync(text), standings, scorecard },
    explain: (series, moment) => {
      asked.push({ series, moment });
      return explain(series, moment);
    },
    maturity,
    governance,
    ...(allHands && { allHands }),
    work,
    webhooks: null,
  });
  const server = app.listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, fetch: (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers }) };
}
