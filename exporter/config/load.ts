import { LineCounter, parseDocument } from 'yaml';
import type { Config } from './config.ts';
import { crossChecks } from './cross-checks.ts';
import { problemsOf, wording } from './issues.ts';
import { outline } from './outline.ts';
import { ConfigError } from './problem.ts';
import type { Problem } from './problem.ts';
import { resolveReferences } from './references.ts';
import type { Resolved, Surroundings } from './references.ts';
import { document } from './schema.ts';
import { toConfig } from './to-config.ts';

export { ConfigError } from './problem.ts';
export type { Problem } from './problem.ts';
export type { Surroundings } from './references.ts';

/**
 * The configuration that a YAML text stands for, complete with defaults and deeply frozen. Throws ConfigError with every problem
 * at once. `isDemo` marks the embedded demo; no document can.
 */
export function loadConfig(yamlText: string, surroundings: Surroundings, { isDemo = false } = {}): Config {
  const missing: Problem[] = [];
  const resolved: Resolved = new Map();
  const read = resolveReferences(parseYaml(yamlText), surroundings, missing, resolved);
  const parsed = document.safeParse(read, { error: wording });
  const shapes = parsed.success ? [] : parsed.error.issues.flatMap(problemsOf);
  const found = [...shapes, ...crossChecks(outline.parse(read))];
  // What a missing variable left behind is no second problem.
  const problems = [...missing, ...found.filter(({ path }) => missing.every((other) => other.path !== path))];
  if (!parsed.success || problems.length > 0)
    throw new ConfigError(problems.map((problem) => withoutValues(problem, resolved)));
  return deepFreeze(toConfig(parsed.data, isDemo));
}

/** What must appear in no log, page, error or metric. */
export function secretsOf(config: Config): readonly string[] {
  const { github, pagerduty, prometheus, pipeline, http, digest } = config;
  const auth = github?.auth;
  const ofPrometheus = prometheus?.auth;
  const secrets = [
    auth && ('token' in auth ? auth.token : auth.privateKey),
    pagerduty?.token,
    ofPrometheus && ('token' in ofPrometheus ? ofPrometheus.token : ofPrometheus.password),
    pipeline?.secret,
    http.token,
    digest?.slackUrl,
  ];
  return secrets.filter((secret) => typeof secret === 'string');
}

/** The plain values of the text; an empty text is a document without keys. */
function parseYaml(text: string): unknown {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  const remedy = 'Compare it with clockspeed.example.yaml';
  if (yaml.errors.length > 0) {
    throw new ConfigError(
      yaml.errors.map((error) => ({
        path: `line ${lines.linePos(error.pos[0]).line}`,
        problem: `this is no YAML: ${error.message.split(/ at line |\n/)[0]}`,
        remedy,
      })),
    );
  }
  try {
    return yaml.toJS() ?? {};
  } catch {
    throw new ConfigError([{ path: '', problem: 'an alias (*name) cannot be resolved', remedy }]);
  }
}

/** A secret may have been written where something else belongs: then its reference is shown. The longest first: one may contain another. */
function withoutValues({ path, problem, remedy }: Problem, resolved: Resolved): Problem {
  const longestFirst = [...resolved].sort(([a], [b]) => b.length - a.length);
  const hide = (text: string): string =>
    longestFirst.reduce((shown, [value, name]) => (value ? shown.replaceAll(value, () => name) : shown), text);
  return { path, problem: hide(problem), remedy: hide(remedy) };
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
