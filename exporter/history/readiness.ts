import type { Instant, PullRequest, Span } from '../records/index.ts';

/** Spans outside draft, from creation on; the last may end at Infinity. Closing doesn't end one. */
export function readySpans(pullRequest: PullRequest): readonly Span[] {
  const turns = pullRequest.events.filter(({ type }) => type === 'ready_for_review' || type === 'convert_to_draft');
  // The first turn tells what came before it; without turns it is as it always was.
  let isReady = turns[0] ? turns[0].type === 'convert_to_draft' : !pullRequest.isDraft;
  let since = pullRequest.createdAt;
  const spans: Span[] = [];
  for (const { type, at } of turns) {
    const becomesReady = type === 'ready_for_review';
    if (isReady && !becomesReady && at > since) spans.push({ from: since, to: at });
    if (isReady !== becomesReady) since = Math.max(at, pullRequest.createdAt);
    isReady = becomesReady;
  }
  if (isReady) spans.push({ from: since, to: Infinity });
  return spans;
}

/** Start of the first non-draft period; a pull request that was never ready: its merge, null while it has none. */
export function readyAtOf(pullRequest: PullRequest): Instant | null {
  const first = readySpans(pullRequest)[0]?.from;
  if (first === undefined) return pullRequest.mergedAt;
  return pullRequest.mergedAt !== null && first > pullRequest.mergedAt ? pullRequest.mergedAt : first;
}
