import { timingSafeEqual, createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Express, NextFunction, Request, Response, Router } from 'express';
import type { Config } from '../config/config.ts';
import type { ExplainedAnswer } from '../evaluation/explanation.ts';
import type { GovernanceReport } from '../governance/report.ts';
import type { MaturityReport } from '../maturity/report.ts';
import { catalogue } from '../metrics/catalogue.ts';
import type { Moment, Series } from '../metrics/engine-types.ts';
import type { Store } from '../store/store.ts';
import { gate } from '../guardrails/gate.ts';
import type { Standing } from '../guardrails/standing.ts';
import { explainJson, explainPage } from './explain-page.ts';
import { judged } from './explain-judged.ts';
import { explainRequest } from './explain-request.ts';
import { demoNotice } from './families.ts';
import { gateRequest } from './gate-request.ts';
import { governanceJson, governancePage } from './governance-page.ts';
import { homePage } from './home-page.ts';
import { maturityJson, maturityPage } from './maturity-page.ts';
import { escaped, page } from './page.ts';
import { contentType } from './registry.ts';
import type { Self } from './self.ts';

/** What is served of an evaluation. */
interface Latest {
  readonly asOf: number;
  readonly text: Uint8Array;
  readonly gzip: Uint8Array;
  readonly standings: readonly Standing[];
}

/** What the pages are made from. */
export interface Exposed {
  readonly config: Config;
  readonly store: Store;
  readonly self: Self;
  readonly now: () => number;
  /** The last evaluation; null before the first. */
  readonly latest: () => Latest | null;
  readonly explain: (series: Series, moment: Moment) => Promise<ExplainedAnswer>;
  /** As of an instant, by the facts of the last evaluation. */
  readonly maturity: (asOf: number) => Promise<MaturityReport>;
  readonly governance: (asOf: number) => Promise<GovernanceReport>;
  /** The deck of a month as a page; without a month, of the last that is over. Rejects with RangeError for one that cannot be told. */
  readonly allHands?: (month: string | undefined) => Promise<string>;
  readonly webhooks: Router | null;
}

const runbooks = fileURLToPath(new URL('../../alerts/runbooks', import.meta.url));
const asText = (response: Response): void => void response.setHeader('Content-Type', 'text/plain; charset=utf-8');

/** The whole of what the exporter answers over HTTP. Nothing here waits for a source or an evaluation, but /explain. */
export function createHttp(exposed: Exposed): Express {
  const { config, latest } = exposed;
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_, response) => void response.type('text').send('ok\n'));
  app.get(
    '/readyz',
    (_, response) =>
      void (latest()
        ? response.type('text').send('ready\n')
        : response.status(503).type('text').send('the first evaluation is not done\n')),
  );
  // Webhooks bring their own signature.
  if (exposed.webhooks) app.use(exposed.webhooks);
  if (config.http.token !== null) app.use(bearer(config.http.token));
  app.get('/metrics', (request, response) => metrics(exposed, request, response));
  app.get('/gate', (request, response) => answerGate(exposed, request, response));
  app.get('/explain', (request, response) => explain(exposed, request, response));
  app.get('/maturity', (request, response) => maturity(exposed, request, response));
  app.get('/governance', (request, response) => governance(exposed, request, response));
  app.get('/all-hands', (request, response) => allHands(exposed, request, response));
  // What an alert's runbook_url opens, unless the organisation keeps its own.
  app.use('/runbooks', express.static(runbooks, { index: false, redirect: false, setHeaders: asText }));
  app.get(
    '/',
    (_, response) =>
      void response.type('html').send(homePage(config, exposed.store, exposed.self.sources, latest()?.asOf ?? null)),
  );
  app.use((_, response) => void response.status(404).type('text').send('there is no such page\n'));
  app.use((error: Error, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    response.status(500).type('text').send('this went wrong; the log says what\n');
  });
  return app;
}

