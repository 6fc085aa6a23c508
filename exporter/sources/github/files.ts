import { z } from 'zod';
import { anyPattern } from '../../history/paths.ts';
import type { Verdict } from '../findings.ts';
import { lacking } from './protection.ts';

export const codeOwnersRow = z
  .object({ errors: z.array(z.object({ kind: z.string(), line: z.number(), path: z.string() })) })
  .nullable();

const blob = z.object({ object: z.object({ text: z.string().nullish() }).nullable() }).nullish();
/** The places of the file, in GitHub's order. */
export const codeOwnersFiles = { inGithub: blob, inRoot: blob, inDocs: blob };
type Place = z.output<typeof blob>;

/** Null: there is no file. A binary one has no text, and gives nothing to anybody. */
export function codeOwnersText(
  target: Readonly<Partial<Record<keyof typeof codeOwnersFiles, Place>>> | null | undefined,
): string | null {
  const file = target?.inGithub ?? target?.inRoot ?? target?.inDocs;
  return file ? (file.object?.text ?? '') : null;
}

type Outcome = Pick<Verdict, 'result' | 'detail' | 'missing'>;
const seeFiles = 'Contents: read';

/**
 * Whether the CODEOWNERS file of the default branch is there, gives something to somebody, and holds nothing that GitHub cannot make
 * sense of. `text`: null where there is no file. The line itself is not told: it names people.
 */
export function codeOwnersVerdict(
  row: z.output<typeof codeOwnersRow>,
  text: string | null,
  url: string,
  branch: string,
): Verdict {
  const [first] = row?.errors ?? [];
  const page = `${url}/blob/${branch}/${first?.path ?? '.github/CODEOWNERS'}`;
  return { check: 'code_owners_valid', ...judged(row, text), url: page };
}

function judged(row: z.output<typeof codeOwnersRow>, text: string | null): Outcome {
  if (text === null) return { result: 'unmet', detail: 'There is no CODEOWNERS file.' };
  if (row === null) return lacking(seeFiles);
  const { errors } = row;
  const first = errors[0];
  if (first) {
    const many = errors.length === 1 ? '1 error' : `${errors.length} errors`;
    return { result: 'unmet', detail: `CODEOWNERS has ${many}, the first in line ${first.line} (${first.kind}).` };
  }
  return /^[ \t]*[^#\s]\S*[ \t]+[^#\s]/m.test(text)
    ? { result: 'met', detail: 'CODEOWNERS has no errors.' }
    : { result: 'unmet', detail: 'CODEOWNERS gives no path to anybody.' };
}

export const treeRow = z.object({
  truncated: z.boolean().default(false),
  tree: z.array(z.object({ path: z.string(), type: z.string() })),
});

/** Whether any file of the default branch is a runbook by the configured globs. `tree`: null where it is refused. */
export function runbooksVerdict(
  tree: z.output<typeof treeRow> | null,
  patterns: readonly string[],
  url: string,
  branch: string,
): Verdict {
  return { check: 'runbooks_present', ...found(tree, patterns), url: `${url}/tree/${branch}` };
}

function found(tree: z.output<typeof treeRow> | null, patterns: readonly string[]): Outcome {
  if (tree === null) return lacking(seeFiles);
  const isRunbook = anyPattern(patterns);
  if (tree.tree.some(({ path, type }) => type === 'blob' && isRunbook(path)))
    return { result: 'met', detail: 'There are runbooks.' };
  return tree.truncated
    ? { result: 'unknown', detail: 'GitHub lists only a part of so many files, and no runbook is among it.' }
    : { result: 'unmet', detail: `No file matches ${patterns.join(', ')}.` };
}
