import type { Config } from '../../exporter/config/config.ts';
import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import type { Board, Panel } from '../board.ts';
import { changeNumber, metricNumber } from '../metric-panels.ts';
import { metricNamed } from '../metric-queries.ts';
import type { Shown } from '../metric-queries.ts';
import { uids } from '../uids.ts';

const numbers: readonly (readonly [MetricName, Shown])[] = [
  ['deployments_per_business_day', { title: 'Deployments a day', guardrail: 'deployment_frequency' }],
  ['lead_time_seconds', { title: 'From commit to production', stat: 'p50', guardrail: 'lead_time' }],
  ['pull_request_cycle_seconds', { title: 'From ready to merged', stat: 'p50', guardrail: 'cycle_time' }],
  [
    'change_failure_ratio',
    { title: 'Deployments that failed', target: 'change_failure_target', guardrail: 'change_failure' },
  ],
  ['incidents', { title: 'P1 incidents', label: 'P1', guardrail: 'p1_incidents' }],
  ['incident_restore_seconds', { title: 'Mean time to restore', stat: 'mean', label: 'any' }],
];

/** A share changes by points, which look like a share. */
const changeTitle = (name: MetricName, { title }: Shown): string =>
  `${title}: ${metricNamed(name).unit === 'ratio' ? 'points ' : ''}against 28 days ago`;

/** The first of a definition's sentences. */
const sentence = (help: string): string => help.replace(/\. .*$/, '.');

/** Readable from the back of a room: the last 28 days, big numbers, change, and what each means. */
export const allHands = (config: Config): Board => ({
  uid: uids.allHands,
  title: 'Monthly all-hands',
  description:
    'The organisation in 28 days: big numbers, how they changed, what each of them means. For the screen of a room add &kiosk to its address.',
  teams: 'one_or_all',
  hasWindow: false,
  events: 'none',
  from: 'now-28d',
  sections: [numbers.slice(0, 3), numbers.slice(3)].map((line, index) => ({
    title: index === 0 ? 'How fast?' : 'How safely?',
    panels: [
      ...line.map(([name, shown]): Panel => ({
        ...metricNumber(name, { ...shown, window: '28d', width: 8 }, config),
        isBig: true,
      })),
      ...line.map(([name, shown]) =>
        changeNumber(name, { ...shown, width: 8, title: changeTitle(name, shown) }, config),
      ),
      ...line.map(([name, { title }]): Panel => ({
        type: 'text',
        title: '',
        markdown: `**${title}**: ${sentence(metricNamed(name).help)}`,
        width: 8,
      })),
    ],
  })),
});
