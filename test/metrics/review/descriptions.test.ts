import { describe, expect, it } from 'vitest';
import { descriptionSections as standard } from '../../../exporter/config/standard-rules.ts';
import { pullRequestSectionsRatio } from '../../../exporter/metrics/review/pull-request-sections-ratio.ts';
import { sectionsOf } from '../../../exporter/metrics/review/description-sections.ts';
import { testedPullRequestsRatio } from '../../../exporter/metrics/review/tested-pull-requests-ratio.ts';
import type { PullRequestOf } from '../../history/organisation.ts';
import { at, bot, Organisation, rules, user } from '../../history/organisation.ts';
import { leftOut, share } from '../measured.ts';

const sections = (body: string) => [...sectionsOf(body, { descriptionSections: standard, aiNotes: ['AI-assisted'] })];

describe('a section of a description', () => {
  it.each([
    ['a heading', '## Test plan\nRun it.'],
    ['a heading of another level, in capitals, closed', 'Hello\n\n##### TEST PLAN #####\n\n* run it'],
    ['a heading with a remark', '## Test plan (optional)\nRun it.'],
    ['a line in bold', '**Test plan**\nRun it.'],
    ['a label in bold', '**Test plan:** run it'],
    ['a label of a list', '- Test plan: run it'],
    ['lines that end as on Windows', '## Test plan\r\n\r\nRun it.\r\n'],
    ['commands alone', '## How to test\n```\nnpm test\n```'],
    ['a box that was ticked', '## Testing\n- [x] by hand'],
    ['another name', '## How was this tested?\nBy hand.'],
  ])('is found as %s', (_, body) => {
    expect(sections(body)).toEqual(['test_plan']);
  });
  it.each([
    ['nothing', ''],
    ['the words in a sentence', 'The test plan is missing.'],
    ['a heading without text', '## Test plan\n\n## Other\nText.'],
    ['a template that was left as it is', '## Test plan\n<!-- How can this be tested? -->\n'],
    ['a comment that never ends', '## Test plan\n<!-- Run it.'],
    ['boxes that nobody ticked', '## Test plan\n- [ ] by hand\n* [ ] by machine'],
    ['marks without a letter or digit', '## Test plan\n- …\n---'],
    ['a heading inside of commands', '```\n## Test plan\n```\nRun it.'],
    ['an empty block of commands', '## Test plan\n```bash\n```'],
    ['the note that AI helped', '## Test plan\n<!-- How? -->\n\nAI-assisted: the tests'],
    ['a box about AI', '## Test plan\n- [x] AI-assisted'],
    ['another heading', '## Test plans of others\nRun it.'],
  ])('is not found in %s', (_, body) => {
    expect(sections(body)).toEqual([]);
  });
  it('ends with the next heading, whatever that is, and with the label of another', () => {
    expect(sections('## What & why\nFaster.\n## Rollback\n### Notes\nRevert.')).toEqual(['what_why']);
    expect(sections('Why: faster\nRollout: flag\nRollback:')).toEqual(['what_why', 'rollout']);
  });
});

/** A pull request by ann of web, merged on Tuesday at noon. */
function merged(given: Partial<PullRequestOf>, more = {}): Organisation {
  const organisation = new Organisation(more);
  organisation.pullRequest({ number: 1, mergedAt: at(1, 12), ...given });
  return organisation;
}

describe('descriptions', () => {
  const labels = ['what_why', 'test_plan', 'rollout', 'rollback'];
  const shares = (organisation: Organisation) =>
    labels.map((label) => share(organisation, pullRequestSectionsRatio, at(20), { label }));
  it('are counted section by section over what people merged', () => {
    const organisation = merged({ body: '# Summary\nFaster.\n# Rollback\nRevert.' });
    organisation.pullRequest({ number: 2, mergedAt: at(1, 13), body: '# Rollback plan\nRevert.\n# Rollout\nFlag.' });
    organisation.pullRequest({ number: 3, mergedAt: at(1, 14), author: bot('renovate'), body: '# Summary\nNew.' });
    organisation.pullRequest({ number: 4, createdAt: at(1, 14), body: '# Summary\nStill open.' });
    expect(shares(organisation)).toEqual(['1/2', '0/2', '1/2', '2/2']);
    expect(leftOut(organisation, pullRequestSectionsRatio, at(20), { label: 'rollback', team: 'all' })).toEqual([
      'acme/app#3: by_bot',
    ]);
  });
  it('are absent over nothing', () => {
    expect(shares(new Organisation())).toEqual(['no_facts', 'no_facts', 'no_facts', 'no_facts']);
  });
  it('may have other names, which replace the standard ones of their section', () => {
    const names = rules({ descriptionSections: { ...standard, rollback: ['Zurück'] } });
    expect(shares(merged({ body: '# ZURÜCK!\nRevert.\n# Rollout\nFlag.' }, names))).toEqual([
      '0/1',
      '0/1',
      '1/1',
      '1/1',
    ]);
    expect(shares(merged({ body: '# Rollback\nRevert.' }, names))).toEqual(['0/1', '0/1', '0/1', '0/1']);
  });
});

describe('a change of code', () => {
  const files = (...paths: readonly string[]) => ({
    files: paths.map((path) => ({ path, additions: 1, deletions: 0 })),
  });
  const tested = (...paths: readonly string[]) => share(merged(files(...paths)), testedPullRequestsRatio, at(20));
  it.each(['src/a_test.go', 'spec/a_spec.rb', 'src/a.test.ts', 'app/test/fixtures.json', 'python/test_a.py'])(
    'comes with a test: %s',
    (test) => {
      expect(tested('src/a.rb', test)).toBe('1/1');
    },
  );
  it.each(['README.md', 'src/b.rb', 'src/latest.go', 'src/contest/a.go', 'vendor/lib/test/a.go'])(
    'does not come with a test by %s',
    (path) => {
      expect(tested('src/a.rb', path)).toBe('0/1');
    },
  );
  it('is asked for one only where there is code that somebody wrote and that is no test', () => {
    const none = (...paths: readonly string[]) => leftOut(merged(files(...paths)), testedPullRequestsRatio, at(20));
    expect(none('README.md', 'config/settings.yml')).toEqual(['acme/app#1: no_code_changed']);
    expect(none('src/a_test.go')).toEqual(['acme/app#1: no_code_changed']);
    expect(none('src/a.min.js', 'vendor/a.go')).toEqual(['acme/app#1: no_code_changed']);
    expect(leftOut(merged({ files: null }), testedPullRequestsRatio, at(20))).toEqual(['acme/app#1: files_unknown']);
    expect(tested('README.md')).toBe('no_facts');
  });
  it('and its tests are what the configuration says', () => {
    const other = rules({ testFiles: ['checks/'], codeFiles: ['*.cobol'] });
    const of = (...paths: readonly string[]) => share(merged(files(...paths), other), testedPullRequestsRatio, at(20));
    expect([of('a.cobol', 'x/checks/a.txt'), of('a.cobol', 'a_test.go'), of('a.go')]).toEqual([
      '1/1',
      '0/1',
      'no_facts',
    ]);
  });
  it('counts with the team of its author', () => {
    const organisation = merged({ ...files('src/a.go', 'src/a_test.go'), author: user('cat') });
    expect(share(organisation, testedPullRequestsRatio, at(20), { team: 'core' })).toBe('1/1');
    expect(share(organisation, testedPullRequestsRatio, at(20))).toBe('no_facts');
  });
});
