import { withPatience } from '../../exporter/sources/patience.ts';
import { instantText } from '../../exporter/exposition/page.ts';
import { shown } from '../deck/words.ts';
import type { Figure } from '../month/reader.ts';
import type { Digest, DigestGroup, DigestItem } from './week.ts';

/** Slack takes 3,000 characters in a section and 150 in a header. */
const headerLength = 150;
const sectionLength = 3_000;
const patienceMs = 10_000;

/** What Slack's mrkdwn would take for its own: only these three. */
const inMrkdwn = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!);
const link = (figure: Figure): string => `<${inMrkdwn(figure.url)}|${inMrkdwn(shown(figure))}>`;
const itemText = ({ name, compared, change }: DigestItem): string =>
  `• ${inMrkdwn(name)}: ${link(compared.now)} (the week before ${link(compared.before)}, ${change})`;

interface Block {
  readonly type: 'header' | 'section' | 'context';
  readonly text?: { readonly type: 'plain_text' | 'mrkdwn'; readonly text: string };
  readonly elements?: readonly { readonly type: 'mrkdwn'; readonly text: string }[];
}
/** A message of Slack: a header, a section for each part, and what a notification shows. */
export interface SlackMessage {
  readonly text: string;
  readonly unfurl_links: false;
  readonly blocks: readonly Block[];
}

export function slackMessage({ teamName, isDemo, to, groups }: Digest): SlackMessage {
  const title = `${teamName}: the week up to ${instantText(to)}`;
  const notice: readonly Block[] = isDemo
    ? [{ type: 'context', elements: [{ type: 'mrkdwn', text: 'A simulated organisation: nothing here is real.' }] }]
    : [];
  return {
    text: inMrkdwn(title),
    unfurl_links: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title.slice(0, headerLength) } },
      ...notice,
      ...groups.flatMap(sectionsOf),
    ],
  };
}

/** A part of the digest in as many sections as its links are long: Slack refuses the whole message for one that is too long. */
function sectionsOf({ name, items }: DigestGroup): readonly Block[] {
  const texts = [`*${inMrkdwn(name)}*`];
  for (const line of items.map(itemText)) {
    const longer = `${texts.at(-1)}\n${line}`;
    if (longer.length > sectionLength) texts.push(line);
    else texts[texts.length - 1] = longer;
  }
  return texts.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } }));
}

/** Posts to an incoming webhook. Rejects with Slack's reason where it refuses; the address is a secret, and in no error. */
export async function postToSlack(address: string, message: SlackMessage, signal: AbortSignal): Promise<void> {
  const answer = await withPatience(patienceMs, signal, async (within) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(message),
      // Whoever sends the digest elsewhere is not Slack.
      redirect: 'error',
      signal: within,
    });
    return { isTaken: response.ok, status: response.status, text: await response.text() };
  }).catch((error: Error) => {
    throw new Error(`Slack cannot be reached: ${withoutAddress(causeOf(error), address)}`);
  });
  if (answer.isTaken) return;
  const reason = withoutAddress(answer.text.replace(/\s+/g, ' ').slice(0, 200), address);
  throw new Error(`Slack refused the digest with ${answer.status}${reason && `: ${reason}`}`);
}

/** What lies under fetch's “fetch failed”. */
const causeOf = ({ message, cause }: Error): string => (cause instanceof Error ? cause.message : message);

/** The address in whole, and its path, which is what is secret of it. */
const withoutAddress = (text: string, address: string): string =>
  text.replaceAll(address, '[secret]').replaceAll(new URL(address).pathname.slice(1) || address, '[secret]');
