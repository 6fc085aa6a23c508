import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EvaluationThread } from '../../exporter/evaluation/evaluation-thread.ts';
import { now, writeStore } from '../cli/stored.ts';
import { listen } from '../exposition/listening.ts';
import { configuration } from '../history/organisation.ts';

const folder = mkdtempSync(join(tmpdir(), 'clockspeed-all-hands-'));
afterAll(() => rmSync(folder, { recursive: true }));
const module = new URL('../../report/all-hands-page.ts', import.meta.url);

describe('the all-hands in the exporter', () => {
  it('is made by the thread that evaluates, and refused there for a month that is not over', async () => {
    const path = join(folder, 'history.db');
    writeStore(path);
    const thread = new EvaluationThread(configuration({ store: { path } }));
    try {
      const html = await thread.ask('report', module.href, '2026-04', now);
      expect(html).toContain('Engineering all-hands, April 2026');
      // Without a month: the last that is over.
      expect((await thread.ask('report', module.href, undefined, now)) === html).toBe(true);
      await expect(thread.ask('report', module.href, '2026-05', now)).rejects.toThrow(RangeError);
      await expect(thread.ask('report', module.href, '2026-05', now)).rejects.toThrow('May 2026 is not over');
    } finally {
      await thread.stop();
    }
  });

  it('is served as a page, and what cannot be told is a 400 with the reason', async () => {
    const asked: (string | undefined)[] = [];
    const server = await listen({
      allHands: (month) => {
        asked.push(month);
        return month === 'x'
          ? Promise.reject(new RangeError('month is written like 2026-10'))
          : Promise.resolve('<p>Slides</p>');
      },
    });
    const page = await server.fetch('/all-hands?month=2026-04');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<p>Slides</p>',
    ]);
    await server.fetch('/all-hands');
    const refused = await server.fetch('/all-hands?month=x');
    expect(refused.status).toBe(400);
    // Whoever came by the navigation did nothing wrong: the page says what there is not.
    expect(await refused.text()).toMatch(/<h1>No slides<\/h1><p>month is written like 2026-10</);
    await server.fetch('/all-hands?month=');
    expect(asked).toEqual(['2026-04', undefined, 'x', undefined]);
  });

  it('is not made for several months at once', async () => {
    const server = await listen({ allHands: () => Promise.resolve('<p>Slides</p>') });
    for (const query of ['month=2026-04&month=2026-03', 'month=&month=2026-04']) {
      const refused = await server.fetch(`/all-hands?${query}`);
      expect([query, refused.status]).toEqual([query, 400]);
      expect(await refused.text()).toContain('month is given more than once');
    }
  });

  it('waits for the first evaluation', async () => {
    const server = await listen({ evaluatedAt: null, allHands: () => Promise.resolve('') });
    expect((await server.fetch('/all-hands')).status).toBe(503);
  });
});
