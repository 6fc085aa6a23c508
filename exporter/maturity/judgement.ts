import type { Verdict } from '../guardrails/judge.ts';
import { evidenceAt, judgeOf } from '../guardrails/judge-line.ts';
import { verdictsAt } from '../guardrails/verdicts.ts';
import type { Pair } from '../guardrails/verdicts.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import type { Instant } from '../records/index.ts';
import { waysOf } from './criteria.ts';
import type { Criterion, Knowledge, Requirement } from './criterion.ts';
import { signals } from './definitions.ts';
import { followedOver, followedTold } from './followed.ts';
import type { Grounds } from './grounds.ts';
import { inForce, inForceTold } from './in-force.ts';
import { findingOf, lineOf, measuredTold } from './measured.ts';
import { probed, probedTold } from './probed.ts';
import { recorded, recordedTold } from './recorded.ts';
import { reviewed } from './reviewed.ts';
import type { Known } from './reviewed.ts';
import { reviewedTold } from './reviewed-told.ts';
import { anyOf } from './state.ts';
import type { CriterionState, Finding, ToldFinding } from './state.ts';
import { unattributedOver, unattributedTold } from './unattributed.ts';
import { lastDayOf, vouched, waiverOf } from './vouched.ts';
import type { Said } from './vouched.ts';

/** Of whom a criterion is judged: what is the organisation's is the same for every team. */
const ofWhom = ({ scope }: Requirement, team: string): string => (scope === 'organisation' ? 'all' : team);
const keyOf = (criterion: Requirement, of: string): string => `${criterion.id}|${of}`;

/** A way to know a criterion, of a team or of the organisation. */
interface Asked {
  readonly criterion: Requirement;
  readonly of: string;
  readonly way: Knowledge;
}

/** Says how criteria stand: the one home of met, not met, unknown and waived. As of an instant nothing later is seen. */
export class Judgement<C extends Requirement = Criterion> {
  readonly criteria: readonly C[];
  readonly #grounds: Grounds;
  readonly #said: Said;
  /** The lines by which ways of knowing are judged. */
  readonly #lines = new Map<Knowledge, PolicyLine>();

  constructor(grounds: Grounds, criteria: readonly C[], said: Said = grounds.config.maturity) {
    this.criteria = criteria;
    this.#grounds = grounds;
    this.#said = said;
    for (const criterion of criteria)
      for (const way of waysOf(criterion)) {
        const line = lineOf(criterion, way, grounds.config);
        if (line) this.#lines.set(way, line);
      }
  }

