import type { Instant, Review, Span } from '../../records/index.ts';

/** Who approved and still does, over time. */
export interface Approvals {
  /** Spans in which at least one approval stands and nobody asks for changes; the last may end at Infinity. */
  readonly standing: readonly Span[];
  /** The approving reviews that stand at the end. */
  readonly atEnd: readonly Review[];
}

type Opinion = 'approved' | 'changes_requested';

const opinionOf = ({ state, stateBefore }: Review): Opinion | null => {
  const said = state === 'dismissed' ? stateBefore : state;
  return said === 'approved' || said === 'changes_requested' ? said : null;
};

/** One opinion a reviewer; each review by a deleted account is a reviewer of its own. */
const reviewerOf = ({ id, author }: Review): string => (author ? `@${author.login.toLowerCase()}` : id);

/**
 * Replays opinions and dismissals up to the end. A comment changes nothing; a dismissal removes the opinion, if it is still the
 * reviewer's latest; before readiness an approval counts as at readiness.
 */
export function approvalsOf(reviews: readonly Review[], readyAt: Instant, endedAt: Instant): Approvals {
  const opinions = new Map<string, Review>();
  const standing: { from: Instant; to: Instant }[] = [];
  for (const { at, review, isDismissal } of turnsOf(reviews, endedAt)) {
    const reviewer = reviewerOf(review);
    if (!isDismissal) opinions.set(reviewer, review);
    else if (opinions.get(reviewer)?.id === review.id) opinions.delete(reviewer);
    const isApproved = stands([...opinions.values()]);
    const last = standing.at(-1);
    if (isApproved && (!last || last.to !== Infinity)) standing.push({ from: Math.max(at, readyAt), to: Infinity });
    else if (!isApproved && last?.to === Infinity) last.to = at;
  }
  const atEnd = [...opinions.values()].filter((review) => opinionOf(review) === 'approved');
  return { standing: standing.filter(({ from, to }) => from < to), atEnd };
}

function stands(opinions: readonly Review[]): boolean {
  const said = opinions.map(opinionOf);
  return said.includes('approved') && !said.includes('changes_requested');
}

interface Turn {
  readonly at: Instant;
  readonly review: Review;
  readonly isDismissal: boolean;
}

/** Opinions and dismissals in time; at the same instant in the order of review ids, an opinion before its dismissal. */
function turnsOf(reviews: readonly Review[], endedAt: Instant): readonly Turn[] {
  const turns = reviews
    .filter((review) => opinionOf(review) !== null)
    .flatMap((review): Turn[] => {
      const given = { at: review.submittedAt, review, isDismissal: false };
      return review.dismissedAt === null ? [given] : [given, { at: review.dismissedAt, review, isDismissal: true }];
    });
  return turns
    .filter(({ at }) => at < endedAt)
    .sort(
      (a, b) => a.at - b.at || Number(a.isDismissal) - Number(b.isDismissal) || (a.review.id < b.review.id ? -1 : 1),
    );
}
