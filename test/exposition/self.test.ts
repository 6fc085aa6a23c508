import { describe, expect, it } from 'vitest';
import type { Config } from '../../exporter/config/config.ts';
import { Self } from '../../exporter/exposition/self.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { configuration } from '../history/organisation.ts';

const selfOf = (config: Partial<Config>): Self => new Self(configuration(config), createMemoryStore(), '1', 'hash');

async function deliveries(self: Self): Promise<Readonly<Record<string, number>>> {
  const text = Buffer.from((await self.render()).text).toString();
  const lines = [...text.matchAll(/^clockspeed_webhook_events_total\{result="(\w+)"\} (\d+)$/gm)];
  return Object.fromEntries(lines.map(([, result, count]) => [result!, Number(count)]));
}

describe('deliveries to the webhook', () => {
  const none = {
    stored: 0,
    duplicate: 0,
    ignored: 0,
    rejected_signature: 0,
    rejected_body: 0,
    too_large: 0,
    failed: 0,
  };

  it('are counted from 0 on, so that the first of a kind is an increase', async () => {
    const self = selfOf({});
    expect(await deliveries(self)).toEqual(none);
    self.webhook('rejected_signature');
    self.webhook('rejected_signature');
    self.webhook('stored');
    expect(await deliveries(self)).toEqual({ ...none, rejected_signature: 2, stored: 1 });
  });
  it('are absent where nobody listens', async () => {
    expect(await deliveries(selfOf({ pipeline: null }))).toEqual({});
  });
});

describe('files of surveys that were refused', () => {
  const store = createMemoryStore();
  const surveys = { folder: 'none', schedule: '* * * * *', waves: [], questions: ['on_call_burden'] };
  const refused = async (config: Partial<Config>): Promise<string | undefined> => {
    const { text } = await new Self(configuration(config), store, '1', 'hash').render();
    return /^clockspeed_survey_files_refused (\S+)$/m.exec(Buffer.from(text).toString())?.[1];
  };
  const file = (id: string, lines: readonly number[]): void =>
    store.write({
      records: [
        {
          kind: 'survey_file',
          id,
          fingerprint: '1',
          problems: lines.map((line) => ({ line, reason: 'score is missing' })),
          refusedAt: lines.length > 0 ? 1 : null,
          isEarlierKept: false,
        },
      ],
    });

  it('are counted, and absent where no surveys are configured', async () => {
    expect(await refused({ surveys })).toBe('0');
    file('a.csv', [3, 4]);
    file('b.csv', [2]);
    file('c.csv', []);
    expect(await refused({ surveys })).toBe('2');
    file('a.csv', []);
    expect(await refused({ surveys })).toBe('1');
    expect(await refused({ surveys: null })).toBeUndefined();
  });
  it('are counted when surveys were read, well or not, and at no scrape', async () => {
    const self = new Self(configuration({ surveys }), store, '1', 'hash');
    const told = async () => /^clockspeed_survey_files_refused (\S+)$/m.exec(Buffer.from((await self.render()).text).toString())?.[1]; // prettier-ignore
    expect(await told()).toBe('1');
    file('d.csv', [7]);
    self.polled('github', 5, null);
    expect(await told()).toBe('1');
    self.polled('surveys', 5, null);
    expect(await told()).toBe('2');
    file('b.csv', []);
    self.polled('surveys', 5, 'the folder cannot be listed');
    expect(await told()).toBe('1');
  });
});
