import { demoNotice } from './families.ts';
import type { Config } from '../config/config.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--ground:#fff;--card:#f6f8fa;--link:#0550ae;--good:#116329;--bad:#a40e26;--wait:#7d4e00;--line-ink:#0550ae;--bad-ground:#fff1f0}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#30363d;--ground:#0d1117;--card:#161b22;--link:#79c0ff;--good:#56d364;--bad:#ff7b72;--wait:#e3b341;--line-ink:#79c0ff;--bad-ground:#2b1416}}
*{box-sizing:border-box}body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 3rem;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}a{color:var(--link)}p{max-width:65ch}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.stack a{overflow-wrap:anywhere}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td:is([data-head='since'],[data-head='last held'],[data-head='current up to'],[data-head='last worked on']){white-space:nowrap}.soft{color:var(--soft)}.scroll{overflow-x:auto}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin-bottom:.75rem}ul{margin:0;padding-left:1.2rem}@media (max-width:40rem){.stack thead{display:none}.stack tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}.stack td{display:block;border:0;padding:.1rem 0}.stack td.n{text-align:left}.stack td[data-head]::before{content:attr(data-head) ": ";color:var(--soft)}}
.big{font-size:2.25rem;font-weight:650;margin:.5rem 0 0;font-variant-numeric:tabular-nums}form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center}select,button{font:inherit;padding:.15rem .4rem}label{max-width:100%}select{max-width:100%}@media print{@page{margin:12mm}:root{color-scheme:light}body{max-width:none;padding:0}header,form,.screen{display:none}a{color:inherit;text-decoration:none}thead{display:table-header-group}tr,section h2{break-inside:avoid}h1,h2,h3{break-after:avoid}.scroll{overflow:visible}}.note{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.5rem .75rem}
`;

/** What leads from every page to the others. */
const nav = `<header><nav aria-label="Pages">${[
  ['/', 'Scorecard'],
  ['/maturity', 'Maturity'],
  ['/governance', 'Improvement governance'],
  ['/all-hands', 'All-hands'],
  ['/metrics-list', 'All metrics'],
]
  .map(([address, title]) => `<a href="${address}">${title}</a>`)
  .join('')}</nav></header>`;

/** A whole page; `ownStyle` is its alone. Every one says so where the organisation is simulated. */
export function page(title: string, body: string, config: Config, ownStyle = ''): string {
  const notice = config.isDemo ? `<p class="note" role="note">${demoNotice(config)}</p>` : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)} · Clockspeed</title><style>${style}${ownStyle}</style></head><body>${nav}<main>${notice}${body}</main></body></html>`;
}

/** `2026-10-01 09:30 UTC` */
export const instantText = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Only addresses of the web become links, whatever a source said. */
export const link = ({ title, url }: { readonly title: string; readonly url: string | null }): string =>
  url !== null && /^https?:\/\//.test(url) ? `<a href="${escaped(url)}">${escaped(title)}</a>` : escaped(title);
