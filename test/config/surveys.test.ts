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
