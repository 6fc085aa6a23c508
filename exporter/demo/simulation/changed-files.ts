import type { ChangedFile } from '../../records/index.ts';
import type { Change } from './pull-requests.ts';
import type { Random } from './random.ts';

/** About so many lines, and now and then a lock file beside them. */
export function filesOf(lines: number, { folder, alsoFolder, repository }: Change, random: Random): ChangedFile[] {
  const count = Math.max(alsoFolder ? 2 : 1, Math.min(20, Math.round(lines / 60)));
  const files = Array.from({ length: count }, (_, index): ChangedFile => {
    const additions = Math.max(1, Math.round((lines / count) * 0.7));
    return {
      path: `${index === 1 && alsoFolder ? alsoFolder : folder}part-${random.whole(0, 40)}-${index}.${repository.includes('/core') ? 'rb' : 'go'}`,
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
