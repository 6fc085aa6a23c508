// The wiring, in the order of the picture in the README: sources → records → store → history → metrics → exposition. The only
// reader of the environment and the clock.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { reasonText } from './assessment/place.ts';
import { askGate } from './cli/ask-gate.ts';
import { assessments, checkConfig, demo, past, print, start } from './cli/commands.ts';
import { UsageError } from './cli/surroundings.ts';
import type { World } from './cli/surroundings.ts';
import { collectEarly } from './collect-early.ts';
import { ConfigError } from './config/load.ts';
import { changeKinds, risks } from './guardrails/gate.ts';
import { assessmentReasons } from './records/assessment.ts';
import { StoreError } from './store/store.ts';

collectEarly();

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const world: World = {
  env: process.env,
  readFile: (path) => readFileSync(path, 'utf8'),
  now: () => Date.now(),
  sleep: async (ms, signal) => void (await after(ms, undefined, { ...(signal && { signal }) })),
  version,
  allHands: new URL('../report/all-hands-page.ts', import.meta.url),
  say: (line) => console.error(line),
  // Written to its end before the process ends: a pipe takes a large text in parts.
  print: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  ended: Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]),
};

const whole = (least: number, most: number) => (text: string) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  return number;
};
const instant = (text: string): number => {
  try {
    return Temporal.Instant.from(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : text).epochMilliseconds;
  } catch {
    throw new InvalidArgumentError('Write an instant like 2026-10-01T00:00:00Z, or a day: 2026-10-01 (UTC).');
  }
};

/** 2: the person can mend it; 1: something else went wrong. */
async function run(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const isMendable = error instanceof UsageError || error instanceof ConfigError;
    if (isMendable || error instanceof StoreError || error instanceof Error) console.error((error as Error).message);
    process.exitCode = isMendable ? 2 : 1;
  }
}

const program = new Command('clockspeed')
  .description('How fast and how safely an organisation changes production.')
  .version(version)
  // What a person can mend ends with 2, also where the command line itself is wrong.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
const seed = ['--seed <number>', 'another simulated organisation', whole(0, 2 ** 31), 1] as const;
const engineers = ['--engineers <number>', 'how large it is', whole(8, 4_000), 40] as const;
const teams = ['--teams <number>', 'how many teams they are; default: of eight people each', whole(2, 500)] as const;

const label = (text: string, others: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const [, name, value] = /^([a-z_]\w*)=(.+)$/i.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('Write name=value.');
  return { ...others, [name]: value! };
};
const labels = [
  '--label <name=value>',
  'what the scrape adds to every series; again for more',
  label,
  { job: 'clockspeed', instance: '127.0.0.1:9464' },
] as const;

program
  .command('start')
  .option('--config <file>', 'the configuration', 'clockspeed.yaml')
  .action(({ config }) => run(() => start(config, world)));
program
  .command('demo')
  .option('--host <address>', 'on which interface to listen; 0.0.0.0: on all', '127.0.0.1')
  .option('--port <number>', 'where to listen', whole(0, 65_535), 9464)
  .option(...seed)
  .option(...engineers)
  .option(...teams)
  .option('--past <folder>', 'where to write its last 90 days, too, for promtool to make blocks of')
  .option(...labels)
  .action((options) => run(() => demo(options, world)));
program
  .command('print')
  .option('--config <file>', 'the configuration', 'clockspeed.yaml')
  .option('--demo', 'of the simulated organisation', false)
  .option('--as-of <instant>', 'as of a past instant', instant)
  .option(...seed)
  .option(...engineers)
  .option(...teams)
  .action((options) => run(() => print({ ...options, asOf: options.asOf ?? null }, world)));
