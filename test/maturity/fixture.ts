import type { Config, MaturityConfig, MaturityEvidence, MaturityWaiver } from '../../exporter/config/config.ts';
import type { History, WorkItemView } from '../../exporter/history/history.ts';
import { Inputs } from '../../exporter/governance/inputs.ts';
import { Reviews } from '../../exporter/governance/reviews.ts';
import { criteria as standard } from '../../exporter/maturity/criteria.ts';
import type { Grounds } from '../../exporter/maturity/grounds.ts';
import { Judgement } from '../../exporter/maturity/judgement.ts';
import { Mandates } from '../../exporter/maturity/mandates.ts';
import type { Criterion } from '../../exporter/maturity/criterion.ts';
import type { Engine, Moment, Series, Value } from '../../exporter/metrics/engine-types.ts';
import type { Finding } from '../../exporter/records/index.ts';
import { at, configuration, service, team } from '../history/organisation.ts';

export { at };
/** As of which criteria are judged here: Monday 2026-04-06 12:00 UTC. */
export const noon = at(91, 12);

export const evidence = (criterion: string, more: Partial<MaturityEvidence> = {}): MaturityEvidence => ({
  criterion,
  team: 'web',
  url: `https://wiki.example/${criterion}`,
  role: 'Head of Platform',
  at: at(60),
  untilAt: at(240),
  ...more,
});
export const waiver = (criterion: string, more: Partial<MaturityWaiver> = {}): MaturityWaiver => ({
  criterion,
  team: 'web',
  reason: 'The move takes a month.',
  role: 'VP Engineering',
  at: at(60),
  untilAt: at(120),
  ...more,
});

/** Team `web` owns `app` (repository acme/app) and the escalation policy PEWEB; `core` owns nothing. */
export const withMaturity = (maturity: Partial<MaturityConfig> = {}, more: Partial<Config> = {}): Config =>
  configuration({
    teams: [team('web', { pagerdutyServices: ['PD-APP'], escalationPolicies: ['PEWEB'] }), team('core')],
    services: [service('app', { owner: 'web' })],
    maturity: { ...configuration().maturity, ...maturity },
    ...more,
  });

export type Answer = (series: Series, moment: Moment) => Value;
const seriesOf = (metric: string): readonly Series[] =>
  ['web', 'core', 'unattributed', 'all', ''].flatMap((team) =>
    ['', 'first_review', 'rollback', 'any', 'P1', 'deploy'].flatMap((label) =>
      ([undefined, '28d', '90d'] as const).flatMap(
        (window) =>
        ([undefined, 'mean', 'p50'] as const).map((stat) => ({ metric, team, label, ...(window && { window }), ...(stat && { stat }) })), // prettier-ignore
      ),
    ),
  );
/** An engine that answers what a test says, and the same for every instant of a slide. */
export const engineOf = (answer: Answer): Engine => ({
  replace: () => undefined,
  *evaluate() {},
  at: answer,
  slide(metric, instants, run, isWanted = () => true) {
    for (const series of seriesOf(metric).filter(isWanted))
      for (const [index, asOf] of instants.entries())
        run(series, index, index + 1, answer(series, { from: asOf, to: asOf, asOf }));
  },
  explain: () => ({ value: { absent: 'no_facts' }, facts: [], excluded: [] }),
  takeFailures: () => [],
});

export const foundMet = (check: string): Finding => ({ at: at(50), result: 'met', detail: `${check} is in order` });

/** What of an issue tells whether it is reliability work. */
export type Work = Pick<WorkItemView, 'id' | 'problems' | 'domains' | 'inProgress' | 'done'>;

/** A history of probes that were read from the start on, up to an instant. */
export const historyOf = (
  config: Config,
  finding: (check: string, subject: string) => Finding | undefined = foundMet,
  watermarkAt = noon,
  workItems: readonly Work[] = [],
): History =>
  ({
    config,
    signal: () => ({ completeFromAt: at(-200), watermarkAt }),
    finding: (check: string, subject: string, asOf: number) => {
      const found = finding(check, subject);
      return found && found.at < asOf ? found : undefined;
    },
    probes: () => [],
    workItems: () => workItems,
    root: () => undefined,
  }) as unknown as History;

/** What criteria are judged from, with nothing remembered yet. */
export const groundsOf = (config: Config, engine: Engine, history: () => History): Grounds => ({
  config,
  engine,
  history,
  reviews: new Reviews(config, engine, history, new Inputs(config, engine, history)),
  mandates: new Mandates(config, engine, history),
});

export const judgementOf = (
  config: Config,
  answer: Answer,
  history = historyOf(config),
  criteria: readonly Criterion[] = standard,
): Judgement =>
  new Judgement(
    groundsOf(config, engineOf(answer), () => history),
    criteria,
  );
