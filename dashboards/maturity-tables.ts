import type { Config } from '../exporter/config/config.ts';
import { dimensionNames } from '../exporter/maturity/dimensions.ts';
import type { CellLink, Column, Query, TablePanel } from './board.ts';
import { concerned } from './concerned.ts';

export const ofEvery = 'With “all” chosen: of every team.';
export const asOf = 'asOf=${__to:date:iso}';

/** Criteria of a state by dimension, team and level. */
const inState = (state: string): string =>
  `max by (dimension, team, level) (${concerned('clockspeed_maturity_criteria', [`state="${state}"`])})`;
/** The level that follows the observed one, as the label that criteria have. */
const nextLevel = `count_values by (dimension, team) ("level", max by (dimension, team) (${concerned('clockspeed_maturity_level')}) + 1)`;
const ofNext = (state: string): Query => ({
  expr: `${inState(state)} and on (dimension, team, level) ${nextLevel}`,
  legend: '',
});

const criteriaOf = (title: string, state: string, { alerting }: Config): CellLink => ({
  title,
  url: `${alerting.exporterUrl}/explain?metric=maturity_criteria&team=\${__data.fields.Team}&label=\${__value.raw}/\${__data.fields.Level}/${state}&${asOf}`,
});
const rows = (links: readonly CellLink[]): readonly Column[] => [
  { field: 'dimension', heading: 'Dimension', width: 260, words: new Map(Object.entries(dimensionNames)), links },
  { field: 'team', heading: 'Team' },
  { field: 'level', heading: 'Level' },
];

/** What is missing for the next level of each team. */
export const missingTable = (config: Config): TablePanel => ({
  type: 'table',
  title: 'What is missing for the next level',
  description: `Criteria of the level that follows the observed one, which are not met, or of which nobody can say: unknown is not met. Where both are 0 the level rises when 14 daily readings agree. What is the organisation’s, or lacking in most teams, is leadership’s to close. The link of a dimension lists them, each with why and where to act. ${ofEvery}`,
  unit: 'none',
  width: 24,
  empty: 'nothing is missing, or not known',
  queries: [ofNext('unmet'), ofNext('unknown')],
  columns: [
    ...rows([criteriaOf('What is not met', 'unmet', config), criteriaOf('What is unknown', 'unknown', config)]),
    { field: 'Value #A', heading: 'Not met' },
    { field: 'Value #B', heading: 'Unknown' },
  ],
});

/** What only waivers hold. */
export const waivedTable = (config: Config): TablePanel => ({
  type: 'table',
  title: 'What is waived',
  description: `Criteria that are not met and waived for a while, each with a reason, a role and an end. Up to the observed level they hold it, and what waivers hold is no gain. ${ofEvery}`,
  unit: 'none',
  width: 24,
  empty: 'no criterion is waived, or not known',
  queries: [{ expr: `${inState('waived')} > 0`, legend: '' }],
  columns: [...rows([criteriaOf('What is waived', 'waived', config)]), { field: 'Value', heading: 'Waived' }],
});
