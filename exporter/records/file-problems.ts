import type { SurveyFile } from './survey.ts';

/** So many problems of a file are shown; the log has all of them. */
const shownProblems = 10;

/** Where a file is wrong and how, line by line. */
export function fileProblems({ id, problems, isEarlierKept }: Omit<SurveyFile, 'kind'>): string {
  const told = problems
    .slice(0, shownProblems)
    .map(({ line, reason }) => (line === 0 ? reason : `line ${line}: ${reason}`));
  const more = problems.length > shownProblems ? [`${problems.length - shownProblems} more`] : [];
  return `${id}: ${[...told, ...more].join('; ')}${isEarlierKept ? ' (what was read of it before stays)' : ''}`;
}

/** The page of a file, at the first line that is wrong; null: nobody can see it but on its machine. As plain text: what is rendered has no lines. */
export function fileProblemsUrl({ url, problems }: Pick<SurveyFile, 'url' | 'problems'>): string | null {
  const line = problems.find((problem) => problem.line > 0)?.line;
  if (!url) return null;
  return line === undefined ? url : `${url}?plain=1#L${line}`;
}
