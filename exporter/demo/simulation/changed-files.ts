import type { ChangedFile } from '../../records/index.ts';
import { drawOf } from './description.ts';
import type { Change } from './pull-requests.ts';
import type { Random } from './random.ts';

/** Share of changes that come with a test, at first and at last. */
const [testedAtFirst, testedAtLast] = [0.4, 0.9];

/** About so many lines, the last file a test where the team thinks of it, and now and then a lock file beside them. */
export function filesOf(
  lines: number,
  { folder, alsoFolder, repository, number }: Change,
  progress: number,
  random: Random,
): ChangedFile[] {
  const count = Math.max(alsoFolder ? 2 : 1, Math.min(20, Math.round(lines / 60)));
  const isTested = drawOf(number, 0) < testedAtFirst + (testedAtLast - testedAtFirst) * progress;
  const ending = repository.includes('/core') ? 'rb' : 'go';
  const files = Array.from({ length: count }, (_, index): ChangedFile => {
    const additions = Math.max(1, Math.round((lines / count) * 0.7));
    const isTest = isTested && index > 0 && index === count - 1;
    return {
      path: `${index === 1 && alsoFolder ? alsoFolder : folder}part-${random.whole(0, 40)}-${index}${isTest ? '_test' : ''}.${ending}`,
      additions,
      deletions: Math.max(0, Math.round(lines / count) - additions),
    };
  });
  if (random.chance(0.08))
    files.push({
      path: repository.includes('/core') ? 'Gemfile.lock' : 'go.sum',
      additions: random.whole(5, 900),
      deletions: random.whole(0, 300),
    });
  return files;
}
