import { pathPattern } from './paths.ts';
import type { PathMatcher } from './paths.ts';

/** `@user` → user, `@org/team` → team, else e-mail. Lower case: GitHub compares names so. */
export interface Owner {
  readonly type: 'user' | 'team' | 'email';
  readonly name: string;
}

export interface OwnerLine {
  readonly matches: PathMatcher;
  /** Empty: the line takes ownership away. */
  readonly owners: readonly Owner[];
}

/** A parsed file, last line first. */
export type CodeOwners = readonly OwnerLine[];

const ownerForms: readonly (readonly [Owner['type'], RegExp])[] = [
  ['team', /^@([\w.-]+\/[\w.-]+)$/],
  ['user', /^@([\w.-]+)$/],
  ['email', /^([^@\s]+@[^@\s]+\.[^@\s]+)$/],
];

function parseOwner(word: string): Owner | null {
  for (const [type, form] of ownerForms) {
    const name = form.exec(word)?.[1];
    if (name !== undefined) return { type, name: name.toLowerCase() };
  }
  return null;
}

/** Words of a line, split at blanks that no backslash escapes, up to a `#` that begins a word (a comment). */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const word of line.match(/(?:\\.|[^\s\\]|\\$)+/g) ?? []) {
    if (word.startsWith('#')) break;
    words.push(word);
  }
  return words;
}

/**
 * What gitignore has and CODEOWNERS hasn't makes the line invalid: `!`, `[ ]`, an escaped leading `#`, `***`.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
const isInvalid = (pattern: string): boolean =>
  pattern.startsWith('!') || pattern.startsWith('\\#') || /[[\]]/.test(pattern) || pattern.includes('***');

function parseLine(line: string): OwnerLine | null {
  const [pattern, ...words] = wordsOf(line);
  if (pattern === undefined || isInvalid(pattern)) return null;
  const owners = words.map(parseOwner);
  if (owners.includes(null)) return null; // GitHub skips the whole line
  return { matches: pathPattern(pattern), owners: owners as Owner[] };
}

/** Invalid lines are skipped, as GitHub does. */
export function parseCodeOwners(text: string): CodeOwners {
  return text
    .split(/\r\n|\n|\r/)
    .map(parseLine)
    .filter((line) => line !== null)
    .reverse();
}

/** The last matching line of the file; undefined: no line matches. */
export const ownerLineOf = (file: CodeOwners, path: string): OwnerLine | undefined =>
  file.find((line) => line.matches(path));
