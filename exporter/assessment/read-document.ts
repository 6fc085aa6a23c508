import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { dimensions } from '../maturity/dimensions.ts';
import type { Assessment, AssessmentReason, SurveyProblem } from '../records/index.ts';
import { schema, wording } from './schema.ts';

type Path = readonly PropertyKey[];

/** The line of a document's key or value; of what is missing, that of what should have it. */
export type LineOf = (path: Path) => number;

/** What a document says, not yet whether it can be true; or everything that is wrong with its form. */
export type ReadDocument =
  | { readonly assessment: Assessment; readonly lineOf: LineOf; readonly problems?: undefined }
  | { readonly assessment?: undefined; readonly problems: readonly SurveyProblem[] };

/** Reads the front matter of a document. What follows it is for people, and is not read. */
export function readDocument(place: string, text: string): ReadDocument {
  const matter = /^---\r?\n([\s\S]*?\n)---[ \t]*(\r?\n|$)/.exec(text.replace(/^\uFEFF/, ''))?.[1];
  if (matter === undefined)
    return { problems: [{ line: 1, reason: 'it does not begin with front matter between two lines of ---' }] };
  const lines = new LineCounter();
  const yaml = parseDocument(matter, { lineCounter: lines, prettyErrors: false });
  // The first line of the front matter is the second of the file.
  const lineAt = (offset: number): number => lines.linePos(offset).line + 1;
  if (yaml.errors.length > 0)
    return { problems: yaml.errors.map(({ pos, code }) => ({ line: lineAt(pos[0]), reason: `is no YAML (${code})` })) };
  const plain = plainOf(yaml);
  if (plain === undefined) return { problems: [{ line: 1, reason: 'has an alias that cannot be resolved' }] };
  const lineOf: LineOf = (path) => lineOfPath(yaml, path, lineAt);
  const parsed = schema.safeParse(plain.value, { error: wording });
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => problemOf(issue, lineOf)) };
  return { assessment: toAssessment(place, parsed.data, lineOf), lineOf };
}

function plainOf(yaml: Document.Parsed): { readonly value: unknown } | undefined {
  try {
    return { value: yaml.toJS({ maxAliasCount: 0 }) };
  } catch {
    return undefined;
  }
}

function lineOfPath(yaml: Document.Parsed, path: Path, lineAt: (offset: number) => number): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = yaml.getIn(path.slice(0, length), true) as { readonly range?: readonly number[] | null } | undefined;
    // A map begins with its first key, on the line after its own name.
    if (node?.range) return lineAt(node.range[0]!);
  }
  return 1;
}

const named = (path: Path): string =>
  path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('').replace(/^\./, ''); // prettier-ignore

const problemOf = ({ path, message }: z.core.$ZodIssue, lineOf: LineOf): SurveyProblem => ({
  line: lineOf(path),
  reason: `${named(path) || 'front matter'} ${message}`,
});

function toAssessment(place: string, read: z.output<typeof schema>, lineOf: LineOf): Assessment {
  const { levels, reason, ...told } = read;
  return {
    kind: 'assessment',
    id: place,
    ...told,
    reason: reason.replaceAll('-', '_') as AssessmentReason,
    dimensions: dimensions.map((dimension) => ({
      dimension,
      line: lineOf(['levels', dimension, 'level']),
      ...levels[dimension],
    })),
  };
}
