import { instantText } from '../../exporter/exposition/page.ts';
import { linked, plain } from '../deck/words.ts';
import type { Digest, DigestItem } from './week.ts';

const itemText = ({ name, compared, change }: DigestItem): string =>
  `- ${name}: ${linked(compared.now)} (the week before ${linked(compared.before)}, ${change})`;

/** The digest as Markdown, for an issue or a wiki. */
export const digestMarkdown = ({ teamName, isDemo, to, groups }: Digest): string =>
  [
    `# ${plain(teamName)}: the week up to ${instantText(to)}`,
    ...(isDemo ? ['*A simulated organisation: nothing here is real.*'] : []),
    ...groups.map(({ name, items }) => `## ${name}\n\n${items.map(itemText).join('\n')}`),
  ].join('\n\n') + '\n';
