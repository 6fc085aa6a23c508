import { describe, expect, it } from 'vitest';
import { loadConfig, secretsOf } from '../../exporter/config/load.ts';
import { linesOf, sound, surroundings } from './lines-of.ts';

const section = (queries: string, more = ''): string => `${sound}prometheus: { url: 'http://p/', ${more} queries: [${queries}] }`; // prettier-ignore
const load = (queries: string, more = '') => loadConfig(section(queries, more), surroundings).prometheus!;
const problems = (queries: string, more = ''): readonly string[] => linesOf(section(queries, more));
const budget = '{ id: a, kind: error_budget_remaining, query: up }';

describe('the configuration of Prometheus', () => {
  it('is none where nothing is said', () => {
    expect(loadConfig(sound, surroundings).prometheus).toBeNull();
  });
  it('has labels team, slo and experiment where nothing is said, and asks every quarter of an hour', () => {
    const read = load(
      `${budget}, { id: b, kind: slo_count, query: up }, { id: c, kind: experiment_change, query: up, guardrail: latency }`,
    );
    expect(read).toMatchObject({ url: 'http://p', auth: null, schedule: '*/15 * * * *' });
    expect(read.queries.map(({ id, team, name, guardrail }) => [id, team, name, guardrail])).toEqual([
      ['a', { label: 'team' }, { label: 'slo' }, null],
      ['b', { label: 'team' }, null, null],
      ['c', { label: 'team' }, { label: 'experiment' }, 'latency'],
    ]);
  });
  it('takes what labels do not say', () => {
    const [query] = load('{ id: a, kind: error_budget_remaining, query: up, team: red, slo: shop }').queries;
    expect([query!.team, query!.name]).toEqual([{ fixed: 'red' }, { fixed: 'shop' }]);
    const [other] = load('{ id: a, kind: experiment_change, guardrail: error_rate, query: up, team_label: squad, experiment_label: flag }').queries; // prettier-ignore
    expect([other!.team, other!.name]).toEqual([{ label: 'squad' }, { label: 'flag' }]);
  });
  it('signs in one way', () => {
    expect(load(budget, 'token: "${SECRET}",').auth).toEqual({ token: 'abc' });
    expect(load(budget, 'basic: { user: ann, password: "${SECRET}" },').auth).toEqual({ user: 'ann', password: 'abc' });
    expect(problems(budget, 'token: x, basic: { user: ann, password: x },')).toEqual([
      'prometheus: takes one way to sign in. Give token, or basic with user and password',
    ]);
    expect(problems(budget, 'token: "",')).toEqual(['prometheus.token: is empty. Use ${NAME} or ${file:/path}']);
  });
  it('has secrets: the token, or the password', () => {
    const secrets = (more: string) => secretsOf(loadConfig(section(budget, more), surroundings));
    expect(secrets('token: s1,')).toEqual(['x', 's1']);
    expect(secrets('basic: { user: ann, password: s2 },')).toEqual(['x', 's2']);
  });
  it('is refused where it makes no sense, with what would', () => {
    expect(problems('')).toEqual(['prometheus.queries: is empty. Name at least one query, or leave prometheus out']);
    expect(
      problems(
        `{ id: a, kind: slo_count, query: up, slo: x, guardrail: latency }, { id: a, kind: experiment_change, query: up }, { id: c, kind: error_budget_remaining, query: up, team: green, team_label: t, slo: any, slo_label: 1x }, { id: d, kind: burn, query: '  ' }`,
      ),
    ).toEqual([
      'prometheus.queries[0].slo: is not asked of slo_count. Remove it; it goes with kind: error_budget_remaining',
      'prometheus.queries[0].guardrail: is not asked of slo_count. Remove it; it goes with kind: experiment_change',
      'prometheus.queries[1].guardrail: is missing. Use error_rate, latency',
      'prometheus.queries[2].slo_label: is no label. Use letters, digits and "_"',
      'prometheus.queries[2].team_label: and team say the same. Give one of the two',
      'prometheus.queries[2].slo_label: and slo say the same. Give one of the two',
      'prometheus.queries[2].slo: "any" has a meaning of its own. Choose another name',
      'prometheus.queries[3].kind: is none of the choices. Use error_budget_remaining, slo_count, experiment_change',
      'prometheus.queries[3].query: is empty. See clockspeed.example.yaml',
      'prometheus.queries[1].id: "a" is taken. Ids are used once',
      'prometheus.queries[2].team: there is no team "green". Use one of red, blue',
    ]);
  });
});
