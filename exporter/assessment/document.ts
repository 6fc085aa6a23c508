import { dimensionNames, levelWords } from '../maturity/dimensions.ts';
import type { Level } from '../maturity/dimensions.ts';
import { isLeaderships } from '../maturity/standing.ts';
import type { CriterionState } from '../maturity/state.ts';
import { assessmentOf, urlOf } from './draft.ts';
import type { Draft, DraftDimension } from './draft.ts';
import { frontMatter } from './front-matter.ts';

/** The document of a draft: what the exporter reads back, then the same for people. Equal drafts give equal texts. */
export function documentText(draft: Draft): string {
  const parts = [
    ...introduction(draft),
    '## Levels',
    table(['dimension', 'before', 'assessed', 'observed', 'target'], draft.dimensions.map(levelCells)),
    '## Evidence',
    ...draft.dimensions.flatMap((one) => evidence(one, draft)),
    '## Strengths',
    list(strengths(draft), 'No dimension is at its target yet, and nothing of a higher level is met.'),
    '## Gaps',
    ...draft.dimensions.flatMap((one) => gaps(one, draft)),
    '## Action items',
    actions(draft),
    '## Target levels',
    list(draft.dimensions.map(targetLine), ''),
  ];
  return `${frontMatter(assessmentOf(draft))}\n${parts.join('\n\n')}\n`;
}

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
const levelText = (level: Level | null): string => (level === null ? '–' : `${level} ${levelWords[level].name}`);
/** Text of a configuration or an issue, which must not become a row, a link or a tag of its own. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\|[\]<>`*_]/g, '\\$&');
/** Brackets and spaces would end the address. */
const address = (url: string): string =>
  url.replace(/[\s()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
const link = (text: string, url: string | null): string =>
  url !== null && /^https?:\/\//.test(url) ? `[${plain(text)}](${address(url)})` : plain(text);
const list = (items: readonly string[], none: string): string =>
  items.length === 0 ? none : items.map((item) => `- ${item}`).join('\n');
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const occasions: Readonly<Record<Draft['reason'], string>> = {
  quarterly: 'Assessment of the quarter',
  post_incident: 'Assessment after an incident',
  pre_scale: 'Assessment before the team is scaled',
};

function introduction({ team, quarter, reason, assessedAt, asOf, overdue }: Draft): readonly string[] {
  const due = overdue.filter((one) => one.reason === reason).map(({ title, url }) => link(title, url));
  return [
    `# Maturity of ${plain(team.name)}, ${quarter}`,
    `${occasions[reason]}, written ${minute(assessedAt)} from what was known as of ${minute(asOf)}.`,
    ...(due.length > 0 ? [list(due, '')] : []),
    'Maturity is the ability to deliver change safely, repeatedly and predictably: no score, and no ranking. What stands above, between the lines of dashes, is read back; who corrects a level corrects it there. A level rises only with its evidence.',
  ];
}

const levelCells = ({ dimension, before, level, observed, target }: DraftDimension): readonly string[] => [
  dimensionNames[dimension],
  ...[before, level, observed, target].map(levelText),
];

const title = (state: CriterionState, draft: Draft): string =>
  `Level ${state.criterion.level}: ${link(state.criterion.title, urlOf(state, draft))}`;

function evidence(one: DraftDimension, draft: Draft): readonly string[] {
  const { dimension, level, states } = one;
  const { risk, focus } = levelWords[level];
  const below = states.filter(({ criterion }) => criterion.level <= level);
  const met = below
    .filter(({ state }) => state === 'met')
    .map((state) => `${title(state, draft)}. ${plain(state.why)}${state.knownAt === null ? '' : ` Known since ${day(state.knownAt)}.`}`); // prettier-ignore
  const held = below
    .filter(({ state }) => state !== 'met')
    .map((state) => `${title(state, draft)}: ${state.state}. ${plain(state.why)}`);
  return [
    `### ${dimensionNames[dimension]}: level ${levelText(level)}`,
    `Risk: ${risk}. Focus: ${focus}.`,
    list(met, level === 1 ? 'Level 1 asks for nothing.' : 'Nothing of it is met now.'),
    ...(held.length > 0 ? ['Not met now, and held all the same: by a waiver, or because 14 daily readings do not agree yet.', list(held, '')] : []), // prettier-ignore
  ];
}

/** What is better than it was, at its target, or met of a level that is not reached yet. */
const strengths = (draft: Draft): readonly string[] =>
  draft.dimensions.flatMap(({ dimension, level, target, before, states }) => {
    const name = dimensionNames[dimension];
    const rose = before !== null && level > before ? [`${name} rose from level ${before} to ${level}.`] : [];
    const there = level >= target ? [`${name} is at its target, level ${target}.`] : [];
    const ahead = states
      .filter(({ criterion, state }) => criterion.level > level && state === 'met')
      .map((state) => `${name}, ${title(state, draft)}. ${plain(state.why)}`);
    return [...rose, ...there, ...ahead];
  });

const whoLacks = ({ criterion }: CriterionState): string =>
  criterion.scope === 'organisation' ? 'it is the organisation’s' : 'more than half of the teams lack it';

function gaps({ dimension, before, level, states }: DraftDimension, draft: Draft): readonly string[] {
  if (level === 5) return [`### ${dimensionNames[dimension]}`, 'Nothing: it is the highest level.'];
  const missing = states
    .filter(({ criterion, state }) => criterion.level <= level + 1 && (state === 'unmet' || state === 'unknown'))
    .map((state) => {
      const whose = isLeaderships(state.criterion, draft.systemic) ? ` Leadership’s to close: ${whoLacks(state)}.` : '';
      return `${title(state, draft)}: ${state.state}. ${plain(state.why)}${whose}`;
    });
  const fell = before !== null && level < before ? [`It fell from level ${before} to ${level}.`] : [];
  return [
    `### ${dimensionNames[dimension]}: what is missing for level ${levelText((level + 1) as Level)}`,
    ...fell,
    list(missing, 'Nothing that is known: a level is observed when 14 daily readings agree, and what waivers hold is no gain.'), // prettier-ignore
  ];
}

function actions({ actions: items, team }: Draft): string {
  if (items === null) return 'Missing: no issues are read (`work_items` in the configuration).';
  if (items.length === 0) return 'Missing: the team has no open improvement. Maturity without action is meaningless.';
  const rows = items.map(({ title: what, url, isOwned, dueOn }) => [
    link(what, url),
    isOwned ? plain(team.name) : '**missing**',
    dueOn ?? '**missing**',
  ]);
  return table(['what', 'owner', 'due'], rows);
}

function targetLine({ dimension, level, target }: DraftDimension): string {
  const way =
    level >= target ? 'reached' : `${target - level} level${target - level === 1 ? '' : 's'} above the assessed one`;
  return `${dimensionNames[dimension]}: level ${levelText(target)}, ${way}.`;
}
