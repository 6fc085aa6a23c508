import { describe, expect, it } from 'vitest';
import { agentsIn } from '../../../exporter/sources/github/commit-agents.ts';

const commit = (message: string, author: { name?: string; user?: { login: string } | null } | null = null) => ({
  oid: 'a',
  authoredDate: 0,
  message,
  author,
});
const agents = ['Coder', 'helper[bot]'];

describe('coding agents in commits', () => {
  it.each([
    ['by the account of its author', commit('x', { name: 'Somebody', user: { login: 'coder' } })],
    ['by the name of its author, where there is no account', commit('x', { name: 'coder[bot]', user: null })],
    ['by a co-author', commit('x\n\nCo-authored-by: Coder <noreply@example.com>')],
    ['by the address of a co-author', commit('x\n\nco-authored-by: A tool <7+coder[bot]@users.noreply.github.com>')],
  ])('are found %s', (_, one) => {
    expect(agentsIn([commit('y'), one], agents)).toEqual(['Coder']);
  });
  it.each([
    ['a person', commit('x', { name: 'Coder', user: { login: 'octo' } })],
    ['a sentence', commit('Say that it is Co-authored-by: Coder <a@example.com>')],
    ['somebody whose name only begins like it', commit('x\n\nCo-authored-by: Coderella <a@example.com>')],
    ['nobody', commit('x')],
  ])('are not %s', (_, one) => {
    expect(agentsIn([one], agents)).toEqual([]);
  });
  it('are each named once, as configured, and nobody else is', () => {
    const both = commit('x\n\nCo-authored-by: Helper <h@x>\nCo-authored-by: Octo Cat <o@x>', {
      name: 'coder',
      user: null,
    });
    expect(agentsIn([both, both], agents)).toEqual(['Coder', 'helper[bot]']);
    expect(agentsIn([both], [])).toEqual([]);
  });
});