  /** As of one instant, with why, where to look and since when it is known. */
  stateOf(criterion: C, team: string, asOf: Instant): CriterionState<C> {
    const of = ofWhom(criterion, team);
    const told = anyOf(waysOf(criterion).map((way) => this.#told({ criterion, of, way }, asOf)));
    const waiver = told.state === 'met' ? undefined : waiverOf(this.#said, criterion.id, of, asOf);
    if (!waiver) return { ...told, criterion };
    const until = lastDayOf(waiver.untilAt);
    return {
      ...told,
      criterion,
      state: 'waived',
      why: `${told.why} ${waiver.role} waived it until ${until}: ${waiver.reason}`,
    };
  }

  #known(): Known {
    const { config, history, reviews } = this.#grounds;
    return { config, history: history(), reviews };
  }

  #told({ criterion, of, way }: Asked, asOf: Instant): ToldFinding {
    const { config, engine, history, mandates } = this.#grounds;
    const { exporterUrl } = config.alerting;
    if ('probed' in way) return probedTold(way.probed, of, history(), asOf);
    if ('evidence' in way) return vouched(this.#said, criterion.id, of, asOf);
    if ('reviewed' in way) return reviewedTold(way.reviewed, this.#known(), asOf);
    if ('recorded' in way) return recordedTold(engine, way.recorded, of, exporterUrl, asOf);
    if ('unattributed' in way) return unattributedTold(engine, way, exporterUrl, asOf);
    if ('followed' in way) return followedTold(mandates, of, history(), asOf);
    const line = this.#lines.get(way)!;
    const verdict = judgeOf(config)(line, evidenceAt(engine, line, of, asOf), asOf);
    if ('inForce' in way) return inForceTold({ line, team: of, verdict, asOf }, config);
    return measuredTold(line, of, verdict, exporterUrl, asOf);
  }

  /** As of every instant (ascending), without words: for each criterion of a team a list as long as `instants`. */
  over(instants: readonly Instant[]): (criterion: C, team: string) => readonly Finding[] {
    const asked = this.#asked();
    const byWay = new Map<Asked, readonly Finding[]>(this.#measured(asked, instants));
    for (const one of asked) if (!byWay.has(one)) byWay.set(one, this.#looked(one, instants));
    const byCriterion = new Map<string, readonly Finding[]>();
    for (const [one, findings] of byWay) {
      const key = keyOf(one.criterion, one.of);
      const others = byCriterion.get(key);
      byCriterion.set(key, others ? findings.map((finding, index) => anyOf([others[index]!, finding])) : findings);
    }
    return (criterion, team) => byCriterion.get(keyOf(criterion, ofWhom(criterion, team)))!;
  }

  /** Whether a criterion of a team is waived as of an instant. */
  isWaived(criterion: C, team: string, asOf: Instant): boolean {
    return waiverOf(this.#said, criterion.id, ofWhom(criterion, team), asOf) !== undefined;
  }

  /** Before it nothing had been read, vouched for or waived: no criterion was met. Infinity: it is so until now. */
  beginsAt(): Instant {
    const read = signals.map((signal) => this.#grounds.history().signal(signal));
    const begun = read.map((span) => (span === 'not_configured' ? null : span.completeFromAt));
    const said = [...this.#said.evidence, ...this.#said.waivers].map(({ at }) => at);
    return Math.min(...said, ...begun.map((at) => at ?? Infinity));
  }

  #asked(): readonly Asked[] {
    const teams = this.#grounds.config.teams.map(({ id }) => id);
    return this.criteria.flatMap((criterion) =>
      (criterion.scope === 'organisation' ? ['all'] : teams).flatMap((of) =>
        waysOf(criterion).map((way) => ({ criterion, of, way })),
      ),
    );
  }

  /** What lines judge, in one slide of every metric. */
  *#measured(asked: readonly Asked[], instants: readonly Instant[]): Iterable<readonly [Asked, readonly Finding[]]> {
    const { config, engine } = this.#grounds;
    const judged: (readonly [Asked, Pair])[] = [];
    for (const one of asked) {
      const line = this.#lines.get(one.way);
      if (line) judged.push([one, [line, one.of]]);
    }
    const pairs = judged.map(([, pair]) => pair);
    const verdicts = verdictsAt(engine, judgeOf(config), pairs, instants);
    for (const [index, [one, [line, team]]] of judged.entries()) {
      const find = (asOf: Instant, verdict: Verdict): Finding =>
        'inForce' in one.way ? inForce({ line, team, verdict, asOf }, config) : findingOf(verdict);
      const runs = Array.from(verdicts[index]!, ({ first, end, verdict }) =>
        instants.slice(first, end).map((at) => find(at, verdict)),
      );
      yield [one, runs.flat()];
    }
  }

  #looked({ criterion, of, way }: Asked, instants: readonly Instant[]): readonly Finding[] {
    const { engine, history, mandates } = this.#grounds;
    if ('followed' in way) return followedOver(mandates, of, instants);
    if ('unattributed' in way) return unattributedOver(engine, way, instants);
    if ('probed' in way) return instants.map((at) => probed(way.probed, of, history(), at));
    if ('reviewed' in way) return instants.map((at) => reviewed(way.reviewed, this.#known(), at));
    if ('recorded' in way) return instants.map((at) => recorded(engine, way.recorded, of, at));
    return instants.map((at) => vouched(this.#said, criterion.id, of, at));
  }
}
