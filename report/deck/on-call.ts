import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import type { Asked, Compared } from '../month/reader.ts';
import { changeText } from '../month/change.ts';
import type { MonthTold } from './month-told.ts';
import { teamsSlide } from './outcomes.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { linked, table, teamName } from './words.ts';

const pages = { metric: 'pages', name: 'Pages', better: 'less' } as const;
const columns: readonly (readonly [head: string, asked: Asked])[] = [
  ['Share of all pages', { metric: 'page_share_ratio' }],
  ['Outside working hours', { metric: 'off_hour_pages_ratio' }],
  ['At night', { metric: 'sleep_hour_pages' }],
  ['Longest stretch on call', { metric: 'longest_on_call_seconds' }],
];
const metrics: readonly MetricName[] = ['pages', ...columns.map(([, { metric }]) => metric)];

/** Who carries how much: teams, never persons. */
export function onCallSlides(told: MonthTold): readonly Slide[] {
  const { reader, now, before } = told;
  const row = (team: string): readonly string[] => {
    const compared: Compared = reader.compared(pages, team);
    return [
      teamName(team, reader),
      `${linked(compared.now)} (${changeText(compared)})`,
      ...columns.map(([, asked]) => linked(reader.figure(asked, team))),
    ];
  };
  return [
    teamsSlide('How often on-call was paged', pages, told, {
      note: 'Pages to responders of each team, in the order of the alphabet. A page that repeats within 30 minutes counts once.',
    }),
    ...paged(reader.teams, 6, (teams, part) => ({
      title: `What on-call asks of the teams${part}`,
      body: table(
        ['Team', `Pages in ${now} (since ${before})`, ...columns.map(([head]) => head)],
        teams.map(({ id }) => row(id)),
        [1, 2, 3, 4, 5],
      ),
      notes: [
        'Load is shared evenly when no team carries much more than its share. Nights and long stretches are what wears people out: ask the team before you praise it for being quiet.',
      ],
      metrics,
    })),
  ];
}
