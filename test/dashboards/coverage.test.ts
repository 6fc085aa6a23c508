import { describe, expect, it } from 'vitest';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { ownLabelsOf } from '../../exporter/metrics/metric.ts';
import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import { audiences } from '../../exporter/records/survey.ts';
import { committed, queriedPanels } from './committed.ts';
import { parsed } from './promql.ts';

const selectors = queriedPanels.flatMap(({ board, panel }) =>
  panel.targets.flatMap(({ expr }) => parsed(expr).selectors.map((selector) => ({ ...selector, board: board.title }))),
);
const shown = new Set(selectors.map(({ metric }) => metric));

/** What no panel shows, and why. */
const nowhere: Readonly<Partial<Record<MetricName, string>>> = {
  last_incident_timestamp_seconds: 'marks P1s at their time on the boards that mark what happened',
  oldest_untouched_customer_bug_seconds: 'a part of the input customer_impact, which is shown',
  oldest_overdue_retro_seconds: 'a part of the input postmortems, which is shown; how many are overdue is, too',
  register_timestamp_seconds: 'a part of the inputs of registers, which are shown',
};

describe('every family of the catalogue', () => {
  it('is on a board, or stands here with the reason', () => {
    const missing = catalogue.map(({ name }) => name).filter((name) => !shown.has(`clockspeed_${name}`));
    expect(missing.sort()).toEqual(Object.keys(nowhere).sort());
  });
  it('that is no panel because it is a mark is one', () => {
    const marks = committed.flatMap(({ annotations: { list = [] } = {} }) => list.map(({ expr }) => expr));
    expect(marks.join('\n')).toContain('clockspeed_last_incident_timestamp_seconds');
  });
});

describe('a family of surveys', () => {
  const families = catalogue.filter((metric) => ownLabelsOf(metric).includes('audience'));

  it.each(families.map(({ name }) => name))('%s is shown of every audience, where its reader looks', (name) => {
    const own = selectors.filter(({ metric }) => metric === `clockspeed_${name}`);
    const seen = own.map(({ matchers, board }) => `${board}: ${matchers.get('audience') ?? 'each'}`);
    expect([...new Set(seen)].sort()).toEqual(audiences.map((audience) => `Platform and DevEx: =${audience}`).sort());
  });
  it('shows product and the customers of the platform with every question that they answered, and engineers with one a panel', () => {
    const questions = selectors
      .filter(({ metric }) => metric === 'clockspeed_devex_score')
      .map(({ matchers }) => `${matchers.get('audience')} ${matchers.get('question') ?? 'each'}`);
    // The five questions of the demo's configuration and all of them together.
    expect(questions).toEqual([
      ...['deploy_ease', 'review_speed', 'on_call_burden', 'platform_dependency', 'collaboration', 'any'].map(
        (question) => `=engineering =${question}`,
      ),
      '=product each',
      '=platform_customers each',
    ]);
  });
});
