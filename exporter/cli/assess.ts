import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentText } from '../assessment/document.ts';
import type { Draft } from '../assessment/draft.ts';
import { placeOf } from '../assessment/place.ts';
import { quarterNamed } from '../calendar/quarter.ts';
import type { Config } from '../config/config.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import type { AssessmentReason } from '../records/index.ts';
import { UsageError } from './surroundings.ts';
import type { World } from './surroundings.ts';

export interface AssessOptions {
  /** `2026-Q4` */
  readonly quarter: string;
  /** Null: every team. */
  readonly team: string | null;
  readonly reason: AssessmentReason;
  /** The folder that the quarter's is made in. */
  readonly out: string;
}

/**
 * Writes a document for each team from what is known now, or was at the end of a quarter that is over. One that exists may have been edited:
 * then nothing is written. Throws UsageError for what a person can mend.
 */
export async function assess(
  { quarter, team, reason, out }: AssessOptions,
  config: Config,
  evaluator: Pick<Evaluator, 'evaluate' | 'drafts'>,
  world: Pick<World, 'now' | 'say'>,
): Promise<void> {
  const now = world.now();
  const span = quarterNamed(quarter, config.organisation.workingTime.zone);
  if (!span) throw new UsageError('--quarter takes a name like 2026-Q4');
  if (span.from > now) throw new UsageError(`${quarter} has not begun: nothing can be known of it`);
  if (team !== null && !config.teams.some(({ id }) => id === team))
    throw new UsageError(`--team names none of ${config.teams.map(({ id }) => id).join(', ')}`);
  await evaluator.evaluate(now);
  const drafts = evaluator.drafts({ quarter, reason, asOf: Math.min(now, span.to), assessedAt: now });
  write(
    drafts.filter((draft) => team === null || draft.team.id === team),
    out,
    world,
  );
}

function write(drafts: readonly Draft[], out: string, { say }: Pick<World, 'say'>): void {
  const files = drafts.map((draft) => ({
    path: join(out, placeOf({ ...draft, team: draft.team.id })),
    text: documentText(draft),
  }));
  const existing = files.map(({ path }) => path).filter((path) => existsSync(path));
  if (existing.length > 0)
    throw new UsageError(
      `Nothing was written: ${existing.join(', ')} exist${existing.length === 1 ? 's' : ''} and may have been edited. Move what is to be written anew, or name one --team.`,
    );
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    say(`${path} written`);
  }
}
