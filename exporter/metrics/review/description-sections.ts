import type { Config, DescriptionSection } from '../../config/config.ts';

export const descriptionSections = [
  'what_why',
  'test_plan',
  'rollout',
  'rollback',
] as const satisfies readonly DescriptionSection[];

/** `## Test plan`, with or without closing `#`. */
const headingForm = /^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$/;
/** `**Test plan**`, `Test plan: run it`, `- **Test plan:** run it`: at most 60 characters before the colon. */
const labelForm = /^\s*(?:[-*]\s+)?(?:\*\*|__)?([^:*_]{1,60}?)\s*(?:(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:?|:))\s*(.*)$/;
const fence = /^\s*(?:```|~~~)/;
const uncheckedBox = /^\s*[-*+]\s+\[ \]/;

/** What is the same name to a reader: case, punctuation, `&` and remarks in brackets make no difference. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * Which sections a description has: a heading or a label at the start of a line, with a text below or behind it. Comments of a
 * template and boxes that nobody ticked are no text; a template that was left as it is says nothing.
 */
export function sectionsOf(
  body: string,
  names: Config['rules']['descriptionSections'],
): ReadonlySet<DescriptionSection> {
  const byName = new Map(
    descriptionSections.flatMap((section) => names[section].map((name) => [plain(name), section])),
  );
  const found = new Set<DescriptionSection>();
  let present: DescriptionSection | undefined;
  let isCode = false;
  for (const line of body.replace(/<!--[\s\S]*?(?:-->|$)/g, '').split(/\r?\n/)) {
    if (fence.test(line)) {
      isCode = !isCode;
      continue;
    }
    const begun = isCode ? undefined : beginning(line, byName);
    if (begun) present = begun.section;
    const text = begun ? begun.rest : line;
    if (present && !uncheckedBox.test(text) && /[\p{L}\p{N}]/u.test(text)) found.add(present);
  }
  return found;
}

/** What a line begins: a section; something else, by any heading; nothing. */
function beginning(
  line: string,
  byName: ReadonlyMap<string, DescriptionSection>,
): { readonly section: DescriptionSection | undefined; readonly rest: string } | undefined {
  const heading = headingForm.exec(line)?.[1];
  if (heading !== undefined) return { section: byName.get(plain(heading)), rest: '' };
  const label = labelForm.exec(line);
  const section = label ? byName.get(plain(label[1]!)) : undefined;
  return section && { section, rest: label![2]! };
}
