import { readFileSync } from 'node:fs';

/** A stage of a Dockerfile: its base image, and its instructions in their order. */
export interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  readonly instructions: readonly (readonly [instruction: string, rest: string])[];
}

function stageOf([first, ...rest]: readonly string[]): Stage {
  const [, base, , name] = first!.split(/\s+/);
  return { base: base!, name, instructions: rest.map((line) => [line.split(' ', 1)[0]!, line.replace(/^\S+\s+/, '')]) };
}

/** The stages of the Dockerfile: without comments, continued lines joined. */
export function stages(): readonly Stage[] {
  const lines = readFileSync('Dockerfile', 'utf8')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const starts = lines.flatMap((line, index) => (line.startsWith('FROM ') ? [index] : []));
  return starts.map((start, index) => stageOf(lines.slice(start, starts[index + 1])));
}

/** What follows an instruction each time that it occurs. */
export const all = ({ instructions }: Stage, wanted: string): readonly string[] =>
  instructions.flatMap(([instruction, rest]) => (instruction === wanted ? [rest] : []));

/** What follows an instruction that occurs once. */
export function only(stage: Stage, wanted: string): string {
  const [rest, ...more] = all(stage, wanted);
  if (rest === undefined || more.length > 0) throw new Error(`the stage has not one ${wanted}`);
  return rest;
}

/** The program and its arguments of a CMD in its exec form, also that of a HEALTHCHECK. */
export const commandOf = (rest: string): readonly string[] => JSON.parse(rest.slice(rest.indexOf('[')));

/** What a COPY takes out of the repository, and where it puts it; null where it takes from another stage. */
export function copied(rest: string): { readonly from: readonly string[]; readonly to: string } | null {
  if (rest.startsWith('--from=')) return null;
  const paths = rest.split(/\s+/);
  return { from: paths.slice(0, -1), to: paths.at(-1)! };
}
