import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Self } from '../exposition/self.ts';
import { createGitHubSource } from '../sources/github/source.ts';
import { createPagerDutySource } from '../sources/pagerduty/source.ts';
import { createPrometheusSource } from '../sources/prometheus/source.ts';
import { createAssessmentSource } from '../sources/assessment/source.ts';
import { createSurveySource } from '../sources/survey/source.ts';
import type { Source, SourceContext, SourceName } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import type { World } from './surroundings.ts';

/** What a source is given to work with. */
/** An upstream that has not answered by then never will. */
const patienceMs = 30_000;

export function contextOf(name: SourceName, store: Store, self: Self, log: Logger, world: World): SourceContext {
  const child = log.child({ source: name });
  return {
    store,
    now: world.now,
    sleep: world.sleep,
    patienceMs,
    meter: self.meter(name),
    log: {
      info: (fields, message) => child.info(fields, message),
      warn: (fields, message) => child.warn(fields, message),
    },
  };
}

/** The polled sources that are configured. */
export function polledSources(config: Config, store: Store, self: Self, log: Logger, world: World): readonly Source[] {
  const sources = [
    config.github && createGitHubSource(config, contextOf('github', store, self, log, world)),
    config.pagerduty && createPagerDutySource(config, contextOf('pagerduty', store, self, log, world)),
    config.prometheus && createPrometheusSource(config, contextOf('prometheus', store, self, log, world)),
    config.surveys && createSurveySource(config, contextOf('surveys', store, self, log, world)),
    config.maturity.assessments && createAssessmentSource(config, contextOf('assessments', store, self, log, world)),
  ];
  return sources.filter((source) => source !== null);
}

/** Polls once; a failure is told and counted, and stays with its source. Answers whether it succeeded. */
export async function pollOnce(
  source: Source,
  self: Self,
  log: Logger,
  now: () => number,
  signal: AbortSignal,
): Promise<boolean> {
  const startedAt = now();
  try {
    await source.poll(signal);
    self.polled(source.name, now() - startedAt, null);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    const message = (error as Error).message;
    self.polled(source.name, now() - startedAt, message);
    log.error({ source: source.name, cause: String((error as Error).cause ?? '') }, message);
    return false;
  }
}
