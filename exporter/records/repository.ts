/** A watched GitHub repository as it is now. */
export interface Repository {
  readonly kind: 'repository';
  /** `owner/repo` */
  readonly id: string;
  readonly url: string;
  readonly defaultBranch: string;
  /** Blob id of the CODEOWNERS file at the head of the default branch; null where there is none. */
  readonly codeOwnersBlob: string | null;
}

/** One version of a CODEOWNERS file. Content-addressed, so it never changes. */
export interface CodeOwnersFile {
  readonly kind: 'code_owners';
  /** The git blob id. */
  readonly id: string;
  readonly text: string;
}

/** One commit of the graph of a repository. */
export interface Commit {
  readonly kind: 'commit';
  /** `owner/repo@oid` */
  readonly id: string;
  readonly repository: string;
  readonly oid: string;
  readonly parents: readonly string[];
  /** The oid named by a `(cherry picked from commit …)` trailer. */
  readonly cherryPickOf: string | null;
  /** GitHub no longer has it (force-pushed away and collected): contents that need it are unknown. */
  readonly isGone: boolean;
}
