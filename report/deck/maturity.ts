import { dimensionNames, dimensions, levelWords } from '../../exporter/maturity/dimensions.ts';
import type { Dimension, Level } from '../../exporter/maturity/dimensions.ts';
import type { Compared } from '../month/reader.ts';
import { valueOf } from '../month/change.ts';
import type { MonthTold } from './month-told.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { linked, table, teamName } from './words.ts';

interface LevelOf {
  readonly team: string;
  readonly dimension: Dimension;
  readonly level: Compared;
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
  const levels: readonly LevelOf[] = reader.teams.flatMap(({ id: team }) =>
    dimensions.map((dimension) => ({
      team,
      dimension,
      level: reader.compared({ metric: 'maturity_level', label: dimension, over: 'end' }, team),
    })),
  );
  return [...moves(levels.filter(hasMoved), told), ...standing(levels, { reader, now, before })];
}

const moves = (all: readonly LevelOf[], { reader, now, before }: MonthTold): readonly Slide[] =>
  paged(all, 8, (rows, part) => ({
    title: `Which maturity levels moved${part}`,
    body:
      rows.length === 0
        ? `No team’s observed level moved in ${now}.`
        : table(
            ['Team', 'Dimension', `End of ${before}`, `End of ${now}`, 'Move'],
            rows.map(({ team, dimension, level }) => [
              teamName(team, reader),
              dimensionNames[dimension],
              linked(level.before) + nameOfLevel(valueOf(level.before)),
              linked(level.now) + nameOfLevel(valueOf(level.now)),
              valueOf(level.now)! > valueOf(level.before)! ? '▲ up' : '▼ down',
            ]),
          ),
    notes: [
      'Levels are observed, not claimed: what is measured, looked up or vouched for. A level rises when it has held for 14 days, so a move tells of the weeks before.',
    ],
    metrics: ['maturity_level'],
  }));

const standing = (
  levels: readonly LevelOf[],
  { reader, now }: Pick<MonthTold, 'reader' | 'now' | 'before'>,
): readonly Slide[] =>
  paged(reader.teams, 6, (teams, part) => ({
    title: `Where the teams stand at the end of ${now}${part}`,
    body: table(
      ['Team', ...dimensions.map((dimension) => dimensionNames[dimension])],
      teams.map(({ id }) => [
        teamName(id, reader),
        ...levels.filter(({ team }) => team === id).map(({ level }) => linked(level.now)),
      ]),
      [1, 2, 3, 4, 5],
    ),
    notes: [
      '1 reactive, 2 managed, 3 defined, 4 measured, 5 optimizing. Teams stand in the order of the alphabet: each has its own target, and none is ranked. What is missing for the next level stands on the page /maturity.',
    ],
    metrics: ['maturity_level'],
  }));
