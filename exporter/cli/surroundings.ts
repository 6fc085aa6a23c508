import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Surroundings } from '../config/load.ts';

/** What only the outermost layer may touch: the clock, the environment, files and streams. `main.ts` makes it. */
export interface World extends Surroundings {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly version: string;
  /** The module that makes the page of the all-hands: a report knows the exporter, and not the other way round. */
  readonly allHands: URL;
  /** For a person at a terminal. */
  readonly say: (line: string) => void;
  /** For whoever reads the output: the exposition text. */
  readonly print: (text: string) => Promise<void>;
  /** Resolves when the program is asked to end. */
  readonly ended: Promise<unknown>;
}

/** An error that a person can mend: its message is all that is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** JSON lines on standard error, without any secret. */
export function logger(secrets: readonly string[], level = 'info'): Logger {
  const hide = (line: string): string => secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => void process.stderr.write(hide(line)) },
  );
}
