import type { Instant, PullRequest, RequiredCheck } from '../../records/index.ts';
import type { FactValue } from '../metric.ts';

/** Whether a required check had not passed at the merge; one is enough, whatever the others did. */
export function isRed({ requiredChecks }: PullRequest, mergedAt: Instant): FactValue {
  if (requiredChecks === undefined) return { leftOut: 'not_asked_then' };
  if (requiredChecks === null) return { leftOut: 'checks_unknown' };
  const results = requiredChecks.map((check) => resultOf(check, mergedAt));
  if (results.includes('red')) return 1;
  if (results.includes('unknown')) return { leftOut: 'checked_again' };
  return results.length === 0 ? { leftOut: 'no_required_check' } : 0;
}

/** Merging by itself follows the last check within its second: passed at the merge is passed. */
function resultOf({ startedAt, passedAt }: RequiredCheck, mergedAt: Instant): 'green' | 'red' | 'unknown' {
  if (passedAt !== null && passedAt <= mergedAt) return 'green';
  return startedAt !== null && startedAt < mergedAt ? 'red' : 'unknown';
}
