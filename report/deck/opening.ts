import { demoNotice } from '../../exporter/exposition/families.ts';
import { brokenGuardrails } from '../month/broken-guardrails.ts';
import { recognised } from '../month/recognition.ts';
import { outcomes } from '../month/figures.ts';
import type { Moved } from './changes.ts';
import { askedOfLeadership } from './leadership.ts';
import type { MonthTold } from './month-told.ts';
import { sentenceOf } from './outcomes.ts';
import type { Slide } from './slide.ts';
import { counted, plain } from './words.ts';

/** The first slide; it has the one heading of the deck. */
export function titleMarkdown({ reader, name }: MonthTold): string {
  const { config } = reader.told;
  const notice = demoNotice(config);
  return `# Engineering all-hands, ${name}

${plain(config.organisation.name)}${notice && `\n\n**${notice}**`}

> Calendar month in ${config.organisation.workingTime.zone}, as of its end. Every number is a link to its definition and to the facts behind it.

<!--
45 minutes: where we are, what broke and what was decided, how the teams are, and whom to thank. The text of this deck is Markdown: change it, and make slides and paper of it again.
-->`;
}

/** The month in five sentences. */
export function glanceSlide(told: MonthTold, moves: readonly Moved[]): Slide {
  const { lines, now, before, reader, targets } = told;
  const count = (change: Moved['change']): number => moves.filter((one) => one.change === change).length;
  const broken = brokenGuardrails(lines);
  const guardrails = new Set(broken.map(({ line }) => line.id)).size;
  const still = new Set(broken.filter(({ last }) => last.isBreached).map(({ line }) => line.id)).size;
  const asks = new Set(askedOfLeadership(told).map(({ line }) => line.id)).size;
  const teams = recognised(reader, targets).length;
  return {
    title: `${now} at a glance`,
    body: [
      `- Lead time, median: ${sentenceOf(outcomes.leadTime, told)}`,
      `- P1 incidents: ${sentenceOf(outcomes.p1, told)}`,
      `- Of ${counted(moves.length, 'number')} that we follow, **${count('improved')} improved** and **${count('worse')} became worse** since ${before}.`,
      `- **${counted(guardrails, 'guardrail')}** broke, ${still} of them ${still === 1 ? 'is' : 'are'} still broken at the end of ${now}.`,
      `- **${counted(teams, 'team')}** met a target that ${teams === 1 ? 'it' : 'they'} had missed in ${before}.`,
      `- **${counted(asks, 'matter')}** for leadership to decide.`,
    ].join('\n'),
    notes: ['The whole story in a minute. Everything here has a slide of its own below.'],
    metrics: [outcomes.leadTime.metric, outcomes.p1.metric],
  };
}
