import { Marp } from '@marp-team/marp-core';
import { escaped } from '../../exporter/exposition/page.ts';
import { theme } from './theme.ts';

/** Around the slides: one a screen, one a page of paper. */
const around = `
html{scroll-snap-type:y proximity;background:#2b3138}body{margin:0}main{display:block}
.slide{scroll-snap-align:start;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center}
.slide>svg{display:block;width:min(100%,177.78vh);height:auto;max-height:100vh;background:#fff}
.notes{width:min(100%,177.78vh);box-sizing:border-box;padding:.4rem 1rem;color:#e6edf3;background:#2b3138;font:15px/1.45 system-ui,sans-serif}
.notes a{color:#9ecbff}.notes p{max-width:80ch;overflow-wrap:anywhere}
@page{size:1280px 720px;margin:0}
@media print{html{background:none}.notes{display:none}.slide{display:block;min-height:0;height:720px;break-after:page;break-inside:avoid;overflow:hidden}.slide:last-child{break-after:auto}.slide>svg{width:1280px;height:720px}}
`;

interface Rendered {
  /** One a slide. */
  readonly html: readonly string[];
  readonly css: string;
  readonly comments: readonly (readonly string[])[];
}

function rendered(markdown: string): Rendered {
  const marp = new Marp({
    // Of the HTML in the text only images pass: charts are such.
    html: { img: ['alt', 'src', 'width', 'height'] },
    container: { tag: 'div', class: 'slide' },
    script: false,
    math: false,
    emoji: { shortcode: false, unicode: false },
  });
  marp.themeSet.default = marp.themeSet.add(theme);
  return marp.render(markdown, { htmlAsArray: true });
}

/** The whole deck as one page that needs no other file and no script. Notes are folded in under each slide. */
export function deckHtml(markdown: string): string {
  const { html, css, comments } = rendered(markdown);
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'All-hands';
  const slides = html.map((slide, index) => `<div class="slide">${slide}${notesHtml(comments[index] ?? [])}</div>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title><style>${css}${around}</style></head><body><main>${slides.join('\n')}</main></body></html>\n`;
}

function notesHtml(comments: readonly string[]): string {
  const paragraphs = comments
    .flatMap((comment) => comment.split(/\n\n+/))
    .map((text) => `<p>${escaped(text).replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<a href="$2">$1</a>')}</p>`);
  return paragraphs.length === 0
    ? ''
    : `<details class="notes"><summary>Notes</summary>${paragraphs.join('')}</details>`;
}
