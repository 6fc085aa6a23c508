import type { Config, DescriptionSection } from '../../config/config.ts';
import { boxOf, fence, headingForm, labelForm, labelled, linesOf, plain } from './description-text.ts';

export const descriptionSections = [
  'what_why',
  'test_plan',
  'rollout',
  'rollback',
] as const satisfies readonly DescriptionSection[];

/** Which sections a description has; the note about AI tools is no part of any. */
export const sectionsOf = (
  body: string,
  { descriptionSections: names, aiNotes }: Pick<Config['rules'], 'descriptionSections' | 'aiNotes'>,
): ReadonlySet<DescriptionSection> => sectionsIn(body, names, aiNotes);

/**
 * Which sections a text has: a heading or a label at the start of a line, with a text below or behind it. Comments of a
 * template and boxes that nobody ticked are no text; a template that was left as it is says nothing. `endedBy`: labels that end a section.
 */
export function sectionsIn<S extends string>(
  body: string,
  names: Readonly<Record<S, readonly string[]>>,
  endedBy: readonly string[],
): ReadonlySet<S> {
  const sections = Object.keys(names) as S[];
  const byName = new Map(sections.flatMap((section) => names[section].map((name) => [plain(name), section])));
  const notes = new Set(endedBy.map(plain));
  const found = new Set<S>();
  let present: S | undefined;
  let isCode = false;
  for (const line of linesOf(body)) {
    if (fence.test(line)) {
      isCode = !isCode;
      continue;
    }
    const begun = isCode ? undefined : beginning(line, byName, notes);
    if (begun) present = begun.section;
    const text = begun ? begun.rest : line;
    if (present && boxOf(text)?.isTicked !== false && /[\p{L}\p{N}]/u.test(text)) found.add(present);
  }
  return found;
}

/** What a line begins: a section; something else, by any heading or the note about AI tools; nothing. */
function beginning<S extends string>(
  line: string,
  byName: ReadonlyMap<string, S>,
  notes: ReadonlySet<string>,
): { readonly section: S | undefined; readonly rest: string } | undefined {
  const heading = headingForm.exec(line)?.[1];
  if (heading !== undefined) return { section: byName.get(plain(heading)), rest: '' };
  if (notes.has(labelled(boxOf(line)?.text ?? line)[0])) return { section: undefined, rest: '' };
  const label = labelForm.exec(line);
  const section = label ? byName.get(plain(label[1]!)) : undefined;
  return section && { section, rest: label![2]! };
}
