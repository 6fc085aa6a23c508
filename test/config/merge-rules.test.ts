import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { descriptionSections } from '../../exporter/config/standard-rules.ts';
import { linesOf, sound, surroundings } from './lines-of.ts';

const rulesOf = (yaml: string) => loadConfig(`${sound}rules: { ${yaml} }`, surroundings).rules;
const problems = (yaml: string) => linesOf(`${sound}rules: { ${yaml} }`);

describe('what a change should come with', () => {
  it('is by globs of tests and of code, each its own', () => {
    const { testFiles, codeFiles } = rulesOf('test_files: [checks/], code_files: ["*.cobol"]');
    expect([testFiles, codeFiles]).toEqual([['checks/'], ['*.cobol']]);
    expect(problems('test_files: ["/"], code_files: ["a***"]')).toEqual([
      'rules.test_files[0]: names no path. Write "app/" or "**/*.lock"; leave the list empty for everything',
      'rules.code_files[0]: "a***" has no meaning. Write ** for any folders, * within one',
    ]);
  });
  it('is by names of sections: what is given replaces the names of its section only', () => {
    expect(rulesOf('description_sections: { rollback: [Undo] }').descriptionSections).toEqual({
      ...descriptionSections,
      rollback: ['Undo'],
    });
  });
  it('takes a name for one section only, the standard ones included', () => {
    expect(problems('description_sections: { rollback: [deployment] }')).toEqual([
      'rules.description_sections: has a name twice. Give each name to one section: the standard names are in clockspeed.example.yaml',
    ]);
  });
  it('knows no other section, and none without a name', () => {
    expect(problems('description_sections: { rolback: [Undo], rollout: [], test_plan: ["##"] }')).toEqual([
      'rules.description_sections.test_plan[0]: is no name in a description. Write the heading or label: "Test plan"',
      'rules.description_sections.rollout: is empty. Leave it out for the standard names',
      'rules.description_sections.rolback: there is no such key. Did you mean rollback?',
    ]);
  });
});
