import type { Panel, Section } from './board.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const columns = 24;
const heights: Readonly<Record<Panel['type'], number>> = { graph: 8, number: 4, table: 9, text: 3 };
const heightOf = (panel: Panel): number => (panel.type === 'number' && panel.isBig ? 7 : heights[panel.type]);

/** Where the heading and the panels of each section stand: from left to right, a new line when one is full, no overlap. */
export function layout(
  sections: readonly Section[],
): readonly { readonly heading: Place; readonly panels: readonly Place[] }[] {
  let y = 0;
  return sections.map(({ panels, isFolded }) => {
    const heading = { x: 0, y, w: columns, h: 1 };
    const top = y + 1;
    let [x, lineY, lineHeight] = [0, top, 0];
    const places = panels.map((panel) => {
      const { width } = panel;
      if (x + width > columns) [x, lineY, lineHeight] = [0, lineY + lineHeight, 0];
      const place = { x, y: lineY, w: width, h: heightOf(panel) };
      [x, lineHeight] = [x + width, Math.max(lineHeight, heightOf(panel))];
      return place;
    });
    y = isFolded ? top : lineY + lineHeight;
    return { heading, panels: places };
  });
}
