import type { Assessment, AssessmentFile } from '../records/index.ts';

type Placed = Pick<Assessment, 'id' | 'quarter' | 'assessedAt'>;

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By quarter, whenever they were made: a late one of an older quarter says nothing new. Then earlier first; of the same instant, by place. */
export const byAssessment = (a: Placed, b: Placed): number =>
  compared(a.quarter, b.quarter) || a.assessedAt - b.assessedAt || compared(a.id, b.id);

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

  /** By quarter and when they were made. */
  ofTeam(team: string): readonly Assessment[] {
    return this.#byTeam.get(team) ?? [];
  }

  /** By place. */
  get refused(): readonly AssessmentFile[] {
    const refused = [...this.#files.values()].filter(({ problems }) => problems.length > 0);
    return refused.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
