import { describe, expect, it } from 'vitest';
import { ownerLineOf, parseCodeOwners } from '../../exporter/history/codeowners.ts';
import { pathPattern, servicePattern } from '../../exporter/history/paths.ts';

const ownersOf = (text: string, path: string): string[] | undefined =>
  ownerLineOf(parseCodeOwners(text), path)?.owners.map(({ name }) => name);

describe('path patterns', () => {
  it.each([
    ['*', ['a', 'a/b.rb'], []],
    ['*.js', ['a.js', 'x/y/a.js'], ['a.jsx', 'a.js.map']],
    ['/*', ['a'], ['a/b']],
    ['docs/*', ['docs/a.md'], ['docs/x/a.md', 'x/docs/a.md']],
    ['apps/', ['apps/a', 'x/apps/a/b'], ['apps', 'myapps/a']],
    ['/build/logs/', ['build/logs/a', 'build/logs/x/a'], ['x/build/logs/a', 'build/logs']],
    ['/build/logs', ['build/logs', 'build/logs/a'], ['build/logs2', 'x/build/logs']],
    ['src/api', ['src/api/a', 'src/api'], ['x/src/api', 'src/apis/a']],
    ['**/logs', ['logs/a', 'a/logs', 'a/b/logs/c'], ['a/blogs/c']],
    ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z/y'], ['b/a/z']],
    ['a/**', ['a/b', 'a/b/c'], ['a', 'x/a/b']],
    ['**', ['a', 'a/b'], []],
    ['a?.rb', ['ab.rb', 'x/ab.rb'], ['a.rb', 'a/.rb']],
    ['/apps/*/test', ['apps/x/test', 'apps/x/test/a'], ['apps/x/y/test']],
    ['/a.b', ['a.b'], ['aXb']],
  ])('%s', (pattern, matching, others) => {
    for (const path of matching) expect(pathPattern(pattern)(path), path).toBe(true);
    for (const path of others) expect(pathPattern(pattern)(path), path).toBe(false);
  });

  it('begin at the root for the paths of a service', () => {
    expect(servicePattern('api')('api/x.go')).toBe(true);
    expect(servicePattern('api')('lib/api/x.go')).toBe(false);
    expect(servicePattern('api/')('api/x.go')).toBe(true);
    expect(servicePattern('apps/*/api/**')('apps/a/api/x')).toBe(true);
    expect(servicePattern('**/api/')('lib/api/x.go')).toBe(true);
  });
});

describe('CODEOWNERS', () => {
  it('is decided by the last line that matches', () => {
    const text = '* @global\n*.js @js-owner\n/docs/ @writer ';
    expect(ownersOf(text, 'a.js')).toEqual(['js-owner']);
    expect(ownersOf(text, 'docs/a.js')).toEqual(['writer']);
    expect(ownersOf(text, 'a.rb')).toEqual(['global']);
  });

  it('takes ownership away by a line without owners, and knows no owner where no line matches', () => {
    const text = '/apps/ @octocat\n/apps/github';
    expect(ownersOf(text, 'apps/a')).toEqual(['octocat']);
    expect(ownersOf(text, 'apps/github/a')).toEqual([]);
    expect(ownersOf(text, 'README')).toBeUndefined();
  });

  it('reads users, teams and e-mail addresses, in lower case', () => {
    const [line] = parseCodeOwners('*.go docs@Example.com @Org/Team-Name\t@User');
    expect(line?.owners).toEqual([
      { type: 'email', name: 'docs@example.com' },
      { type: 'team', name: 'org/team-name' },
      { type: 'user', name: 'user' },
    ]);
  });

  it('leaves out comments, also at the end of a line, and line ends of Windows', () => {
    expect(ownersOf('# * @nobody\r\n\r\n*.js @js # and @nobody\r\n', 'a.js')).toEqual(['js']);
    expect(ownersOf('*.js #@nobody', 'a.js')).toEqual([]);
  });

  it('reads escaped spaces in a path', () => {
    expect(ownersOf('/a\\ b/ @one', 'a b/c')).toEqual(['one']);
    expect(ownersOf('/a\\ b/ @one', 'a')).toBeUndefined();
  });

  it.each(['!*.js @x', '*.[jt]s @x', '\\#a @x', '*.js x', '*.js @x nobody', '*** @x', '*.js @a/b/c'])(
    'skips the invalid line %s',
    (line) => {
      expect(ownersOf(`* @global\n${line}`, 'a.js')).toEqual(['global']);
    },
  );

  it('tells upper from lower case in paths', () => {
    expect(ownersOf('/Docs/ @x', 'docs/a')).toBeUndefined();
  });
});