const steps: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const step = (text: string): number => {
  const [, count, unit] = /^([1-9]\d*)([mhd])$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('Write a number and m, h or d: 5m, 1h.');
  return Number(count) * steps[unit!]!;
};
program
  .command('backfill')
  .description('writes the past as OpenMetrics, for promtool to make blocks of, from what was collected')
  .option('--config <file>', 'the configuration', 'clockspeed.yaml')
  .option('--demo', 'of the simulated organisation', false)
  .requiredOption('--from <date>', 'the first instant, as far back as was read', instant)
  .option(
    '--to <date>',
    'the end, itself left out; default what a Prometheus that runs can take: three hours ago',
    instant,
  )
  .option('--step <duration>', 'how far apart the samples are; the policy is told at whole hours', step, steps['h'])
  .requiredOption('--out <file>', 'each month becomes a file of its own: past.om is written as past-2026-10.om')
  .option('--families <names>', 'only these, separated by commas; default all', (text: string) => text.split(','))
  .option(...labels)
  .option(...seed)
  .option(...engineers)
  .option(...teams)
  .action(({ from, to, step: stepMs, families = null, label: labels, ...options }) =>
    run(() => past({ ...options, fromAt: from, toAt: to ?? null, stepMs, families, labels }, world)),
  );
const quarter = (text: string): string => {
  if (!/^\d{4}-Q[1-4]$/.test(text)) throw new InvalidArgumentError('Write a quarter like 2026-Q4.');
  return text;
};
const reasons = assessmentReasons.map((reason) => reasonText({ reason }));
program
  .command('assess')
  .description(
    'writes an assessment of maturity for each team, from what was collected, for people to correct and keep',
  )
  .requiredOption('--quarter <name>', 'which quarter is assessed: 2026-Q4', quarter)
  .option('--team <id>', 'only this team')
  .addOption(new Option('--reason <why>', 'why it is assessed').choices(reasons).default('quarterly'))
  .option('--config <file>', 'the configuration', 'clockspeed.yaml')
  .option('--demo', 'of the simulated organisation', false)
  .option('--out <folder>', 'where the quarter’s folder is made', 'assessments')
  .option(...seed)
  .option(...engineers)
  .option(...teams)
  .action(({ team = null, reason, ...options }) =>
    run(() => assessments({ ...options, team, reason: assessmentReasons[reasons.indexOf(reason)]! }, world)),
  );
const month = (text: string): string => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('Write a month like 2026-10.');
  return text;
};
// What makes slides is loaded by who wants slides: everybody else starts without it.
program
  .command('all-hands')
  .description('writes the slides of a month that is over: Markdown to change, HTML to show, PDF for paper')
  .option('--config <file>', 'the configuration', 'clockspeed.yaml')
  .option('--demo', 'of the simulated organisation', false)
  .option('--month <month>', 'which month, like 2026-10; default the last that is over', month)
  .option('--out <folder>', 'where the files are written', 'all-hands')
  .option('--pdf', 'on paper, too; needs Chromium', false)
  .option('--edited <file>', 'slides of a Markdown file that was changed by hand; nothing is measured')
  .option(...seed)
  .option(...engineers)
  .option(...teams)
  .action((options) => run(async () => (await import('../report/all-hands.ts')).allHands(options, world)));
program
  .command('digest')
  .description('prints the last seven days of a team as Markdown, for its weekly review')
  .option('--config <file>', 'the configuration', 'clockspeed.yaml')
  .option('--demo', 'of the simulated organisation', false)
  .requiredOption('--team <id>', 'whose week')
  .option('--as-of <instant>', 'the seven days up to a past instant', instant)
  .option('--slack', 'posts it, too, where digest.slack_url of the configuration says', false)
  .option(...seed)
  .option(...engineers)
  .option(...teams)
  .action((options) =>
    run(async () => (await import('../report/digest.ts')).digest({ ...options, asOf: options.asOf ?? null }, world)),
  );
program
  .command('check-config')
  .argument('[file]', 'the configuration', 'clockspeed.yaml')
  .action((file) =>
    run(async () => {
      if (!(await checkConfig(file, world))) process.exitCode = 2;
    }),
  );

program
  .command('gate')
  .description('asks a running exporter whether a release may go ahead; exits 0 if it may, else 1')
  .requiredOption('--url <url>', 'where the exporter is; its token is taken from CLOCKSPEED_TOKEN')
  .requiredOption('--team <id>', 'the team that releases')
  .option('--service <id>', 'the service that is released')
  .addOption(new Option('--change <kind>', 'what is released').choices(changeKinds).default('feature'))
  .addOption(new Option('--risk <level>', 'how risky it is').choices(risks).default('low'))
  .action((options) =>
    run(async () => {
      if (!(await askGate(options, world))) process.exitCode = 1;
    }),
  );

await program.parseAsync();
process.exit();
