import type { Assessment, AssessmentFile } from '../records/index.ts';

type Placed = Pick<Assessment, 'id' | 'assessedAt'>;

/** Earlier first; of the same instant, by place. */
export const byAssessment = (a: Placed, b: Placed): number =>
  a.assessedAt - b.assessedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** What was read of assessments. */
export class Assessments {
  readonly #byTeam = new Map<string, readonly Assessment[]>();
  readonly #files = new Map<string, AssessmentFile>();

  put(record: Assessment | AssessmentFile): void {
    if (record.kind === 'assessment_file') return void this.#files.set(record.id, record);
    // A document may have been corrected: also whose it is.
    for (const [team, own] of this.#byTeam)
      this.#byTeam.set(
        team,
        own.filter(({ id }) => id !== record.id),
      );
    this.#byTeam.set(record.team, [...this.ofTeam(record.team), record].sort(byAssessment));
  }

  /** By when they were made. */
  ofTeam(team: string): readonly Assessment[] {
    return this.#byTeam.get(team) ?? [];
  }

  /** By place. */
  get refused(): readonly AssessmentFile[] {
    const refused = [...this.#files.values()].filter(({ problems }) => problems.length > 0);
    return refused.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
