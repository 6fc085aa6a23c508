// What is asked of folders with files for Clockspeed.

export interface FolderPlace {
  readonly owner: string;
  readonly name: string;
  /** `HEAD`: the default branch. */
  readonly revision: string;
  /** '': the repository's root. */
  readonly path: string;
}

const committed = '... on Commit { committedDate }';

/** `folder0` … of some folders: when they were committed, and their trees, which change with every change in them and with nothing else. */
export const folderHeads = (places: readonly FolderPlace[]): string =>
  places
    .map(
      (
        { owner, name, revision, path },
        index,
      ) => `folder${index}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) {
    url
    commit: object(expression: ${JSON.stringify(revision)}) { __typename ${committed} ... on Tag { target { ${committed} } } }
    tree: object(expression: ${JSON.stringify(`${revision}:${path}`)}) { __typename oid }
  }`,
    )
    .join('\n');

export const folderHead = (place: FolderPlace): string => `query {
  rateLimit { cost remaining resetAt }
  ${folderHeads([place])}
}`;

const entry = 'name type mode oid size';

/** The entries of a tree, and of the trees in it, without what is in them. */
export const treeEntries = `query ($owner: String!, $name: String!, $oid: GitObjectID!) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) {
    object(oid: $oid) { ... on Tree { entries { ${entry} object { ... on Tree { entries { ${entry} } } } } } }
  }
}`;

/** `blob0` … */
export const texts = (oids: readonly string[]): string => `query ($owner: String!, $name: String!) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) {
    ${oids.map((oid, index) => `blob${index}: object(oid: ${JSON.stringify(oid)}) { ... on Blob { text isBinary isTruncated } }`).join('\n')}
  }
}`;
