import type { Instant, PullRequest, RequiredCheck } from '../../records/index.ts';
import { hourMs, minuteMs } from './working-time.ts';

/** Progress from which nobody goes past a check any more. */
const keptFrom = 0.6;

/**
 * The required check of what is merged, as it is seen at the end. At first some merge while it is red or still runs; now and then one
 * is run again after the merge. Decided by the number alone; the collector's repository requires none.
 */
export function checksOf(
  { repository, number, createdAt, mergedAt }: PullRequest,
  progress: number,
  endsAt: Instant,
): readonly RequiredCheck[] {
  if (repository.includes('collector')) return [];
  const startedAt = createdAt + minuteMs;
  const passedAt = Math.min(createdAt + 9 * minuteMs, mergedAt!);
  const isLax = progress < keptFrom;
  if (isLax && number % 41 === 13) return [{ startedAt, passedAt: null }];
  if (isLax && number % 47 === 11)
    return [{ startedAt: mergedAt! - minuteMs, passedAt: before(mergedAt! + minuteMs, endsAt) }];
  const againAt = mergedAt! + hourMs;
  if (number % 53 === 7 && againAt < endsAt)
    return [{ startedAt: againAt, passedAt: before(againAt + 8 * minuteMs, endsAt) }];
  // Some report by a status, which has but one instant.
  return [{ startedAt: number % 5 === 0 ? passedAt : startedAt, passedAt }];
}

const before = (at: Instant, endsAt: Instant): Instant | null => (at < endsAt ? at : null);
