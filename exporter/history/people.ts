import type { Config, Member } from '../config/config.ts';
import type { Actor, Instant, Membership, Span } from '../records/index.ts';
import type { Hidden, TeamId } from '../metrics/metric.ts';

interface Period {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}
interface Stay extends Period {
  readonly team: TeamId;
}

/** A stay in a GitHub team, as GitHub told it; names in lower case. */
interface Joined extends Period {
  readonly githubTeam: string;
  readonly login: string;
}

const lower = (text: string): string => text.toLowerCase();
const withoutSuffix = (login: string): string => lower(login).replace(/\[bot\]$/, '');
const holds = (period: Period, at: Instant): boolean =>
  period.fromAt <= at && (at < period.untilAt || period.untilAt === Infinity);
const periodOf = (member: Member): Period => ({
  fromAt: member.fromAt ?? -Infinity,
  untilAt: member.untilAt ?? Infinity,
});

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function set<V>(map: Map<string, Map<string, V>>, key: string, id: string, value: V): void {
  const values = map.get(key) ?? new Map<string, V>();
  map.set(key, values.set(id, value));
}

/** Who is human, and who belonged to which team when. Teams come in the order of the configuration. */
export class People {
  readonly #order: readonly TeamId[];
  readonly #bots: ReadonlySet<string>;
  readonly #agents: ReadonlySet<string>;
  readonly #nonEngineers: ReadonlySet<string>;
  readonly #byLogin = new Map<string, Stay[]>();
  readonly #byPagerDuty = new Map<string, Stay[]>();
  /** PagerDuty id or e-mail → login of the same person. */
  readonly #loginOf = new Map<string, string>();
  readonly #loginsOfTeam = new Map<TeamId, { readonly login: string; readonly period: Period }[]>();
  readonly #teamsOfGithubTeam = new Map<string, TeamId[]>();
  /** By membership id, of a GitHub team and of a login. */
  readonly #joinedOfTeam = new Map<string, Map<string, Joined>>();
  readonly #joinedOfLogin = new Map<string, Map<string, Joined>>();
  readonly #emails = new Map<string, string>();
  readonly #numbers = new Map<string, number>();

