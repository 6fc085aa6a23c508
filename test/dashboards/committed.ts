import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dashboard } from './schema.ts';
import type { AnyPanel, Dashboard, QueriedPanel } from './schema.ts';

const folder = fileURLToPath(new URL('../../dashboards/', import.meta.url));

/** The boards as they are committed, by their paths in dashboards/. */
export const committedFiles: ReadonlyMap<string, string> = new Map(
  readdirSync(join(folder, 'generated')).map((name) => [
    `generated/${name}`,
    readFileSync(join(folder, 'generated', name), 'utf8'),
  ]),
);
export const committed: readonly Dashboard[] = [...committedFiles.values()].map((text) =>
  dashboard.parse(JSON.parse(text)),
);

/** Every panel, those in folded rows too, without the rows. */
export const panelsOf = ({ panels }: Dashboard): readonly AnyPanel[] =>
  panels.flatMap((panel) => (panel.type === 'row' ? panel.panels : [panel]));

export const isQueried = (panel: AnyPanel): panel is QueriedPanel => panel.type !== 'text';

/** Every panel that asks something, with its board's name in its own, for the title of a test. */
export const queriedPanels: readonly {
  readonly name: string;
  readonly board: Dashboard;
  readonly panel: QueriedPanel;
}[] = committed.flatMap((board) =>
  panelsOf(board)
    .filter(isQueried)
    .map((panel) => ({ name: `${board.title} / ${panel.title}`, board, panel })),
);

/** An expression as Grafana asks it for a choice of the variables. */
export const asked = (expr: string, { team, window }: { readonly team: string; readonly window: string }): string =>
  expr.replaceAll('$team', team).replaceAll('$window', window);
