import { dimensionNames, dimensions, levelWords } from '../../exporter/maturity/dimensions.ts';
import type { Dimension, Level } from '../../exporter/maturity/dimensions.ts';
import type { Compared } from '../month/reader.ts';
import { valueOf } from '../month/change.ts';
import type { MonthTold } from './month-told.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { cell, table, teamName } from './words.ts';

interface LevelOf {
  readonly team: string;
  readonly dimension: Dimension;
  readonly level: Compared;
  /** At the end of the month something of it, or of a level below, is not met and waived: that is no gain. */
  readonly isHeld: boolean;
}

const hasMoved = ({ level: { now, before } }: LevelOf): boolean => {
  const [is, was] = [valueOf(now), valueOf(before)];
  return is !== null && was !== null && is !== was;
};
const nameOfLevel = (level: number | null): string =>
  level === null ? '' : ` ${levelWords[level as Level].name.toLowerCase()}`;

/** Which team moved where, and where all stand. */
export function maturitySlides(told: MonthTold): readonly Slide[] {
  const { reader, now, before } = told;
  const all: readonly LevelOf[] = reader.teams.flatMap(({ id: team }) =>
    dimensions.map((dimension) => ({ team, ...levelOf(dimension, team, reader) })),
  );
  return [...moves(all.filter(hasMoved), told), ...standing(all, { reader, now, before })];
}

function levelOf(dimension: Dimension, team: string, reader: MonthTold['reader']): Omit<LevelOf, 'team'> {
  const level = reader.compared({ metric: 'maturity_level', label: dimension, over: 'end' }, team);
  const earned = valueOf(reader.figure({ metric: 'maturity_earned_level', label: dimension, over: 'end' }, team));
  return { dimension, level, isHeld: earned !== null && earned < valueOf(level.now)! };
}

const moveText = ({ level: { now, before }, isHeld }: LevelOf): string => {
  if (valueOf(now)! < valueOf(before)!) return '▼ down';
  return isHeld ? 'held by waivers: no gain' : '▲ up';
};

const moves = (all: readonly LevelOf[], { reader, now, before }: MonthTold): readonly Slide[] =>
  paged(all, 8, (rows, part) => ({
    title: `Which maturity levels moved${part}`,
    body:
      rows.length === 0
        ? `No team’s observed level moved in ${now}.`
        : table(
            ['Team', 'Dimension', `End of ${before}`, `End of ${now}`, 'Move'],
            rows.map((row) => [
              teamName(row.team, reader),
              dimensionNames[row.dimension],
              cell(row.level.before) + nameOfLevel(valueOf(row.level.before)),
              cell(row.level.now) + nameOfLevel(valueOf(row.level.now)),
              moveText(row),
            ]),
          ),
    notes: [
      'Levels are observed, not claimed: what is measured, looked up or vouched for. A level rises when it has held for 14 days, so a move tells of the weeks before. What waivers hold is no gain.',
    ],
    metrics: ['maturity_level', 'maturity_earned_level'],
  }));

const standing = (
  all: readonly LevelOf[],
  { reader, now }: Pick<MonthTold, 'reader' | 'now' | 'before'>,
): readonly Slide[] =>
  paged(reader.teams, 6, (teams, part) => ({
    title: `Where the teams stand at the end of ${now}${part}`,
    body: table(
      ['Team', ...dimensions.map((dimension) => dimensionNames[dimension])],
      teams.map(({ id }) => [
        teamName(id, reader),
        ...all.filter(({ team }) => team === id).map(({ level, isHeld }) => `${cell(level.now)}${isHeld ? ' ◇' : ''}`),
      ]),
      [1, 2, 3, 4, 5],
    ),
    notes: [
      '1 reactive, 2 managed, 3 defined, 4 measured, 5 optimizing. ◇: waivers hold it, which is no gain. Teams stand in the order of the alphabet: each has its own target, and none is ranked. What is missing for the next level stands on the page /maturity.',
    ],
    metrics: ['maturity_level', 'maturity_earned_level'],
  }));
