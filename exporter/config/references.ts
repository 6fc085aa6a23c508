import type { Problem } from './problem.ts';

/** What references stood for: value → reference. A message that repeats such a value must be written with the reference instead. */
export type Resolved = Map<string, string>;

/** Where `${NAME}` and `${file:/path}` are looked up. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws when the file cannot be read. */
  readonly readFile: (path: string) => string;
}

const reference = /\$\{(file:)?([^}]+)\}/g;

/** The document with its references replaced; what cannot be found becomes a problem that names it, never its value. */
export function resolveReferences(
  document: unknown,
  surroundings: Surroundings,
  problems: Problem[],
  resolved: Resolved,
  path = '',
): unknown {
  if (typeof document === 'string') return resolveText(document, surroundings, problems, resolved, path);
  if (Array.isArray(document))
    return document.map((item, index) =>
      resolveReferences(item, surroundings, problems, resolved, `${path}[${index}]`),
    );
  if (document === null || typeof document !== 'object' || document instanceof Date) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [
      key,
      resolveReferences(value, surroundings, problems, resolved, path ? `${path}.${key}` : key),
    ]),
  );
}

function resolveText(
  text: string,
  { env, readFile }: Surroundings,
  problems: Problem[],
  resolved: Resolved,
  path: string,
): string {
  return text.replace(reference, (whole, file: string | undefined, name: string) => {
    const remember = (value: string): string => {
      resolved.set(value, whole);
      return value;
    };
    if (file) {
      try {
        return remember(readFile(name).trim());
      } catch {
        problems.push({ path, problem: `the file ${name} cannot be read`, remedy: 'Mount it, or name another one' });
        return whole;
      }
    }
    const value = Object.hasOwn(env, name) ? env[name]?.trim() : undefined;
    if (value) return remember(value);
    problems.push({
      path,
      problem: `the environment variable ${name} is not set`,
      remedy: `Set ${name}, or use \${file:/path}`,
    });
    return whole;
  });
}
