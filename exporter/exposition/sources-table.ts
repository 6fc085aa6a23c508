import { sourceState } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { escaped, instantText } from './page.ts';
import type { SourceStatus } from './self.ts';

/** Where the numbers come from, and how fresh that is. */
export function sourcesTable(sources: readonly SourceStatus[], store: Store): string {
  const heads = ['source', 'state', 'read up to', 'complete since'].map((head) => `<th scope="col">${head}</th>`);
  const rows = sources.map((source) => sourceRow(source, store));
  return `<table class="stack"><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** The same for a program. */
export const sourcesJson = (sources: readonly SourceStatus[], store: Store) =>
  sources.map(({ name, isUp, lastError }) => {
    const { watermarkAt, completeFromAt, progress } = sourceState(store, name);
    return {
      name,
      isUp,
      error: lastError,
      readUpTo: isoOf(watermarkAt),
      completeFrom: isoOf(completeFromAt),
      syncProgress: progress,
    };
  });

/** A folder of files has been complete for ever. */
const isoOf = (at: number | null): string | null => (at === null || at <= 0 ? null : new Date(at).toISOString());

function sourceRow({ name, isUp, lastError }: SourceStatus, store: Store): string {
  const state = sourceState(store, name);
  const word = isUp === null ? 'starting' : isUp ? '✓ up' : '✗ down';
  const progress = state.completeFromAt === null ? `, first sync ${Math.floor(state.progress * 100)} %` : '';
  const error = lastError === null ? '' : `<br><span class="soft">${escaped(lastError)}</span>`;
  const when = (at: number | null): string => (at === null ? '–' : at <= 0 ? 'ever' : instantText(at));
  return `<tr><td><strong>${name}</strong></td><td data-head="state">${word}${progress}${error}</td><td data-head="read up to">${when(state.watermarkAt)}</td><td data-head="complete since">${when(state.completeFromAt)}</td></tr>`;
}
