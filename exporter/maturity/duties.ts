import { endOfDayAfter, quarterName } from '../calendar/quarter.ts';
import type { History } from '../history/history.ts';
import { unread } from '../metrics/engine/known.ts';
import type { Absence } from '../metrics/engine-types.ts';
import type { Signal } from '../metrics/metric.ts';
import { assessmentReasons } from '../records/assessment.ts';
import type { Assessment, AssessmentReason, Instant } from '../records/index.ts';
import { factsAt } from './assessed.ts';
import {
  postIncidentBusinessDays,
  postIncidentLookbackMs,
  preScaleCountsMs,
  preScaleLookbackMs,
  preScaleMs,
  quarterlyDueDay,
} from './limits.ts';
import type { Quarters } from './quarters.ts';
import { seriousIncidents } from './serious-incidents.ts';
import type { Serious } from './serious-incidents.ts';

/** An assessment that should have been made and has not. */
export interface OverdueAssessment {
  readonly reason: AssessmentReason;
  /** What it is about; no stop. */
  readonly title: string;
  /** Where what asks for it can be seen; null: nowhere. */
  readonly url: string | null;
  /** Since when. */
  readonly at: Instant;
}

const dayOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10);

/** Which assessments are overdue. As of an instant nothing later is seen. */
export class Duties {
  readonly #history: () => History;
  readonly #quarters: Quarters;
  readonly #serious = new Map<string, readonly Serious[]>();
  readonly #facts = new WeakMap<Assessment, Instant>();
  /** By the beginning of the quarter in which they are due: zones are slow to ask. */
  readonly #due = new Map<Instant, { readonly quarter: string; readonly dueAt: Instant }>();

  constructor(history: () => History, quarters: Quarters) {
    this.#history = history;
    this.#quarters = quarters;
  }

  /** To be called when facts changed. */
  forget(): void {
    this.#serious.clear();
  }

  /** What is overdue for a reason, or why nobody can say. */
  overdue(reason: AssessmentReason, team: string, asOf: Instant): readonly OverdueAssessment[] | Absence {
    const absence = this.#unread(reason, asOf);
    if (absence !== undefined) return absence;
    const made = this.#history()
      .assessments(team)
      .filter(({ assessedAt }) => assessedAt < asOf);
    if (reason === 'quarterly') return this.#quarterly(made, asOf);
    return reason === 'post_incident' ? this.#postIncident(team, made, asOf) : this.#preScale(team, made, asOf);
  }

  /** All that is known to be overdue. */
  known(team: string, asOf: Instant): readonly OverdueAssessment[] {
    return assessmentReasons.flatMap((reason) => {
      const overdue = this.overdue(reason, team, asOf);
      return typeof overdue === 'string' ? [] : overdue;
    });
  }

  #unread(reason: AssessmentReason, asOf: Instant): Absence | undefined {
    const history = this.#history();
    const absent = (signal: Signal, from: Instant): Absence | undefined => unread(signal, history, from, asOf);
    const ofDocuments = absent('assessments', asOf);
    if (ofDocuments !== undefined || reason !== 'post_incident') return ofDocuments;
    return absent('incidents', asOf - postIncidentLookbackMs) ?? absent('priorities', asOf);
  }

  /** The newest quarter whose time is over: it, or a later one, has been assessed. */
  #quarterly(made: readonly Assessment[], asOf: Instant): readonly OverdueAssessment[] {
    const { from } = this.#quarters.of(asOf);
    const last = this.#dueIn(from);
    const { quarter, dueAt } = asOf > last.dueAt ? last : this.#dueIn(this.#quarters.before(from).from);
    if (made.some((one) => one.reason === 'quarterly' && one.quarter >= quarter)) return [];
    const title = `The assessment of ${quarter} was due by day ${quarterlyDueDay} of the quarter after it`;
    return [{ reason: 'quarterly', title, url: null, at: dueAt }];
  }

  /** The quarter whose assessment is due in the one that begins at an instant. */
  #dueIn(from: Instant): { readonly quarter: string; readonly dueAt: Instant } {
    const known = this.#due.get(from);
    if (known) return known;
    const { zone } = this.#history().config.organisation.workingTime;
    const quarter = quarterName(this.#quarters.before(from).from, zone);
    const due = { quarter, dueAt: endOfDayAfter(from, quarterlyDueDay - 1, zone) };
    this.#due.set(from, due);
    return due;
  }

  /** What an assessment of each team has seen, once for all instants: zones are slow to ask. */
  #factsAt(made: Assessment): Instant {
    const known = this.#facts.get(made);
    if (known !== undefined) return known;
    const at = factsAt(made, this.#history().config.organisation.workingTime.zone);
    this.#facts.set(made, at);
    return at;
  }

  /** Whatever an assessment was made for, it has seen what was before its facts. */
  #postIncident(team: string, made: readonly Assessment[], asOf: Instant): readonly OverdueAssessment[] {
    return this.#seriousOf(team)
      .filter(
        ({ createdAt, dueAt, mergedAt }) =>
          createdAt >= asOf - postIncidentLookbackMs && dueAt < asOf && asOf <= mergedAt,
      ) // prettier-ignore
      .filter(({ createdAt }) => made.every((one) => this.#factsAt(one) < createdAt))
      .map(({ url, createdAt, dueAt }) => {
        const title = `A P1 of ${dayOf(createdAt)} asked for an assessment within ${postIncidentBusinessDays} business days`;
        return { reason: 'post_incident', title, url, at: dueAt };
      });
  }

  #preScale(team: string, made: readonly Assessment[], asOf: Instant): readonly OverdueAssessment[] {
    return this.#history()
      .config.maturity.scaling.filter((event) => event.team === team || event.team === 'all')
      .filter(({ fromAt, untilAt }) => fromAt - preScaleMs <= asOf && asOf < untilAt + preScaleLookbackMs)
      .filter(({ fromAt }) =>
        made.every((one) => one.reason !== 'pre_scale' || this.#factsAt(one) < fromAt - preScaleCountsMs),
      )
      .map(({ fromAt, untilAt }) => {
        const scaled = asOf < untilAt ? `is to be scaled within ${preScaleMs / 86_400_000} days` : 'was scaled';
        const title = `The team ${scaled} and has not been assessed for it`;
        return { reason: 'pre_scale', title, url: null, at: fromAt - preScaleMs };
      });
  }

  #seriousOf(team: string): readonly Serious[] {
    const known = this.#serious.get(team);
    if (known) return known;
    const serious = seriousIncidents(this.#history(), team);
    this.#serious.set(team, serious);
    return serious;
  }
}