async function metrics({ latest, self, config, now }: Exposed, request: Request, response: Response): Promise<void> {
  const evaluation = freshOf({ latest, config, now });
  const own = await self.render();
  response.setHeader('Content-Type', contentType);
  response.setHeader('Vary', 'Accept-Encoding');
  if (/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    response.setHeader('Content-Encoding', 'gzip');
    // Two gzip members in a row are one gzip stream: the large one was compressed in the worker.
    response.end(Buffer.concat(evaluation ? [evaluation.gzip, own.gzip] : [own.gzip]));
  } else response.end(Buffer.concat(evaluation ? [evaluation.text, own.text] : [own.text]));
}

/** Numbers that nobody renews are not served for ever: after the staleness limit they are absent. */
function freshOf({ latest, config, now }: Pick<Exposed, 'latest' | 'config' | 'now'>): Latest | null {
  const evaluation = latest();
  return evaluation !== null && now() - evaluation.asOf <= config.stalenessMs ? evaluation : null;
}

/** 200 either way: a pipeline reads `allowed`. 400 for a question about nothing. */
function answerGate(exposed: Exposed, request: Request, response: Response): void {
  const { config, now } = exposed;
  try {
    const asked = gateRequest(request.query, config);
    const evaluation = freshOf(exposed);
    const answer = gate(asked, evaluation?.standings ?? null, now(), config);
    const asOf = evaluation && new Date(evaluation.asOf).toISOString();
    response.json({ ...asked, ...answer, asOf, ...(config.isDemo && { notice: demoNotice(config) }) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    response.status(400).json({ error: error.message });
  }
}

async function explain({ config, now, explain: answer }: Exposed, request: Request, response: Response): Promise<void> {
  try {
    const [asked, explained] = await judged(explainRequest(request.query, catalogue, config, now()), answer);
    if (wantsJson(request)) response.json(explainJson(asked, explained, config.isDemo));
    else response.type('html').send(explainPage(asked, explained, config));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    notUnderstood(error, config, response);
  }
}

const notUnderstood = ({ message }: RangeError, config: Config, response: Response): void =>
  void response
    .status(400)
    .type('html')
    .send(
      page(
        'Not understood',
        `<h1>Not understood</h1><p>${escaped(message)}</p><p><a href="/">All numbers</a></p>`,
        config,
      ),
    );

/** The deck: made when it is asked for, in the worker. */
async function allHands(exposed: Exposed, { query }: Request, response: Response): Promise<void> {
  const { allHands: deckOf, config, latest } = exposed;
  if (!deckOf || !latest()) return void response.status(503).type('text').send('the first evaluation is not done\n');
  try {
    const month = typeof query['month'] === 'string' && query['month'] !== '' ? query['month'] : undefined;
    response.type('html').send(await deckOf(month));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    notUnderstood(error, config, response);
  }
}

async function maturity(exposed: Exposed, request: Request, response: Response): Promise<void> {
  const evaluation = freshOf(exposed);
  if (!evaluation) return void response.status(503).type('text').send('nothing was evaluated lately\n');
  const report = await exposed.maturity(evaluation.asOf);
  if (wantsJson(request)) response.json(maturityJson(report, exposed.config));
  else response.type('html').send(maturityPage(report, exposed.config));
}

async function governance(exposed: Exposed, request: Request, response: Response): Promise<void> {
  const evaluation = freshOf(exposed);
  if (!evaluation) return void response.status(503).type('text').send('nothing was evaluated lately\n');
  const report = await exposed.governance(evaluation.asOf);
  const { config } = exposed;
  if (wantsJson(request)) response.json(governanceJson(report, evaluation.standings, config));
  else response.type('html').send(governancePage(report, evaluation.standings, config));
}

const wantsJson = (request: Request): boolean =>
  request.query['format'] === 'json' || request.accepts(['html', 'json']) === 'json';

function bearer(token: string): express.RequestHandler {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${token}`);
  return (request, response, next) => {
    // Digests have equal lengths, so that comparing tells nothing of the token.
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return next();
    response.status(401).setHeader('WWW-Authenticate', 'Bearer').type('text').send('a bearer token is needed\n');
  };
}
