/** One thing that is wrong with a configuration, where, and what would be right. */
export interface Problem {
  /** `services[2].owner` */
  readonly path: string;
  readonly problem: string;
  readonly remedy: string;
}

/** Every problem of a configuration at once. No secret is in it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ path, problem, remedy }) => `  ${path || '(file)'}: ${problem}. ${remedy}`);
    super(`the configuration has ${problems.length} problem${problems.length === 1 ? '' : 's'}:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}
