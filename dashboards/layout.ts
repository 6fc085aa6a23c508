import type { Panel, Section } from './board.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const columns = 24;
const heights: Readonly<Record<Panel['type'], number>> = { graph: 8, number: 4, timeline: 8, table: 11, text: 3 };
const heightOf = (panel: Panel): number => (panel.type === 'number' && panel.isBig ? 7 : heights[panel.type]);

/** Panels from left to right, a new line when one is full. */
function linesOf(panels: readonly Panel[]): readonly (readonly Panel[])[] {
  const lines: Panel[][] = [];
  let used = columns;
  for (const panel of panels) {
    if (used + panel.width > columns) [used] = [0, lines.push([])];
    lines.at(-1)!.push(panel);
    used += panel.width;
  }
  return lines;
}

/** The panels of a line are as high as its highest: no holes. */
function placesOf(line: readonly Panel[], y: number): readonly Place[] {
  const h = Math.max(...line.map(heightOf));
  let x = 0;
  return line.map(({ width: w }) => ({ x: (x += w) - w, y, w, h }));
}

/** Where the heading and the panels of each section stand: no overlap. */
export function layout(
  sections: readonly Section[],
): readonly { readonly heading: Place; readonly panels: readonly Place[] }[] {
  let y = 0;
  return sections.map(({ panels, isFolded }) => {
    const heading = { x: 0, y, w: columns, h: 1 };
    let below = y + 1;
    const places = linesOf(panels).flatMap((line) => {
      const placed = placesOf(line, below);
      below += placed[0]!.h;
      return placed;
    });
    y = isFolded ? y + 1 : below;
    return { heading, panels: places };
  });
}
