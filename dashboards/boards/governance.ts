import type { Config } from '../../exporter/config/config.ts';
import { improvementDomains } from '../../exporter/records/work-item-words.ts';
import type { Board, NumberPanel, Section } from '../board.ts';
import { inForce } from '../guardrail-panels.ts';
import { metricGraph, metricNumber } from '../metric-panels.ts';
import { inWords } from '../metric-queries.ts';
import { uids } from '../uids.ts';

/** Whether what was done came to anything, in a word for each domain. */
const noise = (config: Config): NumberPanel => ({
  ...metricNumber('improvement_without_outcome', { title: 'Activity without outcome', width: 24 }, config),
  words: {
    0: { text: '– no', state: 'within' },
    1: { text: '● nothing got better', state: 'at_risk' },
  },
});

const backlog = (config: Config): Section => ({
  title: 'Is the backlog complete?',
  panels: [
    metricNumber('improvement_items', { label: 'any/open', title: 'Improvements open', width: 4 }, config),
    metricNumber('improvement_items', { label: 'any/unowned', title: 'Nobody owns', guardrail: 'improvement_unowned', width: 4 }, config), // prettier-ignore
    metricNumber('improvement_items', { label: 'any/undated', title: 'No due date', guardrail: 'improvement_undated', width: 4 }, config), // prettier-ignore
    metricNumber('improvement_items', { label: 'any/unprioritised', title: 'No priority', guardrail: 'improvement_unprioritised', width: 4 }, config), // prettier-ignore
    metricNumber('improvement_items', { label: 'any/overdue', title: 'Overdue', width: 4 }, config),
    metricNumber('improvement_items', { label: 'any/deferred', title: 'Put off twice', guardrail: 'improvement_deferred', width: 4 }, config), // prettier-ignore
    ...improvementDomains.map((domain) =>
      metricNumber(
        'improvement_items',
        { label: `${domain}/open`, title: `Open: ${inWords(domain)}`, width: 4 },
        config,
      ),
    ),
    metricNumber('improvement_domains_untouched', { title: 'Domains untouched', guardrail: 'improvement_domains_untouched', width: 6 }, config), // prettier-ignore
    metricNumber('improvement_timestamp_seconds', { title: 'Last worked on', width: 18 }, config),
  ],
});

/** For leadership: is improvement decided on what is known, reviewed, planned, and does it help? */
export const governance = (config: Config): Board => ({
  uid: uids.governance,
  title: 'Improvement governance',
  description:
    'Is improvement decided on what is known, reviewed, planned, and does it help? What is the organisation’s is shown with “all” chosen.',
  teams: 'several',
  hasWindow: true,
  events: 'none',
  from: 'now-90d',
  sections: [
    {
      title: 'Are reviews held, and informed?',
      panels: [
        metricNumber('governance_review_overdue', { label: 'any', title: 'Reviews skipped', guardrail: 'governance_review_skipped', width: 6 }, config), // prettier-ignore
        metricNumber('governance_review_overdue', { label: 'weekly_delivery', title: 'Weekly review skipped', guardrail: 'delivery_review_skipped', width: 6 }, config), // prettier-ignore
        metricNumber('post_incident_reviews_overdue', { title: 'P1s without a decision', width: 6 }, config),
        metricNumber('governance_inputs_stale', { title: 'Inputs out of date', guardrail: 'governance_inputs_stale', width: 6 }, config), // prettier-ignore
        metricNumber('governance_review_timestamp_seconds', { title: 'Last held', width: 24 }, config),
        metricNumber('governance_input_timestamp_seconds', { title: 'Current up to', width: 24 }, config),
        metricGraph('governance_review_overdue', { width: 24 }, config),
      ],
    },
    backlog(config),
    {
      title: 'Is what is owed, found and promised looked after?',
      panels: [
        metricGraph('audit_findings_on_time_ratio', { width: 8 }, config),
        metricGraph('tech_debt_repaid_ratio', { width: 8 }, config),
        metricGraph('service_level_objectives', { width: 8 }, config),
      ],
    },
    {
      title: 'Does it help? Effort, beside what came of it',
      panels: [
        { ...metricGraph('outcome_change_ratio', {}, config), isSigned: true },
        metricGraph('improvement_capacity_ratio', {}, config),
        noise(config),
        metricGraph('improvements_done', { width: 24 }, config),
      ],
    },
    {
      title: 'Do decisions reach the plans?',
      panels: [
        metricNumber('governance_decisions', { title: 'Decisions fed back into', width: 10 }, config),
        metricNumber('governance_decisions_unplanned', { title: 'In no plan', guardrail: 'decision_unplanned', width: 4 }, config), // prettier-ignore
        metricNumber('leadership_duties_open', { title: 'Open duties of leadership', width: 10 }, config),
      ],
    },
    {
      title: 'What is enforced?',
      panels: [
        inForce(24),
        metricGraph('recurring_incidents', { guardrail: 'recurring_incidents' }, config),
        metricGraph('error_budget_remaining_ratio', { label: 'any', guardrail: 'error_budget_remaining' }, config),
      ],
    },
  ],
});
