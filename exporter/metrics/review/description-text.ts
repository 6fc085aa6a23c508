/** `## Test plan`, with or without closing `#`. */
export const headingForm = /^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$/;
/** `**Test plan**`, `Test plan: run it`, `- **Test plan:** run it`: at most 60 characters before the colon. */
export const labelForm =
  /^\s*(?:[-*]\s+)?(?:\*\*|__)?([^:*_]{1,60}?)\s*(?:(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:?|:))\s*(.*)$/;
export const fence = /^\s*(?:```|~~~)/;

/** What is the same name to a reader: case, punctuation, `&` and remarks in brackets make no difference. */
export const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The lines of a description that somebody wrote: a template's comments are none. */
export const linesOf = (body: string): readonly string[] => body.replace(/<!--[\s\S]*?(?:-->|$)/g, '').split(/\r?\n/);

/** Its lines without what is quoted as code. */
export function proseOf(body: string): readonly string[] {
  let isCode = false;
  return linesOf(body).filter((line) => {
    const isFence = fence.test(line);
    if (isFence) isCode = !isCode;
    return !isFence && !isCode;
  });
}

/** The name before the colon and what is said behind it; without a colon all of it is a name. */
export function labelled(text: string): readonly [name: string, rest: string] {
  const [, name, rest = ''] = labelForm.exec(text) ?? [];
  return name === undefined ? [plain(text), ''] : [plain(name), plain(rest)];
}

/** `- [x] text`: whether it is ticked, and the text; undefined where there is no box. */
export function boxOf(line: string): { readonly isTicked: boolean; readonly text: string } | undefined {
  const [, tick, text = ''] = /^\s*[-*+]\s+\[([ xX])\]\s+(.*)$/.exec(line) ?? [];
  return tick === undefined ? undefined : { isTicked: tick !== ' ', text };
}
