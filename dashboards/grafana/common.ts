import type { State } from '../board.ts';

export const datasource = { type: 'prometheus', uid: '${datasource}' } as const;

/** Distinct for people who cannot tell red from green, on light and dark; words or symbols say the same. */
export const colors: Readonly<Record<State, string>> = {
  within: '#2f8fd0',
  at_risk: '#e0a100',
  broken: '#c4314b',
  unknown: '#8a8f98',
};

export type Json = Record<string, unknown>;

/** Where the SDK asks for a builder of something that is plain. */
export const given = (value: Json): never => ({ build: () => value }) as never;
