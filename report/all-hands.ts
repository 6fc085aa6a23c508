import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { withFacts } from '../exporter/cli/commands.ts';
import type { Whose } from '../exporter/cli/commands.ts';
import { UsageError } from '../exporter/cli/surroundings.ts';
import type { World } from '../exporter/cli/surroundings.ts';
import { Evaluator } from '../exporter/evaluation/evaluator.ts';
import { deckMarkdown } from './deck/deck.ts';
import { monthOf } from './month/calendar-month.ts';
import { chromiumPath } from './render/chromium.ts';
import { deckHtml } from './render/html.ts';

export interface AllHandsOptions {
  /** `2026-10`; undefined: the last that is over. */
  readonly month?: string;
  /** The folder that it is written to. */
  readonly out: string;
  readonly pdf: boolean;
  /** A deck as Markdown that somebody has changed: slides are made of it, and nothing is measured. */
  readonly edited?: string;
}

/** Writes the deck of a month: Markdown to change, HTML to show, and PDF if asked for. */
export async function allHands(options: Whose & AllHandsOptions, world: World): Promise<void> {
  // Who has no browser is told before anything is collected.
  const browser = options.pdf ? chromiumPath(world.env) : null;
  if (options.edited !== undefined) return writeSlides(options.edited, readEdited(options.edited), browser, world);
  await withFacts(options, world, async (config, store) => {
    const told = new Evaluator(config, store).told(world.now());
    const month = monthOf(options.month, world.now(), told.history.calendar(null));
    const markdown = deckMarkdown(told, month);
    mkdirSync(options.out, { recursive: true });
    const path = join(options.out, `all-hands-${month.id}.md`);
    writeFileSync(path, markdown);
    world.say(`Written: ${path}`);
    await writeSlides(path, markdown, browser, world);
  });
}

function readEdited(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** Beside the Markdown, under its name. */
async function writeSlides(path: string, markdown: string, browser: string | null, world: World): Promise<void> {
  const { dir, name } = parse(path);
  const beside = (extension: string): string => join(dir, name + extension);
  const html = deckHtml(markdown);
  writeFileSync(beside('.html'), html);
  world.say(`Written: ${beside('.html')}`);
  if (browser === null) return;
  const { deckPdf } = await import('./render/pdf.ts');
  writeFileSync(beside('.pdf'), await deckPdf(html, browser));
  world.say(`Written: ${beside('.pdf')}`);
}
