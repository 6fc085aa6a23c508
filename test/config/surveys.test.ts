import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { linesOf } from './lines-of.ts';

const sound = `organisation: { name: Acme, time_zone: Europe/Berlin }
teams: [{ id: web }]
github: { auth: { token: t }, repositories: [a/b] }
`;
const wave = (more: string) => `{ audience: engineering, id: q1, closes: '2026-03-31', invited: 40, ${more} }`;
const surveys = (waves: string, more = '') => `${sound}surveys: { folder: x, waves: [${waves}]${more} }`;
const load = (text: string) => loadConfig(text, { env: {}, readFile: () => '' }).surveys!;

describe('surveys', () => {
  it('are none where none are written', () => {
    expect(loadConfig(sound, { env: {}, readFile: () => '' }).surveys).toBeNull();
  });
  it('close with their day where the organisation is, or at an instant, and stand in the order of closing', () => {
    const { waves } = load(
      surveys(`${wave('')}, { audience: product, id: q1, closes: '2026-03-31T12:00:00Z', invited: 1 }`),
    );
    // The day ends at midnight in Berlin, which is 22:00 UTC in summer.
    expect(waves.map(({ audience, closesAt }) => [audience, closesAt])).toEqual([
      ['product', Date.parse('2026-03-31T12:00:00Z')],
      ['engineering', Date.parse('2026-03-31T22:00:00Z')],
    ]);
  });
  it('ask five questions unless others are named', () => {
    expect(load(surveys('')).questions).toHaveLength(5);
    expect(load(surveys('', ', questions: [on_call_burden, sleep]')).questions).toEqual(['on_call_burden', 'sleep']);
  });
  it.each([
    [surveys(wave('').replace('40', '0')), 'surveys.waves[0].invited: is too small. Use at least 1'],
    [
      surveys(wave('').replace('q1', 'latest')),
      'surveys.waves[0].id: has a meaning of its own in every metric. Choose another id',
    ],
    [surveys(wave('').replace('q1', 'a/b')), 'surveys.waves[0].id: is no id. Use letters, digits, "-" and "_"'],
    [
      surveys(wave('').replace('engineering', 'sales')),
      'surveys.waves[0].audience: is none of the choices. Use engineering, product, platform_customers',
    ],
    [
      surveys(`${wave('')}, ${wave('').replace('03-31', '06-30')}`),
      'surveys.waves: has a wave twice. Use an id once in an audience',
    ],
    [
      surveys(`${wave('')}, ${wave('').replace('q1', 'q2')}`),
      'surveys.waves: has two waves of an audience that close together. Nobody could say which came first: let one close later',
    ],
    [
      surveys('', ', questions: [sleep]'),
      'surveys.questions: lacks on_call_burden, which the policy watches. Add it: the on-call load is judged by its answers',
    ],
    [
      surveys('', ', questions: [on_call_burden, any]'),
      'surveys.questions[1]: has a meaning of its own. Leave it out: "any" is made of all, and "recommend" is always known',
    ],
    [
      surveys('', ', questions: [on_call_burden, on_call_burden]'),
      'surveys.questions: has a question twice. Name each once',
    ],
  ])('refuse %s', (text, line) => {
    expect(linesOf(text)).toEqual([line]);
  });
});

describe('where files are', () => {
  const inRepository = (keys: string): string => surveys('').replace('folder: x', keys);
  it('may be a folder here, or one of a repository: its root and its default branch unless others are named', () => {
    expect(load(surveys('')).folder).toBe('x');
    expect(load(inRepository('repository: acme/people')).folder).toEqual({
      repository: 'acme/people',
      path: '',
      ref: null,
    });
    expect(load(inRepository('repository: acme/people, path: people/surveys, ref: release/1.2')).folder).toEqual({
      repository: 'acme/people',
      path: 'people/surveys',
      ref: 'release/1.2',
    });
  });
  it('is the same for assessments', () => {
    const maturity = 'maturity: { assessments: { repository: acme/people, path: assessments } }\n';
    expect(loadConfig(`${sound}${maturity}`, { env: {}, readFile: () => '' }).maturity.assessments).toEqual({
      folder: { repository: 'acme/people', path: 'assessments', ref: null },
      schedule: '*/5 * * * *',
    });
    expect(
      linesOf(`${sound}${maturity.replace('{ repo', '{ folder: x, repo').replace(', path: assessments', '')}`),
    ).toEqual(['maturity.assessments: takes one place. Give folder, or repository with its path and ref']);
  });
  const path =
    'is no folder of a repository. Write "people/surveys", without "/" at its ends; leave it out for the root';
  it.each([
    ['folder: x, repository: a/b', 'surveys: takes one place. Give folder, or repository with its path and ref'],
    ['schedule: "* * * * *"', 'surveys: takes one place. Give folder, or repository with its path and ref'],
    ['folder: x, path: y', 'surveys: has a path or a ref that nobody reads. They go with repository; write the whole path in folder'],
    ['folder: x, ref: y', 'surveys: has a path or a ref that nobody reads. They go with repository; write the whole path in folder'],
    ['repository: people', 'surveys.repository: is no repository. Write "owner/name"'],
    ['repository: a/b, path: /surveys', `surveys.path: ${path}`],
    ['repository: a/b, path: surveys/', `surveys.path: ${path}`],
    ['repository: a/b, path: ../surveys', `surveys.path: ${path}`],
    ['repository: a/b, ref: "main:x"', 'surveys.ref: is no branch or tag. Write its name'],
    ['repository: a/b, ref: main~1', 'surveys.ref: is no branch or tag. Write its name'],
    ['repository: a/b, ref: "-x"', 'surveys.ref: is no branch or tag. Write its name'],
  ])('is one place: %s', (keys, line) => {
    expect(linesOf(inRepository(keys))).toEqual([line]);
  }); // prettier-ignore
  it('in a repository needs github', () => {
    const files = 'surveys: { repository: a/b, waves: [] }\nmaturity: { assessments: { repository: a/b } }\n';
    const gitHub = 'github: { auth: { token: t }, repositories: [a/b] }';
    expect(linesOf(`${sound.replace(gitHub, 'pagerduty: { token: t }')}${files}`)).toEqual([
      'surveys.repository: repositories are read from github. Configure github, or name a folder of this machine',
      'maturity.assessments.repository: repositories are read from github. Configure github, or name a folder of this machine',
    ]);
  });
});
