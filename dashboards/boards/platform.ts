import type { Config } from '../../exporter/config/config.ts';
import { questionsOf } from '../../exporter/metrics/devex/waves.ts';
import { audiences } from '../../exporter/records/survey.ts';
import type { Audience } from '../../exporter/records/survey.ts';
import type { Board, Section } from '../board.ts';
import { graphBeside, metricGraph, metricNumber } from '../metric-panels.ts';
import { inWords } from '../metric-queries.ts';
import { uids } from '../uids.ts';

/** Who was asked, as a title says it. */
const who: Readonly<Record<Audience, string>> = {
  engineering: 'engineers',
  product: 'product',
  platform_customers: 'customers of the platform',
};
const asked = (question: string): string => (question === 'any' ? 'All questions' : inWords(question));

/** The last wave of each audience, and of engineers a graph a question: teams against what they said before, never against each other. */
const surveySections = (config: Config): readonly Section[] => [
  {
    title: 'Who answered the last survey, and would they recommend us?',
    panels: [
      ...audiences.map((audience) =>
        metricNumber(
          'devex_response_ratio',
          {
            label: `${audience}/latest`,
            title: `Response of ${who[audience]}`,
            width: 8,
            ...(audience === 'engineering' && { guardrail: 'devex_response' }),
          },
          config,
        ),
      ),
      ...audiences.map((audience) =>
        metricNumber(
          'survey_nps',
          { label: `${audience}/latest`, title: `Net promoter score of ${who[audience]}`, width: 8 },
          config,
        ),
      ),
    ],
  },
  {
    title: 'What is it like to work here?',
    panels: questionsOf(config).map((question) =>
      metricGraph(
        'devex_score',
        { label: `engineering/latest/${question}`, title: `${asked(question)} (1 to 5)` },
        config,
      ),
    ),
  },
  {
    // Which audience is asked what is not configured: every question that was answered is a curve.
    title: 'What do product and the platform’s customers say?',
    panels: (['product', 'platform_customers'] as const).map((audience) =>
      metricGraph(
        'devex_score',
        { label: `${audience}/latest`, title: `What ${who[audience]} said last, by question (1 to 5)` },
        config,
      ),
    ),
  },
];

/** For the platform lead: is the platform a product for the other teams, and do people say so? */
export const platform = (config: Config): Board => ({
  uid: uids.platform,
  title: 'Platform and DevEx',
  description: 'Is the platform a product for the other teams, and what is it like to work here?',
  teams: 'several',
  hasWindow: true,
  events: 'none',
  from: 'now-90d',
  sections: [
    {
      title: 'Who waits for the platform team?',
      panels: [
        metricNumber('platform_requests_open', { title: 'Requests open', width: 12 }, config),
        metricNumber('platform_requests_overdue', { title: 'Older than a sprint', width: 12 }, config),
        graphBeside('platform_requests_open', 'platform_requests_target', 'half of the start', {}, config),
        metricGraph('platform_requests_overdue', {}, config),
      ],
    },
    {
      title: 'How does it serve them?',
      panels: [
        metricGraph('platform_triage_sla_met_ratio', { guardrail: 'platform_triage', width: 8 }, config),
        metricGraph('platform_request_seconds', { stat: 'p50', width: 8 }, config),
        metricGraph('golden_path_services_ratio', { width: 8 }, config),
      ],
    },
    ...surveySections(config),
  ],
});
