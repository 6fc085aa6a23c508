import type { Config } from '../config/config.ts';

const statistics: Readonly<Record<string, string>> = { mean: 'mean', p50: 'median', p90: '90th percentile' };

/** What is chosen of a metric, as a person says it: `28d` as 28 days, `p50` as median, a team by its name. */
export function choiceWords(kind: 'team' | 'label' | 'window' | 'stat', value: string, config: Config): string {
  switch (kind) {
    case 'team':
      return teamWords(value, config);
    case 'window':
      return value.replace(/d$/, ' days');
    case 'stat':
      return statistics[value] ?? value;
    case 'label':
      return value.replaceAll('_', ' ').replaceAll('/', ', ');
  }
}

function teamWords(team: string, { teams }: Config): string {
  if (team === 'all') return 'the organisation';
  if (team === 'unattributed') return 'no team';
  return teams.find(({ id }) => id === team)?.name ?? team;
}
