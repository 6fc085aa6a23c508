import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parse } from 'yaml';

/** A service of docker-compose.yml, what it shares with the others merged in. */
export interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly group_add?: readonly string[];
  readonly user: string;
  readonly read_only: boolean;
  readonly restart: string;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly ports?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly volumes: readonly (
    string | { readonly source: string; readonly target: string; readonly read_only: true }
  )[];
}

export const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
/** What does one thing and ends. */
const once = ['past'];
/** Those that stay. */
export const services = Object.entries(compose.services).filter(([name]) => !once.includes(name));

/** A folder or file of the repository, or a named volume, and where a container has it. */
export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly isReadOnly: boolean;
}

export const mountsOf = ({ volumes }: Service): readonly Mount[] =>
  volumes.map((volume) => {
    if (typeof volume !== 'string') return { ...volume, isReadOnly: volume.read_only };
    const [source, target, mode] = volume.split(':');
    return { source: source!, target: target!, isReadOnly: mode === 'ro' };
  });

/** Where the repository has what a container has at a path; undefined where nothing of it is mounted there. */
export function sourceOf(service: Service, path: string): string | undefined {
  const mount = mountsOf(service).find(({ target }) => path === target || path.startsWith(`${target}/`));
  return mount && [mount.source, relative(mount.target, path)].filter((part) => part !== '').join('/');
}

/** The port that a service listens on, inside and outside. */
export const portOf = ({ ports }: Service): string => ports![0]!.split(':').at(-1)!;
