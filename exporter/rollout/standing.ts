import type { Config, RolloutConfig } from '../config/config.ts';
import { waysOf } from '../maturity/criteria.ts';
import type { Judgement } from '../maturity/judgement.ts';
import { allOf, anyOf, unknown, unmet } from '../maturity/state.ts';
import type { CriterionState, Finding } from '../maturity/state.ts';
import type { Instant } from '../records/index.ts';
import type { RolloutCriterion } from './criteria.ts';

/** How a criterion stands, and for each of those of whom it is asked. */
export interface RolloutStanding {
  readonly criterion: RolloutCriterion;
  readonly finding: Finding;
  /** `team` is `all` where it is asked of the organisation. */
  readonly parts: readonly RolloutPart[];
  /** Its day is over, and it is not met. */
  readonly isOverdue: boolean;
}
export type RolloutPart = CriterionState<RolloutCriterion> & { readonly team: string };

const isProbed = (criterion: RolloutCriterion): boolean => waysOf(criterion).some((way) => 'probed' in way);
const findingOf = ({ state, lacks }: RolloutPart): Finding =>
  // Something has to be there: of what nothing happened, it is not.
  lacks === 'no_facts' ? unmet : { state: state as Finding['state'], ...(lacks && { lacks }) };

/** Of a team that has nothing to be looked at nothing is asked. */
function findingOfAll(criterion: RolloutCriterion, parts: readonly RolloutPart[]): Finding {
  const asked = parts.filter(({ lacks }) => !(lacks === 'no_facts' && isProbed(criterion)));
  if (asked.length === 0) return unknown('no_facts');
  const findings = asked.map(findingOf);
  return criterion.of === 'one_team' ? anyOf(findings) : allOf(findings);
}

/** Says how the criteria of a rollout stand as of an instant. */
export class RolloutStandings {
  readonly #teams: readonly string[];
  readonly #rollout: RolloutConfig;
  readonly #judgement: Judgement<RolloutCriterion>;
  #last: { readonly asOf: Instant; readonly standings: readonly RolloutStanding[] } | undefined;

  constructor({ teams }: Pick<Config, 'teams'>, rollout: RolloutConfig, judgement: Judgement<RolloutCriterion>) {
    this.#teams = teams.map(({ id }) => id);
    this.#rollout = rollout;
    this.#judgement = judgement;
  }

  forget(): void {
    this.#last = undefined;
  }

  /** In the order of the milestones; the last instant is remembered. */
  at(asOf: Instant): readonly RolloutStanding[] {
    if (this.#last?.asOf !== asOf)
      this.#last = { asOf, standings: this.#judgement.criteria.map((criterion) => this.#standing(criterion, asOf)) };
    return this.#last.standings;
  }

  #standing(criterion: RolloutCriterion, asOf: Instant): RolloutStanding {
    const teams = criterion.of === 'organisation' ? ['all'] : this.#teams;
    const parts = teams.map((team) => ({ ...this.#judgement.stateOf(criterion, team, asOf), team }));
    const finding = findingOfAll(criterion, parts);
    const isOver = asOf >= this.#rollout.dueAt[criterion.milestone];
    return { criterion, finding, parts, isOverdue: isOver && finding.state === 'unmet' };
  }
}
