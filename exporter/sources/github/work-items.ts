import { z } from 'zod';
import type { Instant } from '../../records/index.ts';
import type { StateEntry } from '../../store/store.ts';
import { SourceError } from '../source.ts';
import { furtherOfIssue, issues, milestoneDates } from './documents.ts';
import { wholeList } from './further-pages.ts';
import type { LongList } from './further-pages.ts';
import type { Head } from './heads.ts';
import { withSeenDates } from './milestone-dates.ts';
import type { Coordinates, Page, Reading } from './reading.ts';
import { issuePage, itemConnections, milestoneList } from './rows.ts';
import type { IssueRow, MilestoneRow } from './rows.ts';
import { readUpdated } from './scan.ts';
import type { Order } from './scan.ts';
import { nameOf, workItemOf } from './work-item-record.ts';

const largestPage = 50;
/** Raised when more is asked of a row, so that all rows are read once more. */
const asks = 3;
const milestonesKey = ({ id }: Coordinates): string => `github/milestones/${id}`;
const answer = z.object({ repository: z.object({ milestones: milestoneList, issues: issuePage }) });

/** What was updated of the issues since the watermark, and the dates of milestones, which move without touching an issue. */
export async function readWorkItems(reading: Reading, { repository, items }: Head): Promise<void> {
  if (items === null) return;
  if (!items.isReadable) throw new SourceError('github', 'read issues', `grant "Issues: read" for ${repository.id}`);
  // Nothing was ever opened: there is nothing to ask for.
  if (items.updatedAt !== null) {
    let milestones: readonly MilestoneRow[] = [];
    const listing = {
      key: `github/issues/${asks}/${repository.id}`,
      readPage: async (after: string | null, orderBy: Order, states: readonly string[] | null) => {
        const page = await readPage(reading, repository, after, orderBy, states);
        milestones = page.milestones;
        return page.issues;
      },
      keep: (rows: readonly IssueRow[], state: StateEntry) => keep(reading, repository, rows, milestones, state),
    };
    await readUpdated(reading, listing, items.updatedAt, () => undefined);
  }
  await readMilestones(reading, repository, items.milestonesAt);
}

async function readPage(
  { client, signal, warn }: Reading,
  { owner, name }: Coordinates,
  after: string | null,
  orderBy: Order,
  states: readonly string[] | null,
) {
  const { data, problems } = await client.query<Record<string, unknown>>(
    'issues',
    issues,
    (first) => ({ owner, name, first, after, orderBy, states }),
    signal,
    largestPage,
  );
  if (problems.length > 0) warn(`some issues of ${owner}/${name} cannot be read: ${problems.join('; ')}`);
  return answer.parse(data).repository;
}

async function keep(
  reading: Reading,
  repository: Coordinates,
  rows: readonly IssueRow[],
  milestones: readonly MilestoneRow[],
  state: StateEntry,
): Promise<void> {
  const dates = new Map(milestones.map(({ title, dueOn }) => [title, dueOn]));
  const { bots, agents } = reading.config.people;
  const surroundings = { dates, bots: new Set([...bots, ...agents].map((login) => nameOf({ login }))) };
  const records = [];
  for (const row of rows) {
    const record = workItemOf(repository.id, await completed(reading, repository, row), surroundings);
    records.push(withSeenDates(reading.store.get('work_item', record.id), record, reading.startedAt));
  }
  reading.store.write({ records, state: [state] });
}

async function completed(reading: Reading, repository: Coordinates, row: IssueRow): Promise<IssueRow> {
  const whole = <P extends Page<unknown>>(key: keyof typeof itemConnections, first: P): Promise<P> =>
    wholeList(reading, repository, row.number, listOf(key), first);
  const { timelineItems, userContentEdits } = row;
  return {
    ...row,
    timelineItems: await whole('timelineItems', timelineItems),
    userContentEdits: userContentEdits && (await whole('userContentEdits', userContentEdits)),
  };
}

const listOf = (key: keyof typeof itemConnections): LongList => ({
  what: `issue ${key}`,
  of: 'issue',
  key,
  document: furtherOfIssue[key],
  shape: itemConnections[key],
});

/** A milestone's date that moved is the new due date of the issues in it. */
async function readMilestones(reading: Reading, repository: Coordinates, newestAt: Instant | null): Promise<void> {
  const { store, client, signal, startedAt } = reading;
  const key = milestonesKey(repository);
  if (newestAt === null || store.state(key) === newestAt) return;
  const { owner, name } = repository;
  const { data } = await client.query<Record<string, unknown>>(
    'milestones',
    milestoneDates,
    () => ({ owner, name }),
    signal,
  );
  const shape = z.object({ repository: z.object({ milestones: milestoneList }) });
  const dates = new Map(shape.parse(data).repository.milestones.map(({ title, dueOn }) => [title, dueOn]));
  const records = [];
  for (const { record } of store.changed('work_item', 0)) {
    const title = record.repository === repository.id ? record.milestone?.title : undefined;
    const dueOn = title === undefined ? undefined : dates.get(title);
    if (dueOn !== undefined && dueOn !== record.milestone!.dueOn)
      records.push(withSeenDates(record, { ...record, milestone: { title: title!, dueOn } }, startedAt));
  }
  store.write({ records, state: [{ key, value: newestAt }] });
}
