import { crossModule } from '../month/figures.ts';
import type { Asked } from '../month/reader.ts';
import type { MonthTold } from './month-told.ts';
import { monthsSlide } from './outcomes.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { cell, table, teamName } from './words.ts';

const columns: readonly (readonly [head: string, asked: Asked])[] = [
  ['Blocked over 1 day', { metric: 'blocked_work_items', label: '1d' }],
  ['over 2 days', { metric: 'blocked_work_items', label: '2d' }],
  ['over 3 days', { metric: 'blocked_work_items', label: '3d' }],
  ['Its pages that others got', { metric: 'pages_outside_team_ratio' }],
  ['Merges without all owners', { metric: 'unapproved_merges_ratio', label: 'every_owner' }],
];

/** What no team can mend alone. */
export function crossTeamSlides(told: MonthTold): readonly Slide[] {
  const { reader } = told;
  return [
    monthsSlide('How many changes cross the borders of modules', crossModule, told, {
      note: 'Changes to paths that share no owning team. A rising share says that the modules are cut in the wrong places, or that one team waits for another.',
    }),
    ...paged(reader.everybody, 6, (teams, part) => ({
      title: `What is blocked or crosses teams${part}`,
      body: table(
        ['Team', ...columns.map(([head]) => head)],
        teams.map((team) => [teamName(team, reader), ...columns.map(([, asked]) => cell(reader.figure(asked, team)))]),
        [1, 2, 3, 4, 5],
      ),
      notes: [
        'Blocked is what carries the label, whoever it waits for: another team, a customer, a decision. It is counted at the end of the month, the ages overlap. After two days the leads of both teams should know, after three leadership. Shares are of the whole month.',
      ],
      metrics: columns.map(([, { metric }]) => metric),
    })),
    platformSlide(told),
  ];
}

const platform: readonly (readonly [name: string, asked: Asked])[] = [
  ['Open requests', { metric: 'platform_requests_open' }],
  ['Older than a sprint', { metric: 'platform_requests_overdue' }],
  ['Triaged in time', { metric: 'platform_triage_sla_met_ratio' }],
  ['Time to serve a request, median', { metric: 'platform_request_seconds', stat: 'p50' }],
];

const platformSlide = ({ reader, now, before }: MonthTold): Slide => ({
  title: 'How the platform serves the teams',
  body: table(
    ['Requests to the platform team', now, before],
    platform.map(([name, asked]) => {
      const compared = reader.compared(asked);
      return [name, cell(compared.now), cell(compared.before)];
    }),
    [1, 2],
  ),
  notes: ['Open and old requests are counted at the end of each month. A long queue is where feature teams wait.'],
  metrics: platform.map(([, { metric }]) => metric),
});
