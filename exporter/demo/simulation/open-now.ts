import type { ChangedFile, Instant, PullRequest, Review } from '../../records/index.ts';
import type { DemoTeam } from './organisation.ts';
import { person } from './pull-requests.ts';
import { dayMs, hourMs, minuteMs } from './working-time.ts';

type Case = Partial<PullRequest> & { readonly title: string; readonly ageMs: number };

const reviewsOf = (count: number, from: Instant, reviewer: string): Review[] =>
  Array.from({ length: count }, (_, index) => ({
    id: '',
    author: person(reviewer),
    submittedAt: from + index * minuteMs,
    state: 'commented',
    dismissedAt: null,
    stateBefore: null,
  }));

const filesOf = (count: number, folder: string): ChangedFile[] =>
  Array.from({ length: count }, (_, index) => ({
    path: `${folder}page-${index}.rb`,
    additions: 3 + (index % 5),
    deletions: index % 3,
  }));

function cases(team: DemoTeam, endsAt: Instant): readonly Case[] {
  const [reviewer, other] = [team.logins.at(-1)!, team.logins.at(-2) ?? team.logins.at(-1)!];
  const oldAt = endsAt - 9 * dayMs;
  return [
    { title: 'Move the reports to the new layout', ageMs: 12 * dayMs },
    { title: 'Keep sessions for a week', ageMs: 5 * dayMs, assignees: [person(reviewer)] },
    { title: 'Show totals by month', ageMs: 4 * hourMs },
    { title: 'Try another chart', ageMs: 6 * dayMs, isDraft: true },
    {
      title: 'Discuss the naming of fields',
      ageMs: 9 * dayMs,
      reviews: reviewsOf(150, oldAt + hourMs, reviewer),
      threadsSeen: [{ at: endsAt, comments: 150, isUnresolved: true }],
    },
    {
      title: 'Rework the import step by step',
      ageMs: 9 * dayMs,
      commits: Array.from({ length: 130 }, (_, index) => ({
        oid: '',
        authoredAt: oldAt - (140 - index) * minuteMs,
        isMerge: index % 40 === 39,
      })),
      reviews: [...reviewsOf(1, oldAt + 2 * hourMs, reviewer)].map((review) => ({
        ...review,
        state: 'changes_requested' as const,
      })),
    },
    {
      title: 'Rename a column everywhere',
      ageMs: 8 * dayMs,
      files: filesOf(140, `app/${team.id}/`),
      reviews: [
        ...reviewsOf(1, oldAt + dayMs + hourMs, reviewer).map((review) => ({ ...review, state: 'approved' as const })),
        ...reviewsOf(1, oldAt + dayMs + 2 * hourMs, other).map((review) => ({
          ...review,
          state: 'changes_requested' as const,
        })),
      ],
    },
  ];
}

/** Pull requests that stand open at the end, one of each kind that a team lead asks for, and the large ones that take several pages to read. */
export function openNow(
  repository: string,
  team: DemoTeam,
  endsAt: Instant,
  firstNumber: number,
  draw: () => string,
): PullRequest[] {
  return cases(team, endsAt).map(({ ageMs, ...differs }, index): PullRequest => {
    const number = firstNumber + index;
    const id = `${repository}#${number}`;
    const createdAt = endsAt - ageMs;
    const files = differs.files ?? filesOf(3, `app/${team.id}/`);
    const commits = differs.commits ?? [{ oid: '', authoredAt: createdAt - hourMs, isMerge: false }];
    const reviews = (differs.reviews ?? []).map((review, place) => ({ ...review, id: `${id}/review-${place + 1}` }));
    return {
      kind: 'pull_request',
      id,
      repository,
      number,
      url: `https://github.com/${repository}/pull/${number}`,
      body: 'For CLK-417.',
      author: person(team.logins[0]!),
      assignees: [],
      createdAt,
      mergedAt: null,
      closedAt: null,
      isDraft: false,
      baseBranch: 'main',
      headBranch: `change-${number}`,
      mergeCommit: null,
      labels: [],
      events: [],
      reviewRequests: [],
      closes: [],
      mergedBy: null,
      agentsInCommits: [],
      requiredChecks: [],
      codeOwnersBlob: null,
      ...differs,
      files,
      reviews,
      commits: commits.map((commit) => ({ ...commit, oid: draw() })),
      additions: files.reduce((sum, { additions }) => sum + additions, 0),
      deletions: files.reduce((sum, { deletions }) => sum + deletions, 0),
      updatedAt: Math.max(createdAt, ...reviews.map(({ submittedAt }) => submittedAt)),
    };
  });
}
