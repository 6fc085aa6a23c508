import { withStored } from '../exporter/cli/commands.ts';
import type { Whose } from '../exporter/cli/commands.ts';
import { UsageError } from '../exporter/cli/surroundings.ts';
import type { World } from '../exporter/cli/surroundings.ts';
import { Evaluator } from '../exporter/evaluation/evaluator.ts';
import { instantText } from '../exporter/exposition/page.ts';
import type { Instant } from '../exporter/records/index.ts';
import { digestMarkdown } from './digest/markdown.ts';
import { postToSlack, slackMessage } from './digest/slack.ts';
import { digestOf } from './digest/week.ts';

export interface DigestOptions {
  readonly team: string;
  /** Whether it is posted, too. */
  readonly slack: boolean;
  /** The end of the week; null: now. */
  readonly asOf: Instant | null;
}

/**
 * Prints the week of a team as Markdown, and posts it to Slack if asked to: what is printed was measured, also where the post then fails.
 * Throws UsageError for what a person can mend.
 */
export async function digest(options: Whose & DigestOptions, world: World): Promise<void> {
  const to = options.asOf ?? world.now();
  if (to > world.now()) throw new UsageError(`--as-of: the week up to ${instantText(to)} is not over`);
  await withStored(options, world, async (config, store) => {
    const address = config.digest?.slackUrl;
    if (options.slack && address === undefined)
      throw new UsageError('--slack: the configuration has no digest.slack_url, which says where to post');
    const told = new Evaluator(config, store).told(world.now());
    const week = digestOf(told, options.team, to);
    await world.print(digestMarkdown(week));
    if (!options.slack) return;
    await postToSlack(address!, slackMessage(week), new AbortController().signal);
    world.say('Posted to Slack.');
  });
}
