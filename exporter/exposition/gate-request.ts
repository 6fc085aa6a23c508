import type { Config } from '../config/config.ts';
import { changeKinds, risks } from '../guardrails/gate.ts';
import type { GateRequest } from '../guardrails/gate.ts';

type Query = Readonly<Record<string, unknown>>;

/** A misspelt one must not pass for a low risk. */
const parameters: readonly string[] = ['team', 'service', 'change', 'risk'];

/** Reads the address. Throws RangeError with what would be right. */
export function gateRequest(query: Query, { teams, services }: Config): GateRequest {
  const stray = Object.keys(query).find((name) => !parameters.includes(name));
  if (stray !== undefined) throw new RangeError(`there is no parameter ${stray}; they are ${parameters.join(', ')}`);
  const teamIds = teams.map(({ id }) => id);
  const service = given(query, 'service');
  return {
    team: oneOf(query, 'team', teamIds),
    ...(service !== undefined && {
      service: oneOf(
        query,
        'service',
        services.map(({ id }) => id),
      ),
    }),
    change: oneOf(query, 'change', changeKinds, 'feature'),
    risk: oneOf(query, 'risk', risks, 'low'),
  };
}

/** A pipeline may leave a part empty. One that is given twice stays, and is none of the choices. */
const given = (query: Query, name: string): unknown => (query[name] === '' ? undefined : query[name]);

function oneOf<T extends string>(query: Query, name: string, known: readonly T[], standard?: T): T {
  const text = given(query, name) ?? standard;
  const found = known.find((value) => value === text);
  if (found === undefined) throw new RangeError(`${name} is one of ${known.join(', ')}`);
  return found;
}
