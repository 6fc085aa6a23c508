import type { Config } from '../config/config.ts';
import type { Value } from '../metrics/engine-types.ts';
import type { AssessedLevels } from './assessed.ts';
import type { Judgement } from './judgement.ts';
import type { Readings } from './readings.ts';
import type { Standings } from './standing.ts';

/** What the numbers of maturity are had from. */
export interface Sources {
  readonly config: Config;
  readonly judgement: Judgement;
  readonly readings: Readings;
  readonly standings: Standings;
  readonly assessed: AssessedLevels;
}

/** A number, or that it is not read so far back. */
export const known = (value: number | boolean | null): Value =>
  value === null ? { absent: 'incomplete' } : { value: Number(value) };
