import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import type { MonthReader } from './reader.ts';
import type { TargetStanding } from './targets.ts';

/** A team that met targets which it missed the month before. */
export interface Recognised {
  readonly name: string;
  readonly targets: readonly TargetStanding[];
}

/** In the order of the alphabet, whatever and how much it was: nobody is ranked. */
export function recognised(reader: MonthReader, standings: readonly TargetStanding[]): readonly Recognised[] {
  return reader.teams.flatMap(({ id, name }) => {
    const targets = standings.filter(({ team, now, before }) => team === id && before === 'missed' && now === 'met');
    return targets.length === 0 ? [] : [{ name, targets }];
  });
}

/** How many teams meet a target, of those of which anybody can say. */
export function teamsThatMeet(
  line: PolicyLine,
  standings: readonly TargetStanding[],
): { readonly met: number; readonly judged: number } {
  const judged = standings.filter(
    ({ line: { id }, team, now }) => id === line.id && team !== 'all' && (now === 'met' || now === 'missed'),
  );
  return { met: judged.filter(({ now }) => now === 'met').length, judged: judged.length };
}
