import type { Instant, OnCall, Span } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import type { People } from './people.ts';
import { union } from './spans.ts';

export interface OnCallSpan {
  readonly user: string;
  readonly span: Span;
}

const bySpan = (a: OnCallSpan, b: OnCallSpan): number =>
  a.span.from - b.span.from || a.span.to - b.span.to || (a.user < b.user ? -1 : a.user > b.user ? 1 : 0);

/** One person's overlapping and touching spans are one. */
function mergedPerPerson(spans: readonly OnCallSpan[]): readonly OnCallSpan[] {
  const byUser = new Map<string, Span[]>();
  for (const { user, span } of spans) byUser.set(user, [...(byUser.get(user) ?? []), span]);
  const merged = [...byUser].flatMap(([user, own]) => union(own).map((span) => ({ user, span })));
  return merged.sort(bySpan);
}

/** Who carries the pager at level 1. */
export class OnCallRota {
  readonly #people: People;
  readonly #byPolicy = new Map<string, Map<string, OnCallSpan>>();
  readonly #merged = new Map<string, readonly OnCallSpan[]>();

  constructor(people: People) {
    this.#people = people;
  }

  put({ id, escalationPolicy, level, user, fromAt, toAt }: OnCall): void {
    if (level !== 1) return;
    if (!this.#byPolicy.has(escalationPolicy)) this.#byPolicy.set(escalationPolicy, new Map());
    this.#byPolicy.get(escalationPolicy)!.set(id, { user, span: { from: fromAt, to: toAt } });
    this.#merged.delete(escalationPolicy);
  }

  ofPolicy(escalationPolicy: string): readonly OnCallSpan[] {
    let merged = this.#merged.get(escalationPolicy);
    if (!merged) {
      merged = mergedPerPerson([...(this.#byPolicy.get(escalationPolicy)?.values() ?? [])]);
      this.#merged.set(escalationPolicy, merged);
    }
    return merged;
  }

  /** The parts of a span in which the person was a member of any of the teams. */
  #asMember({ user, span }: OnCallSpan, teams: readonly TeamId[]): readonly Span[] {
    const inside = (at: Instant): boolean => span.from < at && at < span.to;
    const edges = [
      span.from,
      ...this.#people
        .changesOfPagerDutyUser(user)
        .filter(inside)
        .sort((a, b) => a - b),
      span.to,
    ];
    const parts = edges.slice(1).map((to, at) => ({ from: edges[at]!, to }));
    return parts.filter(({ from }) =>
      this.#people.teamsOfPagerDutyUser(user, from).some((team) => teams.includes(team)),
    );
  }

  ofTeam(team: TeamId): readonly OnCallSpan[] {
    const all = [...this.#byPolicy.keys()].flatMap((policy) => this.ofPolicy(policy));
    return mergedPerPerson(all.flatMap((one) => this.#asMember(one, [team]).map((span) => ({ user: one.user, span }))));
  }

  coverage(escalationPolicy: string, teams: readonly TeamId[]): readonly Span[] {
    return union(this.ofPolicy(escalationPolicy).flatMap((one) => this.#asMember(one, teams)));
  }
}
