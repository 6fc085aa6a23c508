import { z } from 'zod';
import type { Instant, Membership } from '../../records/index.ts';
import { SourceError } from '../source.ts';
import { members } from './documents.ts';
import { remaining } from './reading.ts';
import type { Reading } from './reading.ts';
import { memberPage } from './rows.ts';

const everyMs = 60 * 60_000;
const readAtKey = 'github/members';

/** Login → id of the membership that lasts. */
type Present = Readonly<Record<string, string>>;

const answer = z.object({ organization: z.object({ team: z.object({ members: memberPage }).nullable() }).nullable() });

/** Members of the configured GitHub teams, once an hour: who is seen for the first time after the first read joined then; who is gone has left. */
export async function readMembers(reading: Reading): Promise<void> {
  const { config, store, startedAt } = reading;
  const readAt = store.state(readAtKey) as Instant | undefined;
  if (readAt !== undefined && startedAt - readAt < everyMs) return;
  for (const team of new Set(config.teams.flatMap(({ githubTeams }) => githubTeams))) await readTeam(reading, team);
  store.write({ state: [{ key: readAtKey, value: startedAt }] });
}

async function readTeam(reading: Reading, githubTeam: string): Promise<void> {
  const { store, startedAt } = reading;
  const key = `github/members/${githubTeam}`;
  const before = store.state(key) as Present | undefined;
  const logins = await loginsOf(reading, githubTeam);
  const records: Membership[] = [];
  const present: Record<string, string> = {};
  for (const login of logins) {
    const fromAt = before ? startedAt : 0;
    present[login] = before?.[login] ?? `${githubTeam}/${login}/${fromAt}`;
    if (before?.[login] === undefined)
      records.push({ kind: 'membership', id: present[login], githubTeam, login, fromAt, untilAt: null });
  }
  for (const [login, id] of Object.entries(before ?? {})) {
    const left = present[login] === undefined ? store.get('membership', id) : undefined;
    if (left) records.push({ ...left, untilAt: startedAt });
  }
  store.write({ records, state: [{ key, value: present }] });
}

async function loginsOf({ client, signal }: Reading, githubTeam: string): Promise<readonly string[]> {
  const [organisation, slug] = githubTeam.split('/') as [string, string];
  const page = async (after: string | null) => {
    const { data } = await client.query<Record<string, unknown>>(
      'members',
      members,
      (first) => ({ organisation, slug, first, after }),
      signal,
    );
    const found = answer.parse(data).organization?.team?.members;
    if (!found)
      throw new SourceError(
        'github',
        `read the team ${githubTeam}`,
        'there is no such team, or the token lacks "Members: read" of the organisation',
      );
    return found;
  };
  return (await remaining(await page(null), page)).map(({ login }) => login);
}
