import { describe, expect, it } from 'vitest';
import { codeOwnersText, codeOwnersVerdict, runbooksVerdict } from '../../../exporter/sources/github/files.ts';

const url = 'https://github.example/acme/app';
const owners = (text: string | null, errors: { kind: string; line: number; path: string }[] | null = []) =>
  codeOwnersVerdict(errors && { errors }, text, url, 'main');

describe('CODEOWNERS', () => {
  it('is valid when it gives a path to somebody and GitHub finds no error', () => {
    expect(owners('# all\n* @acme/web\n')).toMatchObject({ result: 'met', url: `${url}/blob/main/.github/CODEOWNERS` });
    expect(owners('\t/docs/ @acme/docs').result).toBe('met');
  });

  it('is not there, or gives nothing to anybody', () => {
    expect(owners(null).detail).toBe('There is no CODEOWNERS file.');
    for (const text of ['', '# * @acme/web\n', '/docs/\n', '/docs/ # nobody\n'])
      expect(owners(text), text).toMatchObject({ result: 'unmet', detail: 'CODEOWNERS gives no path to anybody.' });
  });

  it('has errors: their number, and the line and kind of the first, and no word of the line', () => {
    const error = (line: number) => ({ kind: 'Unknown owner', line, path: 'CODEOWNERS' });
    expect(owners('* @ann', [error(1)])).toEqual({
      check: 'code_owners_valid',
      result: 'unmet',
      detail: 'CODEOWNERS has 1 error, the first in line 1 (Unknown owner).',
      url: `${url}/blob/main/CODEOWNERS`,
    });
    expect(owners('* @ann', [error(4), error(7)]).detail).toMatch(/2 errors, the first in line 4/);
  });

  it('is unknown where GitHub shows the file and not its errors', () => {
    expect(owners('* @acme/web', null)).toMatchObject({ result: 'unknown', missing: '"Contents: read"' });
  });

  it('is looked for where GitHub does, in that order', () => {
    const file = (text: string) => ({ object: { text } });
    expect(codeOwnersText({ inGithub: file('a'), inRoot: file('b'), inDocs: file('c') })).toBe('a');
    expect(codeOwnersText({ inGithub: null, inRoot: null, inDocs: file('c') })).toBe('c');
    expect(codeOwnersText({ inGithub: null, inRoot: { object: { text: null } }, inDocs: null })).toBe('');
    expect(codeOwnersText({ inGithub: null, inRoot: null, inDocs: null })).toBeNull();
    expect(codeOwnersText(null)).toBeNull();
  });
});

describe('runbooks', () => {
  const patterns = ['**/runbooks/**/*.md', 'docs/runbook*.md'];
  const found = (paths: readonly string[], truncated = false, type = 'blob') =>
    runbooksVerdict({ truncated, tree: paths.map((path) => ({ path, type })) }, patterns, url, 'main');

  it.each(['runbooks/a.md', 'docs/runbooks/on-call/a.md', 'docs/runbook.md', 'docs/runbook-restore.md'])(
    'are there with %s',
    (path) => expect(found(['README.md', path]).result).toBe('met'),
  );
  it.each(['runbook.md', 'docs/runbooks/a.txt', 'docs/old/runbook.md', 'runbooks.md'])(
    'are not there with %s',
    (path) => expect(found([path]).detail).toBe('No file matches **/runbooks/**/*.md, docs/runbook*.md.'),
  );
  it('are files, not folders', () => expect(found(['runbooks/a.md'], false, 'tree').result).toBe('unmet'));
  it('may be in the part of the list that GitHub leaves out', () => {
    expect(found(['README.md'], true).result).toBe('unknown');
    expect(found(['runbooks/a.md'], true).result).toBe('met');
  });
  it('are unknown where files are refused', () => {
    expect(runbooksVerdict(null, patterns, url, 'main')).toMatchObject({
      result: 'unknown',
      missing: '"Contents: read"',
    });
  });
});
