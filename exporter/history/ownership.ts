import type { Config, Service } from '../config/config.ts';
import type { Instant, PullRequest } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import { ownerLineOf, parseCodeOwners } from './codeowners.ts';
import type { CodeOwners, Owner, OwnerLine } from './codeowners.ts';
import { anyPattern, remembered, servicePattern } from './paths.ts';
import type { PathMatcher } from './paths.ts';
import type { People } from './people.ts';
import { readyAtOf } from './readiness.ts';

interface ServicePaths {
  readonly service: Service;
  /** Longest first. Empty: the whole repository. */
  readonly patterns: readonly { readonly length: number; readonly matches: PathMatcher }[];
}

/** Whose a path, and whose a pull request is. */
export class Ownership {
  readonly #people: People;
  readonly #order: readonly TeamId[];
  readonly #readBlob: (blob: string) => string | undefined;
  readonly #services = new Map<string, ServicePaths[]>();
  readonly #files = new Map<string, CodeOwners>();
  #lineOf = this.#rememberLines();
  readonly isGenerated: PathMatcher;

  /** `readBlob` answers with the text of a CODEOWNERS blob, undefined while it has not been read. */
  constructor(config: Config, people: People, readBlob: (blob: string) => string | undefined) {
    this.#people = people;
    this.#order = config.teams.map(({ id }) => id);
    this.#readBlob = readBlob;
    this.isGenerated = remembered(anyPattern(config.rules.generatedFiles));
    for (const service of config.services) {
      const repository = service.repository.toLowerCase();
      const patterns = service.paths.map((path) => ({ length: path.length, matches: servicePattern(path) }));
      const entry = { service, patterns: patterns.sort((a, b) => b.length - a.length) };
      this.#services.set(repository, [...(this.#services.get(repository) ?? []), entry]);
    }
  }

  #rememberLines(): (key: string) => OwnerLine | null {
    return remembered((key) => {
      const cut = key.indexOf('\n');
      return ownerLineOf(this.#fileOf(key.slice(0, cut)), key.slice(cut + 1)) ?? null;
    });
  }

  #fileOf(blob: string): CodeOwners {
    let file = this.#files.get(blob);
    if (!file) {
      file = parseCodeOwners(this.#readBlob(blob) ?? '');
      this.#files.set(blob, file);
    }
    return file;
  }

  /** To be called when the blob's record came or changed. */
  forget(blob: string): void {
    if (this.#files.delete(blob)) this.#lineOf = this.#rememberLines();
  }

  /** Whether a file names a person as an owner. */
  namesUser(blob: string, login: string): boolean {
    const isHis = ({ type, name }: Owner): boolean =>
      type === 'user' ? name === login : type === 'email' && this.#people.loginOfEmail(name) === login;
    return this.#fileOf(blob).some(({ owners }) => owners.some(isHis));
  }

  #line(path: string, blob: string | null): OwnerLine | null {
    return blob === null ? null : this.#lineOf(`${blob}\n${path}`);
  }

  #servicesIn(repository: string): readonly ServicePaths[] {
    return this.#services.get(repository.toLowerCase()) ?? [];
  }

  /** The teams of the last matching CODEOWNERS line, else of the service with the longest matching path; [] = none. */
  moduleOf(repository: string, path: string, blob: string | null, at: Instant = Infinity): readonly TeamId[] {
    const line = this.#line(path, blob);
    if (line) return this.#inOrder(line.owners.flatMap((owner) => this.#teamsOfOwner(owner, at)));
    const owner = this.#serviceOfPath(repository, path)?.owner ?? null;
    return owner === null ? [] : [owner];
  }

  #teamsOfOwner({ type, name }: Owner, at: Instant): readonly TeamId[] {
    if (type === 'team') return this.#people.teamsOfGithubTeam(name);
    const login = type === 'user' ? name : this.#people.loginOfEmail(name);
    return login === undefined ? [] : this.#people.teamsOfLogin(login, at).slice(0, 1);
  }

  #inOrder(teams: readonly TeamId[]): readonly TeamId[] {
    return teams.length < 2 ? teams : this.#order.filter((team) => teams.includes(team));
  }

  #serviceOfPath(repository: string, path: string): Service | undefined {
    let best: { readonly length: number; readonly service: Service } | undefined;
    for (const { service, patterns } of this.#servicesIn(repository)) {
      const length = patterns.length === 0 ? -1 : patterns.find(({ matches }) => matches(path))?.length;
      if (length !== undefined && (!best || length > best.length)) best = { length, service };
    }
    return best?.service;
  }

  approversOf(paths: readonly string[], blob: string | null, at: Instant): ReadonlySet<string> {
    // Most paths of a change are of one line, which may name a team of hundreds.
    const lines = new Set(paths.map((path) => this.#line(path, blob)));
    const logins = new Set<string>();
    for (const { type, name } of [...lines].flatMap((line) => line?.owners ?? [])) {
      const found =
        type === 'team'
          ? this.#people.loginsOfGithubTeam(name, at)
          : [type === 'user' ? name : this.#people.loginOfEmail(name)];
      for (const login of found) if (login !== undefined) logins.add(login);
    }
    return logins;
  }

  /** Services that a pull request touches; a path under no service's paths belongs to every service of the repository. */
  servicesOf({ repository, files }: PullRequest): readonly string[] {
    const all = this.#servicesIn(repository);
    if (all.every(({ patterns }) => patterns.length === 0)) return all.map(({ service }) => service.id);
    const touched = new Set(all.filter(({ patterns }) => patterns.length === 0).map(({ service }) => service.id));
    for (const { path } of files ?? []) {
      const claimed = all.filter(({ patterns }) => patterns.some(({ matches }) => matches(path)));
      for (const { service } of claimed.length > 0 ? claimed : all) touched.add(service.id);
      if (touched.size === all.length) break;
    }
    return all.map(({ service }) => service.id).filter((id) => touched.has(id));
  }

  /** The author's team when it was ready; in several, or in none: the owner of most changed paths; null: nobody's. */
  teamOf(pullRequest: PullRequest, blob: string | null): TeamId | null {
    const at = readyAtOf(pullRequest) ?? pullRequest.createdAt;
    const { author, assignees } = pullRequest;
    const authors = this.#people.isAgent(author)
      ? [author, ...assignees.filter((a) => this.#people.isHuman(a))]
      : [author];
    const own = this.#inOrder(authors.flatMap((actor) => (actor ? this.#people.teamsOfLogin(actor.login, at) : [])));
    if (own.length === 1) return own[0]!;
    return this.#ownerOfMostPaths(pullRequest, blob, at, own) ?? own[0] ?? null;
  }

  #ownerOfMostPaths(
    pullRequest: PullRequest,
    blob: string | null,
    at: Instant,
    among: readonly TeamId[],
  ): TeamId | null {
    const votes = new Map<TeamId, number>();
    for (const { path } of pullRequest.files ?? []) {
      if (this.isGenerated(path)) continue;
      for (const team of new Set(this.moduleOf(pullRequest.repository, path, blob, at)))
        votes.set(team, (votes.get(team) ?? 0) + 1);
    }
    let best: TeamId | null = null;
    for (const team of among.length > 0 ? among : this.#order)
      if ((votes.get(team) ?? 0) > (best === null ? 0 : votes.get(best)!)) best = team;
    return best;
  }
}
