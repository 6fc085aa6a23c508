import type { Config } from '../config/config.ts';
import type { Engine, Value } from '../metrics/engine-types.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import { judge } from './judge.ts';
import type { Circumstances, Evidence } from './judge.ts';
import { lineSeries, metricOf, momentOf } from './line-series.ts';
import type { Judge } from './verdicts.ts';

/** Judges lines in the circumstances of an organisation. */
export function judgeOf(config: Pick<Config, 'teams' | 'services'>): Judge {
  const onCall = teamsOnCall(config);
  return (line, evidence, asOf) => {
    const circumstances: Circumstances = {
      teamsOnCall: onCall,
      unit: metricOf(line).unit,
      asOfSeconds: asOf / 1_000,
    };
    return judge(line, evidence, circumstances);
  };
}

/** What a line is judged by for a team, as of an instant. */
export function evidenceAt(engine: Engine, line: PolicyLine, team: string, asOf: number): Evidence {
  const { now, longer, also, before } = lineSeries(line, team);
  const read = (series: typeof now, at: number): Value => engine.at(series, momentOf(series, at));
  return {
    now: read(now, asOf),
    ...(longer && { longer: read(longer, asOf) }),
    ...(also && { also: read(also, asOf) }),
    ...(before && { before: read(before.series, asOf - before.earlierMs) }),
  };
}

/** Teams that carry pages: they list PagerDuty services, or own a service that is mapped to one. */
export const teamsOnCall = ({ teams, services }: Pick<Config, 'teams' | 'services'>): number =>
  teams.filter(
    ({ id, pagerdutyServices }) =>
      pagerdutyServices.length > 0 ||
      services.some(({ owner, pagerdutyServices: mapped }) => owner === id && mapped.length > 0),
  ).length;