  constructor(config: Config) {
    this.#order = config.teams.map(({ id }) => id);
    this.#bots = new Set(config.people.bots.map(withoutSuffix));
    this.#agents = new Set(config.people.agents.map(withoutSuffix));
    this.#nonEngineers = new Set(config.people.nonEngineers.map(lower));
    for (const team of config.teams) {
      for (const githubTeam of team.githubTeams) add(this.#teamsOfGithubTeam, lower(githubTeam), team.id);
      for (const member of team.members) this.#configure(team.id, member);
    }
  }

  #configure(team: TeamId, member: Member): void {
    const period = periodOf(member);
    const { github, pagerduty } = member;
    if (github !== undefined) {
      add(this.#byLogin, lower(github), { team, ...period });
      add(this.#loginsOfTeam, team, { login: lower(github), period });
    }
    if (pagerduty === undefined) return;
    add(this.#byPagerDuty, lower(pagerduty), { team, ...period });
    if (github !== undefined) this.#loginOf.set(lower(pagerduty), lower(github));
  }

  /** Answers with the instant from which anything may be different. */
  putMembership(membership: Membership): Instant {
    const { id, fromAt } = membership;
    const [githubTeam, login, untilAt] = [
      lower(membership.githubTeam),
      lower(membership.login),
      membership.untilAt ?? Infinity,
    ];
    const before = this.#joinedOfLogin.get(login)?.get(id);
    const joined = { githubTeam, login, fromAt, untilAt };
    set(this.#joinedOfTeam, githubTeam, id, joined);
    set(this.#joinedOfLogin, login, id, joined);
    if (before?.fromAt !== fromAt) return Math.min(before?.fromAt ?? Infinity, fromAt);
    return Math.min(before.untilAt, untilAt);
  }

  putPagerDutyUser(id: string, email: string): void {
    this.#emails.set(id, lower(email));
  }

  isAgent(actor: Actor | null): boolean {
    return actor !== null && this.#agents.has(withoutSuffix(actor.login));
  }

  /** A deleted account is human; a configured agent is not. */
  isHuman(actor: Actor | null): boolean {
    if (actor === null) return true;
    if (actor.type === 'Bot' || lower(actor.login).endsWith('[bot]')) return false;
    return !this.#bots.has(lower(actor.login)) && !this.isAgent(actor);
  }

  isNonEngineer(actor: Actor | null): boolean {
    return actor !== null && this.#nonEngineers.has(lower(actor.login));
  }

  #inOrder(teams: readonly TeamId[]): readonly TeamId[] {
    if (teams.length < 2) return teams;
    const wanted = new Set(teams);
    return this.#order.filter((team) => wanted.has(team));
  }

  /** `at` Infinity: without an end. */
  teamsOfLogin(name: string, at: Instant): readonly TeamId[] {
    const login = lower(name);
    const teams = (this.#byLogin.get(login) ?? []).filter((stay) => holds(stay, at)).map(({ team }) => team);
    for (const joined of this.#joinedOfLogin.get(login)?.values() ?? [])
      if (holds(joined, at)) teams.push(...(this.#teamsOfGithubTeam.get(joined.githubTeam) ?? []));
    return this.#inOrder(teams);
  }

  /** By PagerDuty id or the e-mail behind it; somebody whose login is known too is in that login's teams. */
  teamsOfPagerDutyUser(user: string, at: Instant): readonly TeamId[] {
    const names = [lower(user), this.#emails.get(user)].filter((name) => name !== undefined);
    const teams = names.flatMap((name) => (this.#byPagerDuty.get(name) ?? []).filter((stay) => holds(stay, at)));
    const logins = names.map((name) => this.#loginOf.get(name)).filter((login) => login !== undefined);
    return this.#inOrder([
      ...teams.map(({ team }) => team),
      ...logins.flatMap((login) => this.teamsOfLogin(login, at)),
    ]);
  }

  /** Instants at which the teams of a PagerDuty user may change. */
  changesOfPagerDutyUser(user: string): readonly Instant[] {
    const names = [lower(user), this.#emails.get(user)].filter((name) => name !== undefined);
    const logins = names.map((name) => this.#loginOf.get(name)).filter((login) => login !== undefined);
    const configured = [
      ...names.flatMap((name) => this.#byPagerDuty.get(name) ?? []),
      ...logins.flatMap((login) => this.#byLogin.get(login) ?? []),
    ];
    const read = logins.flatMap((login) => [...(this.#joinedOfLogin.get(login)?.values() ?? [])]);
    return [...configured, ...read].flatMap(({ fromAt, untilAt }) => [fromAt, untilAt]);
  }

  /** Configured teams that stand for a GitHub team. */
  teamsOfGithubTeam(githubTeam: string): readonly TeamId[] {
    return this.#teamsOfGithubTeam.get(lower(githubTeam)) ?? [];
  }

  /** Logins (lower case) in a GitHub team: those read from GitHub, and the configured members of teams that stand for it. */
  loginsOfGithubTeam(githubTeam: string, at: Instant): readonly string[] {
    const read = [...(this.#joinedOfTeam.get(lower(githubTeam))?.values() ?? [])].filter((stay) => holds(stay, at));
    const configured = this.teamsOfGithubTeam(githubTeam).flatMap((team) => this.#loginsOfTeam.get(team) ?? []);
    return [
      ...read.map(({ login }) => login),
      ...configured.filter(({ period }) => holds(period, at)).map(({ login }) => login),
    ];
  }

  /** The login of the configured member with this e-mail address. */
  loginOfEmail(email: string): string | undefined {
    return this.#loginOf.get(lower(email));
  }

  /** Whoever was an engineer of a team, with the spans in which he was. Known by PagerDuty alone, he is one all the same. */
  engineersOf(team: TeamId): readonly { readonly person: string; readonly span: Span }[] {
    const logins = new Set([...this.#byLogin.keys(), ...this.#joinedOfLogin.keys()]);
    const byLogin = [...logins].flatMap((login) => this.#staysOfLogin(login).map((stay) => ({ person: login, stay })));
    const byPagerDuty = [...this.#byPagerDuty]
      .filter(([user]) => !this.#loginOf.has(user))
      .flatMap(([person, stays]) => stays.map((stay) => ({ person, stay })));
    return [...byLogin, ...byPagerDuty]
      .filter(({ person, stay }) => stay.team === team && this.#isEngineer(person))
      .map(({ person, stay: { fromAt, untilAt } }) => ({ person, span: { from: fromAt, to: untilAt } }));
  }

  #isEngineer(login: string): boolean {
    return this.isHuman({ login, type: 'User' }) && !this.#nonEngineers.has(login);
  }

  #staysOfLogin(login: string): readonly Stay[] {
    const read = [...(this.#joinedOfLogin.get(login)?.values() ?? [])].flatMap(({ githubTeam, fromAt, untilAt }) =>
      this.teamsOfGithubTeam(githubTeam).map((team) => ({ team, fromAt, untilAt })),
    );
    return [...(this.#byLogin.get(login) ?? []), ...read];
  }

  hide(person: string): Hidden {
    const known = this.#numbers.get(person) ?? this.#numbers.size;
    this.#numbers.set(person, known);
    return known as Hidden;
  }
}
