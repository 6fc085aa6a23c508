/** Whether a repository path (no leading slash) matches. */
export type PathMatcher = (path: string) => boolean;

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One segment between slashes: `*` and `?` stay inside it, `\x` is x. */
function segmentSource(segment: string): string {
  let source = '';
  for (let at = 0; at < segment.length; at++) {
    const char = segment[at]!;
    if (char === '\\' && at + 1 < segment.length) source += literal(segment[++at]!);
    else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else source += literal(char);
  }
  return source;
}

/**
 * The pattern language of .gitignore as GitHub's CODEOWNERS reads it, without `!` and `[]` (brackets are plain characters here).
 * A slash at the start or in the middle anchors to the root; otherwise any folder matches. A folder matches everything
 * in it. `docs/*` matches files in docs and nothing deeper. Case counts.
 * Good: `/build/logs/`, `*.js`, `apps/test?.rb`. Bad: `***` (throws).
 */
export function pathPattern(pattern: string): PathMatcher {
  if (pattern.includes('***')) throw new Error(`path pattern ${pattern}: *** has no meaning`);
  if (pattern === '/' || pattern === '') return () => false;
  const plain = plainFolder(pattern);
  if (plain !== null) {
    const inside = `${plain.folder}/`;
    return (path) => path.startsWith(inside) || (plain.mayBeFile && path === plain.folder);
  }
  const source = new RegExp(`^${patternSource(pattern)}$`, 's');
  return (path) => source.test(path);
}

/** Anchored patterns without wildcards, which are most: compared as text, many times as fast. */
function plainFolder(pattern: string): { readonly folder: string; readonly mayBeFile: boolean } | null {
  const [, folder, slash] = /^\/?([^*?\\]*[^*?\\/])(\/?)$/.exec(pattern) ?? [];
  if (folder === undefined || !(pattern.startsWith('/') || folder.includes('/'))) return null;
  return { folder, mayBeFile: slash === '' };
}

function patternSource(pattern: string): string {
  let segments = pattern.split('/');
  if (segments[0] === '') segments = segments.slice(1);
  else if (segments[0] !== '**' && (segments.length === 1 || (segments.length === 2 && segments[1] === '')))
    segments = ['**', ...segments];
  const last = segments.length - 1;
  if (last > 0 && segments[last] === '') segments[last] = '**';
  if (segments.length === 1 && segments[0] === '**') return '.+';
  let source = '';
  let slash = false; // whether the next segment has to be preceded by one
  segments.forEach((segment, at) => {
    if (segment === '**') {
      if (at === 0) source += '(?:.+/)?';
      else if (at === last) source += slash ? '/.+' : '.+';
      else source += '(?:/.+)?';
      slash = at > 0; // a leading ** has brought its own
      return;
    }
    source += (slash ? '/' : '') + (segment === '*' ? '[^/]+' : segmentSource(segment));
    // `docs/*` names files; any other last segment may be a folder and then stands for what is in it.
    if (at === last && segment !== '*') source += '(?:/.+)?';
    slash = true;
  });
  return source;
}

/** Any of the patterns. */
export function anyPattern(patterns: readonly string[]): PathMatcher {
  const matchers = patterns.map(pathPattern);
  return (path) => matchers.some((matches) => matches(path));
}

/** A path prefix or glob of a service: always from the repository's root. */
export function servicePattern(pattern: string): PathMatcher {
  return pathPattern(pattern.startsWith('/') || pattern.startsWith('**/') ? pattern : `/${pattern}`);
}

/** Remembers answers by text, and forgets them all when there are too many: paths repeat, but not for ever. */
export function remembered<V>(answer: (text: string) => V, limit = 50_000): (text: string) => V {
  const known = new Map<string, V>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      if (known.size >= limit) known.clear();
      value = answer(text);
      known.set(text, value);
    }
    return value;
  };
}
