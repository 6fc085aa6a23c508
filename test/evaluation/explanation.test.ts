import { describe, expect, it } from 'vitest';
import { describe as described } from '../../exporter/evaluation/explanation.ts';
import { at, incidentOf, Organisation } from '../history/organisation.ts';

const titleOf = (title: string): string => {
  const made = new Organisation();
  made.put(incidentOf('Q1', { createdAt: at(0), title }));
  return described({ kind: 'incident', id: 'Q1' }, made.store, made.config).title;
};

describe('an incident as a person reads it', () => {
  it('has the title that it was given, and its id where that says nothing: a link needs a text', () => {
    expect(['Disk is full', '', ' \n'].map(titleOf)).toEqual(['Disk is full', 'Q1', 'Q1']);
  });
  it('names nobody', () => {
    expect(titleOf('Ask @ann about a@example.com')).toBe('Ask @… about a@example.com');
  });
});
