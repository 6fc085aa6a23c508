import { createHash } from 'node:crypto';
import type { World, WorldBranch } from '../world.ts';
import { refuse } from './refusal.ts';

type Fields = Readonly<Record<string, unknown>>;
type Files = readonly (readonly [path: string, bytes: Buffer])[];

/** As much of a text as github.com hands out. */
const standardTextBytes = 512_000;
const modes = { blob: 0o100644, tree: 0o40000, link: 0o120000 } as const;

/** As git names an object: by what is in it. */
const oidOf = (type: 'blob' | 'tree' | 'commit', bytes: Buffer): string =>
  createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');

const filesOf = ({ files }: WorldBranch): Files => Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]); // prettier-ignore

/** What is under a folder, by what follows its name. */
function inside(files: Files, folder: string): Files {
  const start = folder === '' ? '' : `${folder}/`;
  return files.filter(([path]) => path.startsWith(start)).map(([path, bytes]) => [path.slice(start.length), bytes]);
}

function blob(bytes: Buffer, mostTextBytes = standardTextBytes): Fields {
  const isBinary = bytes.includes(0);
  return {
    __typename: 'Blob',
    oid: oidOf('blob', bytes),
    bytes,
    isBinary,
    isTruncated: bytes.length > mostTextBytes,
    text: isBinary ? null : bytes.subarray(0, mostTextBytes).toString(),
  };
}

function tree(files: Files): Fields {
  const names = [...new Set(files.map(([path]) => path.split('/')[0]!))].sort();
  const entries = names.map((name) => entry(name, files));
  const listed = entries.map(({ mode, name, oid }) => `${mode.toString(8)} ${name} ${oid}`);
  return { __typename: 'Tree', oid: oidOf('tree', Buffer.from(listed.join('\n'))), entries };
}

function entry(name: string, files: Files) {
  const own = files.find(([path]) => path === name)?.[1];
  const object = own ? blob(own) : tree(inside(files, name));
  const mode = !own ? modes.tree : name.includes('.link.') ? modes.link : modes.blob;
  return { name, type: own ? 'blob' : 'tree', mode, oid: String(object['oid']), size: own?.length ?? 0, object };
}

/** What a revision expression of a branch stands for: `main`, `HEAD:folder`. */
function named(branch: WorldBranch, expression: string): Fields | null {
  const colon = expression.indexOf(':');
  const files = filesOf(branch);
  if (colon < 0) {
    const oid = oidOf('commit', Buffer.from(`${branch.committedAt} ${String(tree(files)['oid'])}`));
    return { __typename: 'Commit', oid, committedDate: new Date(branch.committedAt).toISOString() };
  }
  const path = expression.slice(colon + 1);
  const own = files.find(([one]) => one === path)?.[1];
  const under = inside(files, path);
  return own ? blob(own) : under.length > 0 ? tree(under) : null;
}

/** Every tree and blob of a branch, by id. */
function* objects(tree: Fields): Iterable<Fields> {
  yield tree;
  for (const { object } of (tree['entries'] ?? []) as readonly { readonly object: Fields }[]) yield* objects(object);
}

/** The object of a branch that a query asks for; undefined: no branch of the repository has it, or it has none. The first branch is the default. */
export function branchObject(
  { branches = [] }: World,
  repository: string,
  { oid, expression }: Readonly<Record<string, unknown>>,
): Fields | null | undefined {
  const own = branches.filter((one) => one.repository === repository);
  if (own.length === 0) return undefined;
  if (own.some(({ isHidden }) => isHidden)) refuse();
  if (typeof expression === 'string') {
    const name = expression.split(':')[0]!;
    const branch = name === 'HEAD' ? own[0] : own.find((one) => one.name === name);
    return branch ? named(branch, expression) : null;
  }
  for (const branch of own)
    for (const one of objects(tree(filesOf(branch))))
      if (one['oid'] === oid)
        return one['__typename'] === 'Blob' ? blob(one['bytes'] as Buffer, branch.mostTextBytes) : one;
  return undefined;
}
