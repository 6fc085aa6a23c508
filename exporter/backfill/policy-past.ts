import type { Config } from '../config/config.ts';
import { guardrailFamilies, policyFamilies, stateForms, stateLabels } from '../exposition/guardrail-families.ts';
import type { StateForm } from '../exposition/guardrail-families.ts';
import { standingAt } from '../guardrails/follow.ts';
import { hourByHour } from '../guardrails/following.ts';
import type { Stood } from '../guardrails/following.ts';
import { hourMs } from '../guardrails/hours.ts';
import { keyOf } from '../guardrails/line-series.ts';
import type { Standing } from '../guardrails/standing.ts';
import { isAsked, progressOf } from '../guardrails/targets.ts';
import type { Engine } from '../metrics/engine-types.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import { familyPast } from './family-past.ts';
import type { PastFamily, PastRun } from './open-metrics.ts';
import type { Others, Parts } from './parts.ts';

/** The past of the policy, from an instant on. It is judged at whole hours: between them nothing is told. */
export function policyPast({ config, engine, guardrails }: Parts, from: number): Others {
  const { lines } = guardrails;
  const following = guardrails.following(Math.ceil(from / hourMs) * hourMs);
  const remembering = rememberingEngine(engine);
  return {
    names: guardrailFamilies(lines, [], [], config).map(({ name }) => name),
    *past(instants, wanted) {
      const [hours, stood] = following.until(Math.floor(instants.at(-1)! / hourMs) * hourMs);
      const places = new Map(instants.map((at, index) => [at, index]));
      const told = hours.map((at) => places.get(at));
      for (const form of stateForms) if (wanted.has(form.name)) yield statePast(form, hours, stood, told, config);
      if (stateForms.filter(({ name }) => wanted.has(name)).length === wanted.size) return;
      const byHour = hourByHour(
        hours,
        stood.filter(({ pair: [line] }) => isTogether(line, config)),
      )[Symbol.iterator]();
      yield* familyPast(instants, wanted, (at) => {
        if (at % hourMs !== 0) return [];
        const standings = standingsAt(byHour, at);
        return policyFamilies(lines, standings, progressOf(standings, config, remembering), config);
      });
    },
  };
}

/** Whether what `policyFamilies` tells depends on how a line stands: of most it does not. */
const isTogether = ({ id, kind, actions }: PolicyLine, { waivers }: Config): boolean =>
  kind === 'target' || actions !== undefined || waivers.some(({ guardrail }) => guardrail === id);

/** Of each line for each team; `told`: which of the instants each hour is, if it is one. */
function statePast(
  form: StateForm,
  hours: readonly number[],
  stood: readonly Stood[],
  told: readonly (number | undefined)[],
  config: Config,
): PastFamily {
  const { name, help } = form;
  const series = stood.map((one) => ({
    labels: stateLabels(...one.pair),
    runs: numbersOf(form, hours, one, told, config),
  }));
  return { name, help, type: 'gauge', series };
}

function* numbersOf(
  form: StateForm,
  hours: readonly number[],
  { pair, runs }: Stood,
  told: readonly (number | undefined)[],
  config: Config,
): Iterable<PastRun> {
  const [{ kind }] = pair;
  for (const run of runs) {
    const isAlike = !(form.isOfAsked && kind === 'target') && !(form.grows && run.track.state === 'breached');
    for (let first = run.first; first < run.end;) {
      const end = isAlike ? run.end : first + 1;
      const standing = standingAt(pair, run, hours[first]!);
      const value = form.isOfAsked && !isAsked(standing, config) ? null : form.of(standing);
      if (value !== null) yield* runsOf(told, first, end, value);
      first = end;
    }
  }
}

/** The hours from `first` to before `end` as runs of instants. */
function* runsOf(told: readonly (number | undefined)[], first: number, end: number, value: number): Iterable<PastRun> {
  for (let hour = first; hour < end;) {
    const place = told[hour];
    hour += 1;
    if (place === undefined) continue;
    const from = hour;
    while (hour < end && told[hour] === place + 1 + hour - from) hour += 1;
    yield { first: place, end: place + 1 + hour - from, value };
  }
}

/** Hours that nobody asks for are passed over. */
function standingsAt(hours: Iterator<readonly Standing[]>, at: number): readonly Standing[] {
  for (;;) {
    const standings = hours.next().value as readonly Standing[];
    if (standings[0]!.asOf === at) return standings;
  }
}

/** A target's baseline is the same for a quarter, and asked for every hour of it. */
function rememberingEngine(engine: Engine): Pick<Engine, 'at'> {
  const known = new Map<string, ReturnType<Engine['at']>>();
  return {
    at(series, moment) {
      const key = `${keyOf(series)}|${moment.from}|${moment.to}|${moment.asOf}`;
      const value = known.get(key) ?? engine.at(series, moment);
      known.set(key, value);
      return value;
    },
  };
}
