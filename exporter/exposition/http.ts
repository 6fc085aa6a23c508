import { timingSafeEqual, createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { catalogue } from '../metrics/catalogue.ts';
import { gate } from '../guardrails/gate.ts';
import { explainJson, explainPage } from './explain-page.ts';
import { judged } from './explain-judged.ts';
import { explainRequest } from './explain-request.ts';
import { demoNotice } from './families.ts';
import { gateRequest } from './gate-request.ts';
import type { Config } from '../config/config.ts';
import { freshOf, wantsJson } from './exposed.ts';
import type { Exposed } from './exposed.ts';
import { governanceJson, governancePage } from './governance-page.ts';
import { maturityJson, maturityPage } from './maturity-page.ts';
import { metricsPage } from './metrics-page.ts';
import { escaped, page } from './page.ts';
import { contentType } from './registry.ts';
import { scorecardJson, scorecardPage } from './scorecard-page.ts';
import { sourcesJson, sourcesTable } from './sources-table.ts';
import { teamJson, teamPage } from './team-page.ts';

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
  // There is none: a browser asks for it by itself, and complains where it is refused.
  app.get('/favicon.ico', (_, response) => void response.status(204).end());
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
  app.get('/team', (request, response) => team(exposed, request, response));
  app.get('/metrics-list', (_, response) => void response.type('html').send(metricsPage(config)));
  app.get('/', (request, response) => scorecard(exposed, request, response));
  app.use((request, response) => instead(404, 'No such page', 'There is no such page.', exposed, request, response));
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
    if (wantsJson(request)) response.json(explainJson(asked, explained, config));
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
        `<h1>Not understood</h1><p>${escaped(message)}</p><p><a href="/metrics-list">All metrics</a></p>`,
        config,
      ),
    );

/** A page that says why there is none, with the ways to the others; for a program the reason alone. */
function instead(status: number, title: string, why: string, { config }: Exposed, asked: Request, response: Response) {
  response.status(status);
  if (wantsJson(asked)) return void response.json({ error: why });
  response.type('html').send(page(title, `<h1>${title}</h1><p>${escaped(why)}</p>`, config));
}

const notYet = (exposed: Exposed, asked: Request, response: Response): void =>
  instead(
    503,
    'Not yet',
    'Nothing has been evaluated lately: the scorecard says how far the sources are.',
    exposed,
    asked,
    response,
  );

/** The deck: made when it is asked for, in the worker. */
async function allHands(exposed: Exposed, request: Request, response: Response): Promise<void> {
  const { allHands: deckOf, latest } = exposed;
  if (!deckOf || !latest()) return notYet(exposed, request, response);
  try {
    response.type('html').send(await deckOf(monthAsked(request.query['month'])));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    instead(400, 'No slides', error.message, exposed, request, response);
  }
}

/** An empty field of a form asks for none. Throws RangeError for several months: one of them would be told as if it were the other. */
function monthAsked(month: unknown): string | undefined {
  if (month === undefined || month === '') return undefined;
  if (typeof month !== 'string') throw new RangeError('month is given more than once: ask for one, like 2026-10');
  return month;
}

async function maturity(exposed: Exposed, request: Request, response: Response): Promise<void> {
  const evaluation = freshOf(exposed);
  if (!evaluation) return notYet(exposed, request, response);
  const report = await exposed.maturity(evaluation.asOf);
  if (wantsJson(request)) response.json(maturityJson(report, exposed.config));
  else response.type('html').send(maturityPage(report, exposed.config));
}

async function governance(exposed: Exposed, request: Request, response: Response): Promise<void> {
  const evaluation = freshOf(exposed);
  if (!evaluation) return notYet(exposed, request, response);
  const report = await exposed.governance(evaluation.asOf);
  const { config } = exposed;
  if (wantsJson(request)) response.json(governanceJson(report, evaluation.standings, config));
  else response.type('html').send(governancePage(report, evaluation.standings, config));
}

function scorecard(exposed: Exposed, request: Request, response: Response): void {
  const { config, store, self } = exposed;
  const shown = freshOf(exposed)?.scorecard ?? null;
  if (!wantsJson(request))
    return void response.type('html').send(scorecardPage(shown, sourcesTable(self.sources, store), config));
  if (!shown) return void response.status(503).json({ error: 'nothing was evaluated lately' });
  response.json({ ...scorecardJson(shown, config), sources: sourcesJson(self.sources, store) });
}

async function team(exposed: Exposed, request: Request, response: Response): Promise<void> {
  const { config } = exposed;
  const asked = request.query['team'];
  const known = config.teams.find(({ id }) => id === asked);
  const latest = freshOf(exposed);
  const ids = config.teams.map(({ id }) => id).join(', ');
  if (!known) return instead(404, 'No such team', `team is one of ${ids}`, exposed, request, response);
  if (!latest) return notYet(exposed, request, response);
  const { standings, scorecard, asOf } = latest;
  const [work, maturity] = await Promise.all([exposed.work(known.id, asOf), exposed.maturity(asOf)]);
  const told = { work, maturity, standings, scorecard };
  if (wantsJson(request)) response.json(teamJson(told, config));
  else response.type('html').send(teamPage(told, config));
}

function bearer(token: string): express.RequestHandler {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${token}`);
  return (request, response, next) => {
    // Digests have equal lengths, so that comparing tells nothing of the token.
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return next();
    response.status(401).setHeader('WWW-Authenticate', 'Bearer').type('text').send('a bearer token is needed\n');
  };
}
