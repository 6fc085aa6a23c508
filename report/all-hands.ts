import { existsSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { withStored } from '../exporter/cli/commands.ts';
import type { Whose } from '../exporter/cli/commands.ts';
import { UsageError } from '../exporter/cli/surroundings.ts';
import type { World } from '../exporter/cli/surroundings.ts';
import { Evaluator } from '../exporter/evaluation/evaluator.ts';
import { deckMarkdown } from './deck/deck.ts';
import { monthOf } from './month/calendar-month.ts';
import { chromiumPath } from './render/chromium.ts';
import { deckHtml } from './render/html.ts';
import { writeWhole } from './render/whole-files.ts';
import type { WholeFile } from './render/whole-files.ts';

export interface AllHandsOptions {
  /** `2026-10`; undefined: the last that is over. */
  readonly month?: string;
  /** The folder that it is written to. */
  readonly out: string;
  readonly pdf: boolean;
  /** A deck as Markdown that somebody has changed: slides are made of it, and nothing is measured. */
  readonly edited?: string;
}

/**
 * Writes the deck of a month: Markdown to change, HTML to show, and PDF if asked for; all of them or none. Markdown that somebody may have
 * changed is left alone. Throws UsageError for what a person can mend.
 */
export async function allHands(options: Whose & AllHandsOptions, world: World): Promise<void> {
  // Who has no browser is told before anything is collected.
  const browser = options.pdf ? chromiumPath(world.env) : null;
  const { edited } = options;
  if (edited !== undefined) return write(await slidesOf(edited, readEdited(edited), browser), world);
  await withStored(options, world, async (config, store) => {
    const told = new Evaluator(config, store).told(world.now());
    const month = monthOf(options.month, world.now(), told.history.calendar(null));
    const content = deckMarkdown(told, month);
    const path = join(options.out, `all-hands-${month.id}.md`);
    refuseToReplace(path, content);
    write([{ path, content }, ...(await slidesOf(path, content, browser))], world);
  });
}

/** The same text may be written again, with a PDF beside it for instance. */
function refuseToReplace(path: string, content: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') !== content)
    throw new UsageError(
      `Nothing was written: ${path} exists with another text and may have been edited. Make slides of it with --edited ${path}, write to another folder with --out, or move it.`,
    );
}

function readEdited(path: string): string {
  // Slides are written beside the Markdown under its name: of any other ending, they could be written over it.
  if (!path.endsWith('.md')) throw new UsageError(`--edited takes Markdown, a file that ends in .md, and not ${path}`);
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** Beside the Markdown, under its name. */
async function slidesOf(path: string, markdown: string, browser: string | null): Promise<readonly WholeFile[]> {
  const { dir, name } = parse(path);
  const html = { path: join(dir, `${name}.html`), content: deckHtml(markdown) };
  if (browser === null) return [html];
  const { deckPdf } = await import('./render/pdf.ts');
  return [html, { path: join(dir, `${name}.pdf`), content: await deckPdf(html.content, browser) }];
}

function write(files: readonly WholeFile[], world: World): void {
  writeWhole(files);
  for (const { path } of files) world.say(`Written: ${path}`);
}
