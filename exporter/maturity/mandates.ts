import type { Config } from '../config/config.ts';
import { enforcedOver, linesWith } from '../guardrails/enforced.ts';
import type { Enforced } from '../guardrails/enforced.ts';
import { hourMs } from '../guardrails/hours.ts';
import { metricOf } from '../guardrails/line-series.ts';
import type { History } from '../history/history.ts';
import { unknowable, unread } from '../metrics/engine/known.ts';
import type { Absence, Engine } from '../metrics/engine-types.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import type { Instant } from '../records/index.ts';
import { mandateFollowedMs, mandatesLookbackMs } from './limits.ts';
import { reliabilityWork } from './reliability-work.ts';
import type { Worked } from './reliability-work.ts';

const dayMs = 86_400_000;
/** What is judged begins so much earlier: 28 days in which an unknown hour keeps the state before it (guardrails/track.ts), and one more. */
const warmUpMs = 29 * dayMs;

/** A time in which reliability work was mandated, and whether it was followed, as of an instant. */
export interface Mandate extends Pick<Enforced, 'by'> {
  /** In force for longer than 90 days: work at any time of these is asked. */
  readonly isOld: boolean;
  /** The first whole hour of it; of an old one the beginning of the 90 days. */
  readonly beganAt: Instant;
  /** The last instant at which work follows it. */
  readonly dueAt: Instant;
  /** What followed it first; undefined: nothing has. */
  readonly followedBy: Worked | undefined;
  /** `pending`: there is still time. */
  readonly state: 'followed' | 'pending' | 'unfollowed';
}

interface Made {
  readonly from: Instant;
  readonly to: Instant;
  readonly byTeam: ReadonlyMap<string, readonly Enforced[]>;
}

/**
 * Whether reliability work follows its mandate. A mandate is `mandate_reliability_work` coming into force for a team, told at whole UTC
 * hours: a line with that action is broken and not waived; what a line of the organisation mandates, it mandates of each team. It is
 * followed when reliability work (see there) of the team is in progress or done at some time from its beginning to 28 days after, ends
 * included, and until then it is not judged. Asked about are mandates that began in the last 90 days, and one that has been in force for
 * longer: of that some work in the quarter is asked. No line with that action may be judged by maturity, or this would go round in a circle.
 */
export class Mandates {
  readonly #config: Config;
  readonly #engine: Engine;
  readonly #history: () => History;
  readonly #lines: readonly PolicyLine[];
  readonly #work = new Map<string, readonly Worked[]>();
  #made: Made | undefined;

  constructor(config: Config, engine: Engine, history: () => History) {
    this.#config = config;
    this.#engine = engine;
    this.#history = history;
    this.#lines = linesWith('mandate_reliability_work', config);
  }

  /** To be called when facts changed. */
  forget(): void {
    this.#made = undefined;
    this.#work.clear();
  }

  /** Judges at once what will be asked for between two instants. */
  reach(from: Instant, to: Instant): void {
    this.#reaching(from, to);
  }

  /** Those of a team that are asked about as of an instant, by their beginnings, or why nobody can say. */
  of(team: string, asOf: Instant): readonly Mandate[] | Absence {
    const quarterAt = asOf - mandatesLookbackMs;
    const absence = this.#unread(quarterAt, asOf);
    if (absence !== undefined) return absence;
    const stood = this.#reaching(asOf, asOf)
      .get(team)!
      .filter(({ from, to }) => from <= asOf && to > quarterAt);
    const unknown = stood.find(({ state }) => state !== 'in_force' && state !== 'off');
    if (unknown) return unknown.state as Absence;
    return stood
      .filter(({ state, from, to }) => state === 'in_force' && (from >= quarterAt || to > asOf))
      .map(({ from, by }) => this.#mandate(team, by, from, quarterAt, asOf));
  }

  #mandate(team: string, by: Mandate['by'], from: Instant, quarterAt: Instant, asOf: Instant): Mandate {
    const isOld = from < quarterAt;
    const [beganAt, dueAt] = isOld ? [quarterAt, asOf] : [from, from + mandateFollowedMs];
    const followedBy = this.#workOf(team).find((one) => one.from < asOf && one.from <= dueAt && one.to >= beganAt);
    const isPending = !isOld && asOf <= dueAt;
    const state = followedBy ? 'followed' : isPending ? 'pending' : 'unfollowed';
    return { by, isOld, beganAt, dueAt, followedBy, state };
  }

  #unread(quarterAt: Instant, asOf: Instant): Absence | undefined {
    const ofWork = unread('work_items', this.#history(), quarterAt, asOf);
    if (ofWork !== undefined) return ofWork;
    const isStale = this.#lines.some((line) => unknowable(metricOf(line), this.#history(), asOf, asOf) === 'stale');
    return isStale ? 'stale' : undefined;
  }

  #workOf(team: string): readonly Worked[] {
    const known = this.#work.get(team);
    if (known) return known;
    const work = reliabilityWork(this.#history(), team);
    this.#work.set(team, work);
    return work;
  }

  /** By team, with all that is asked about as of any instant between two. */
  #reaching(from: Instant, to: Instant): Made['byTeam'] {
    // From midnight on: what is asked for now and what was read last night share it.
    const first = Math.floor((from - mandatesLookbackMs - warmUpMs) / dayMs) * dayMs;
    const last = Math.floor(to / hourMs) * hourMs;
    if (!this.#made || this.#made.from > first || this.#made.to < last) {
      const byTeam = enforcedOver(this.#engine, this.#config, 'mandate_reliability_work', first, last);
      this.#made = { from: first, to: last, byTeam };
    }
    return this.#made.byTeam;
  }
}
