import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import type { Asked, Compared } from '../month/reader.ts';
import { changeText } from '../month/change.ts';
import type { MonthTold } from './month-told.ts';
import { fitOneChart, monthsSlide, teamsChart } from './outcomes.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { cell, table, teamName } from './words.ts';

const pages = { metric: 'pages', name: 'Pages', better: 'less' } as const;
const columns: readonly (readonly [head: string, asked: Asked])[] = [
  ['Share of all pages', { metric: 'page_share_ratio' }],
  ['Outside working hours', { metric: 'off_hour_pages_ratio' }],
  ['At night', { metric: 'sleep_hour_pages' }],
  ['Longest stretch on call', { metric: 'longest_on_call_seconds' }],
];
const metrics: readonly MetricName[] = ['pages', ...columns.map(([, { metric }]) => metric)];

const once = 'A page that repeats within 30 minutes counts once.';

/** Of teams too many for one chart the numbers stand on the slides that follow. */
function pagesSlide(told: MonthTold): Slide {
  const title = 'How often on-call was paged';
  return fitOneChart(told.reader.teams)
    ? teamsChart(title, pages, told, {
        note: `Pages to responders of each team, in the order of the alphabet. ${once}`,
      })
    : monthsSlide(title, pages, told, {
        note: `Pages to the responders of all teams together; each team’s own are on the slides that follow. ${once}`,
      });
}

/** Who carries how much: teams, never persons. */
export function onCallSlides(told: MonthTold): readonly Slide[] {
  const { reader, now, before } = told;
  const row = (team: string): readonly string[] => {
    const compared: Compared = reader.compared(pages, team);
    return [
      teamName(team, reader),
      `${cell(compared.now)} (${changeText(compared)})`,
      ...columns.map(([, asked]) => cell(reader.figure(asked, team))),
    ];
  };
  return [
    pagesSlide(told),
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
