import { ConfigError, loadConfig } from '../../exporter/config/load.ts';

export const surroundings = {
  env: { SECRET: 'abc', LONGER_SECRET: 'abc-def', SPACED: ' spaced \n' },
  readFile: (): string => {
    throw new Error('ENOENT');
  },
};
/** `path: problem. remedy` of each problem. */
export function linesOf(yaml: string): readonly string[] {
  try {
    loadConfig(yaml, surroundings);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ path, problem, remedy }) => `${path}: ${problem}. ${remedy}`);
  }
  return [];
}
export const sound = 'organisation: { name: Acme }\nteams: [{ id: red }, { id: blue }]\npagerduty: { token: x }\n';
