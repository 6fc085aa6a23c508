import { z } from 'zod';
import type { Problem } from './problem.ts';
import { document } from './schema.ts';
import { closest } from './spelling.ts';

const seeExample = 'See clockspeed.example.yaml';

/** What zod says of a value, in our words; "problem|remedy", as the schema's own messages. */
export const wording: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = wantedForms[issue.expected] ?? issue.expected;
      return issue.input === undefined ? `is missing|Give ${wanted}` : `is not ${wanted}|${seeExample}`;
    }
    case 'invalid_value':
      return `is none of the choices|Use ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'number' ? `is too small|Use at least ${issue.minimum}` : `is empty|${seeExample}`;
    case 'too_big':
      return `is too large|Use at most ${issue.maximum}`;
    default:
      return undefined;
  }
};

const wantedForms: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

/** An issue of zod as problems with path and remedy. */
export function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue.path, key));
  // A map's key that is none of the choices: say so of the key.
  const inner = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
  const [problem, remedy] = inner.message.split('|') as [string, string | undefined];
  return [{ path: dotted(issue.path), problem, remedy: remedy ?? seeExample }];
}

function unknownKey(parent: readonly PropertyKey[], key: string): Problem {
  const known = keysAt(parent);
  const meant = closest(key, known);
  const remedy = meant ? `Did you mean ${meant}?` : `Remove it; the keys here are ${known.join(', ')}`;
  return { path: dotted([...parent, key]), problem: 'there is no such key', remedy };
}

/** `teams[2].working_hours.mon-fri` */
function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

type Shape = z.core.JSONSchema.BaseSchema;

/** The shape of the document as a person writes it. */
export const inputShape = (): Shape => z.toJSONSchema(document, { io: 'input', unrepresentable: 'any' }) as Shape;

function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let shapes: readonly Shape[] = [inputShape()];
  for (const step of path) {
    shapes = shapes.flatMap(alternatives).flatMap(({ properties, items, additionalProperties }) => {
      // In a map that people name the keys of, every key has the same shape.
      const next = typeof step === 'number' ? items : (properties?.[String(step)] ?? additionalProperties);
      return next ? [next as Shape] : [];
    });
  }
  return shapes
    .flatMap(alternatives)
    .flatMap(({ properties, propertyNames }) => [
      ...Object.keys(properties ?? {}),
      ...(((propertyNames as Shape | undefined)?.enum as string[] | undefined) ?? []),
    ]);
}

const alternatives = (shape: Shape): readonly Shape[] => (shape.anyOf ? (shape.anyOf as Shape[]) : [shape]);
