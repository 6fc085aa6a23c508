/** How long the scorecard of ten teams takes to answer, and to be made: `node --import tsx test/bench/scorecard-bench.ts`. */
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { Guardrails } from '../../exporter/guardrails/guardrails.ts';
import { Scorecards } from '../../exporter/scorecard/scorecard.ts';
import { engineOf, readDemo } from '../demo/read-demo.ts';
import { servedPages } from './served-pages.ts';
import { median, report, timed } from './row.ts';
import type { Row } from './row.ts';

const endsAt = Date.parse('2026-11-20T12:00:00Z');
/** Eight engineers a team. */
const engineers = 80;

async function* scorecardBench(): AsyncIterable<Row> {
  const demo = readDemo({ seed: 1, engineers, endsAt });
  const { config, engine } = engineOf(demo);
  const standings = new Guardrails(config, engine).standings(endsAt);
  const scorecards = new Scorecards(config, engine);
  scorecards.of(standings, endsAt);
  scorecards.forget();
  const teams = config.teams.length;
  const [changed] = timed(() => scorecards.of(standings, endsAt + 1_000));
  yield { what: `the scorecard of ${teams} teams, made anew (in the worker)`, value: changed, unit: 'ms' };
  const evaluation = await new Evaluator(config, demo.store).evaluate(endsAt);
  const { url, close } = await servedPages(demo, evaluation, endsAt);
  const took: number[] = [];
  for (let n = 0; n < 50; n += 1) {
    const at = performance.now();
    await (await fetch(url)).text();
    took.push(performance.now() - at);
  }
  yield { what: `the scorecard of ${teams} teams answers: median`, value: median(took), unit: 'ms', limit: 50 };
  yield { what: 'the slowest of 50 answers', value: Math.max(...took), unit: 'ms' };
  await close();
}

await report(scorecardBench());
