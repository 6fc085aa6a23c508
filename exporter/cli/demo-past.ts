import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { EvaluationThread } from '../evaluation/evaluation-thread.ts';
import type { World } from './surroundings.ts';

export interface DemoPastOptions {
  /** Where the past is written, a file a month; it is there when all of it is. Undefined: nowhere. */
  readonly past?: string | undefined;
  readonly label: Readonly<Record<string, string>>;
}

const hourMs = 3_600_000;
const pastMs = 90 * 24 * hourMs;

/** Writes the last 90 days of a collected demo, for a Prometheus that is new. Beside the evaluations: it takes a while. */
export async function writeDemoPast({ past, label }: DemoPastOptions, config: Config, world: World): Promise<void> {
  if (past === undefined) return;
  if (existsSync(past)) return world.say(`${past} is there already: the past is not written again.`);
  world.say('Writing the past of 90 days, hour by hour …');
  const unfinished = `${past}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const thread = new EvaluationThread(config);
  const toAt = world.now();
  const span = { fromAt: toAt - pastMs, toAt, stepMs: hourMs };
  try {
    await thread.ask('past', { ...span, out: join(unfinished, 'past.om'), labels: label });
    renameSync(unfinished, past);
  } finally {
    await thread.stop();
    rmSync(unfinished, { recursive: true, force: true });
  }
  world.say(`The past is in ${past}.`);
}
