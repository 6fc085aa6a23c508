import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../exporter/config/config.ts';
import { startChain } from './chain.ts';
import type { Chain } from './chain.ts';
import { withStanding } from './loopback.ts';
import type { Received, Standing } from './loopback.ts';
import { isInstalled, until } from './programs.ts';

const day = 86_400;
const hour = 3_600;
/** One of each way: to the pager and the team, to the team, to the leads, to leadership. */
const standings: readonly Standing[] = [
  { guardrail: 'p1_acknowledge', team: 'analytics', value: 23 * 60, brokenForSeconds: 0 },
  // 3 days, 5 hours and 7 minutes: the minutes are not said.
  { guardrail: 'deployment_gap', team: 'ingestion', value: 9 * hour, brokenForSeconds: 3 * day + 5 * hour + 420 },
  { guardrail: 'approval_overdue', team: 'integrations', value: 3, brokenForSeconds: 2 * hour },
  { guardrail: 'unreviewed_48h', team: 'accounts', value: 2, brokenForSeconds: hour },
];
const p1 = '[critical] analytics: Nobody has answered a P1 incident.';
const gap = '[warning] ingestion: Changes wait and nothing has been deployed for too long.';
const approval = '[warning] integrations: An approval is late.';
const unreviewed = '[warning] accounts: Nobody has looked at a pull request for far too long.';
const p1Words = /^23m now; the policy says less than 15 minutes\b.* Broken for less than an hour\. /;
const over = (title: string): string => title.replace(/^\[\w+\]/, '[over]');

interface Message {
  readonly channel: string;
  readonly attachments: readonly [Readonly<Record<'title' | 'title_link' | 'text' | 'fallback' | 'color', string>>];
}
interface Page {
  readonly event_action: string;
  readonly dedup_key: string;
}

describe.skipIf(!isInstalled('prometheus') || !isInstalled('prometheus-alertmanager'))(
  'an alert, from the demo through Prometheus and Alertmanager to whoever is told',
  () => {
    let chain: Chain;
    let received: readonly Received[];
    let config: Config;
    let isBroken = false;

    const slack = (title: string): Message[] =>
      received
        .filter(({ path }) => path === '/slack')
        .map(({ body }) => body as unknown as Message)
        .filter(({ attachments: [{ title: own }] }) => own === title);
    const channels = (title: string): string[] => [...new Set(slack(title).map(({ channel }) => channel))];
    const pages = (action: string): Page[] =>
      received
        .filter(({ path, body }) => path === '/pagerduty' && body['event_action'] === action)
        .map(({ body }) => body as unknown as Page);
    const arrival = (what: string, has: () => boolean): Promise<true> =>
      until(what, () => Promise.resolve(has() || undefined), chain.alertmanager, 30_000);
    const links = (text: string): string[] => [...text.matchAll(/<([^|>]+)\|/g)].map(([, url]) => url!);

    beforeAll(async () => {
      chain = await startChain((scrape) =>
        standings.reduce((changed, standing) => withStanding(changed, standing, isBroken), scrape),
      );
      ({ received, config } = chain);
    }, 120_000);

    afterAll(() => chain?.stop());

    it('says nothing of what is held', () => {
      expect([p1, gap, approval, unreviewed].flatMap(slack)).toEqual([]);
      expect(pages('trigger')).toEqual([]);
    });

    it('reaches PagerDuty and the team’s channel where it is critical', async () => {
      isBroken = true;
      await arrival('the page and its message', () => pages('trigger').length > 0 && slack(p1).length > 0);
      expect(channels(p1)).toEqual(['#team-analytics']);
      expect(slack(p1)[0]!.attachments).toMatchObject([
        { color: 'danger', fallback: p1, text: expect.stringMatching(p1Words) },
      ]);
      const { exporterUrl, runbooksUrl, dashboardsUrl } = config.alerting;
      const facts = `${exporterUrl}/explain?guardrail=p1_acknowledge&team=analytics`;
      expect(pages('trigger')[0]).toMatchObject({
        routing_key: 'a-routing-key',
        client: 'Clockspeed',
        client_url: facts,
        payload: {
          summary: p1,
          severity: 'critical',
          custom_details: { team: 'analytics', what: expect.stringMatching(p1Words), firing: '', resolved: '' },
        },
        links: [
          { text: 'Facts', href: facts },
          { text: 'What to do', href: `${runbooksUrl}/P1Acknowledge.md` },
          { text: 'Board', href: `${dashboardsUrl}/d/clockspeed-incidents?var-team=analytics` },
        ],
      });
    });

    it.each([
      [gap, '#team-ingestion', /^9h 0m .*at most 8 hours.* Broken for 3d 5h\. /],
      [approval, '#delivery-leads', /^3 .* Broken for 2h 0m\. /],
      [unreviewed, '#engineering-leadership', /^2 .* Broken for 1h 0m\. /],
    ])('tells %s in %s alone, the number first', async (title, channel, words) => {
      await arrival(title, () => slack(title).length > 0);
      expect(channels(title)).toEqual([channel]);
      const [{ color, text, title_link: link }] = slack(title)[0]!.attachments;
      expect(color).toBe('warning');
      expect(text).toMatch(words);
      expect(links(text)[0]).toBe(link);
    });

    it('leads to facts and to a runbook that are there', async () => {
      const { text } = slack(gap)[0]!.attachments[0];
      const [facts, runbook, board] = links(text);
      expect(await (await fetch(facts!)).text()).toContain('deployment_gap_business_seconds');
      expect(await (await fetch(runbook!)).text()).toContain('# DeploymentGap');
      expect(board).toBe(`${config.alerting.dashboardsUrl}/d/clockspeed-delivery?var-team=ingestion`);
    });

    it('is over when the breach ends, everywhere it was told', async () => {
      isBroken = false;
      const titles = [p1, gap, approval, unreviewed].map(over);
      await arrival('the end', () => pages('resolve').length > 0 && titles.every((title) => slack(title).length > 0));
      // PagerDuty knows by this key which of its incidents ends.
      expect(pages('resolve')[0]!.dedup_key).toBe(pages('trigger')[0]!.dedup_key);
      expect(titles.flatMap(channels)).toEqual([
        '#team-analytics',
        '#team-ingestion',
        '#delivery-leads',
        '#engineering-leadership',
      ]);
      const [{ color, text }] = slack(over(gap))[0]!.attachments;
      expect(color).toBe('good');
      // What was true while it fired is not said again, nor that it holds: it may only recover, or be unknown.
      expect(text).not.toContain('9h');
      expect(text).toContain(
        'This alert is over: the number is within its limit again, is recovering, or is not known',
      );
    });

    it('leaves nothing of a template unfilled, names no person, and keeps the switch to itself', () => {
      const logins = config.teams.flatMap(({ members }) => members.flatMap(({ github }) => github ?? []));
      expect(logins.length).toBeGreaterThan(30);
      const sent = JSON.stringify(received);
      const unwanted = [...logins, '@example.com', '{{', '<no value>', '<error', 'NaN'];
      expect(unwanted.filter((word) => sent.includes(word))).toEqual([]);
      const watching = received.filter(({ body }) => JSON.stringify(body).includes('Watchdog'));
      expect(new Set(watching.map(({ path }) => path))).toEqual(new Set(['/watchdog']));
    });
  },
);
