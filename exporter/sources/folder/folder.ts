import type { Instant } from '../../records/index.ts';
import type { AccessCheck } from '../source.ts';

/** A file as it was listed. */
export interface Listed {
  /** Where it lies in its folder: `a.csv`, `2026-Q4/web.md`. */
  readonly place: string;
  /** Equal while the file is as it is, and lies where it does. */
  readonly version: string;
  /** Where people see it; null: only on this machine. */
  readonly url: string | null;
  /** Since when at the latest it is as it is; null: nobody can say. */
  readonly sinceAt: Instant | null;
}

export interface Listing {
  /** By place. */
  readonly files: readonly Listed[];
  /** Up to when it is known that they are these. */
  readonly readAt: Instant;
}

/** What is in a file, or why it is not to be had. The reason repeats nothing that the file says. */
export type Content = { readonly text: string } | { readonly problem: string };

/** Where people put files for Clockspeed to read: a folder of this machine, or one of a repository. */
export interface Folder {
  /** Rejects with UnreadableError where it is not there or may not be read, with SourceError where nobody answered. */
  list(signal: AbortSignal): Promise<Listing>;
  /** By place, of files that were listed last. A file that is not to be had has a problem; rejects where nobody answered. */
  read(files: readonly Listed[], signal: AbortSignal): Promise<ReadonlyMap<string, Content>>;
  checkAccess(signal: AbortSignal): Promise<readonly AccessCheck[]>;
}

/** Which files are wanted of a folder, and for whom. */
export interface Wanted {
  /** As people call them: "surveys". */
  readonly what: 'surveys' | 'assessments';
  /** The part of the configuration that names the folder. */
  readonly setting: 'surveys' | 'maturity.assessments';
  readonly places: RegExp;
  /** Whether they lie in folders of the folder. */
  readonly isDeep: boolean;
}

/** There is no such folder, or it may not be read: nobody knows what is in it, and waiting does not help. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly operation: string;
  readonly remedy: string;
  constructor(operation: string, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.operation = operation;
    this.remedy = remedy;
  }
}
