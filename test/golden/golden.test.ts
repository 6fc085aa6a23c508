import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import type { SurveyAnswers } from '../../exporter/records/index.ts';
import { at, Organisation, review, service, user } from '../history/organisation.ts';

const golden = new URL('./metrics.txt', import.meta.url);

/**
 * A small organisation, worked by hand. Web owns `app`; core owns nothing. As of Monday 2026-04-06 00:00 UTC (day 91), windows start on
 * day 63 (28d) and day 1 (90d). Everything below happens on Monday 2026-03-16 (day 70) unless it says otherwise.
 */
function organisation(): Organisation {
  const questions = ['deploy_ease', 'on_call_burden'];
  const wave = (id: string, day: number) => ({ audience: 'engineering', id, closesAt: at(day), invited: 16 }) as const;
  const made = new Organisation({
    services: [service('app', { owner: 'web', pagerdutyServices: ['PD-APP'] })],
    surveys: { folder: 'none', schedule: '* * * * *', questions, waves: [wave('first', 30), wave('second', 80)] },
    // Of a rollout that began on day 60 day 14 is over with day 73, day 30 with day 89; somebody vouches for the template of retros.
    rollout: {
      startsAt: at(60),
      dueAt: { start: at(74), foundation: at(90), pilot: at(102), all_teams: at(116), acceleration: at(120), reinforcement: at(150) },
      evidence: [{ criterion: 'retro_template', team: 'all', url: 'https://wiki.example/retro', role: 'CTO', at: at(80), untilAt: at(260) }],
    },
  });
  // What was there before: its contents are unknown, and it tells what came after.
  made.commit('c0');
  made.deployment({ commit: 'c0', finishedAt: at(60, 12), trigger: 'push' });
  // #1 by ann: first commit 08:00, ready 10:00, bob approves 12:00 (2 business hours), merged 13:00, deployed 14:00 → lead time 6 h.
  made.pullRequest({
    number: 1,
    createdAt: at(70, 10),
    mergedAt: at(70, 13),
    commits: [{ oid: 'x1', authoredAt: at(70, 8), isMerge: false }],
    reviews: [review(at(70, 12), { id: 'R1' })],
    closes: ['acme/app#77'],
    body: '## Rollback\nRevert it.\n## Rollout\n\nAI-assisted: tests',
    requiredChecks: [{ startedAt: at(70, 10), passedAt: at(70, 10, 5) }],
  });
  made.deployment({ commit: 'm1', finishedAt: at(70, 14), trigger: 'push' });
  // #2 by cat of core: first commit 09:00, ready 11:00, no review, merged 15:00, deployed on Tuesday 09:00 → lead time 24 h; unapproved.
  made.pullRequest({
    number: 2,
    author: user('cat'),
    createdAt: at(70, 11),
    mergedAt: at(70, 15),
    commits: [{ oid: 'x2', authoredAt: at(70, 9), isMerge: false }],
    files: [{ path: 'src/b.ts', additions: 400, deletions: 20 }],
    requiredChecks: [{ startedAt: at(70, 11), passedAt: null }],
  });
  made.deployment({ commit: 'm2', finishedAt: at(71, 9), trigger: 'dispatch', creator: user('dan') });
  // The P1 an hour after it makes it failed: 1 of 2 in 28 days. Acknowledged in 5 minutes, resolved after 90.
  const entry = (id: string, type: 'trigger' | 'notify' | 'acknowledge' | 'resolve', minutes: number) => ({
    id,
    type,
    at: at(71, 10, minutes),
    user: type === 'trigger' ? null : 'PD-ANN',
    channel: type === 'notify' ? ('push' as const) : null,
  });
  made.incident({
    id: 'Q1',
    createdAt: at(71, 10),
    status: 'resolved',
    entries: [entry('e1', 'trigger', 0), entry('e2', 'notify', 1), entry('e3', 'acknowledge', 5), entry('e4', 'resolve', 90)],
  });
  // #3 waits: ready on Friday (day 88) 16:00, nobody has looked.
  made.pullRequest({ number: 3, createdAt: at(88, 16) });
  learning(made);
  made.put({ kind: 'pagerduty_service', id: 'PD-APP', name: 'app', url: 'https://pagerduty.example/PD-APP', createdAt: at(-400), escalationPolicy: 'EP' });
  made.put({ kind: 'priorities', id: 'account', names: ['P1', 'P2'] });
  // Two surveys: 9 of 16 answer, then 12. Core has three answers to the second's deploy_ease, so web's are withheld as well.
  const answered = (wave: string, respondents: number, answers: SurveyAnswers[]) =>
    made.put({ kind: 'survey_wave', id: `engineering/${wave}`, audience: 'engineering', wave, file: `${wave}.csv`, respondents, answers });
  answered('first', 9, [
    { team: 'core', question: 'on_call_burden', scores: [3, 3, 4, 4] },
    { team: 'web', question: 'on_call_burden', scores: [2, 3, 3, 3, 4] },
  ]);
  answered('second', 12, [
    { team: 'core', question: 'deploy_ease', scores: [1, 2, 2] },
    { team: 'web', question: 'deploy_ease', scores: [4, 4, 4, 5] },
    { team: 'core', question: 'on_call_burden', scores: [2, 2, 3, 3] },
    { team: 'web', question: 'on_call_burden', scores: [3, 3, 3, 4, 4, 4] },
    { team: 'core', question: 'recommend', scores: [3, 7, 9] },
    { team: 'web', question: 'recommend', scores: [10, 9] },
  ]);
  made.put({ kind: 'survey_file', id: 'third.csv', fingerprint: '1', problems: [{ line: 3, reason: 'score is missing' }], refusedAt: at(90), isEarlierKept: false });
  made.read(at(-200), at(91));
  made.store.write({ state: [{ key: 'threads/github', value: { completeFromAt: at(80), watermarkAt: at(91) } }] });
  return made;
}

/** What web learns from its P1, and what the two teams plan. */
function learning(made: Organisation): void {
  // The retro is due on day 73 at 11:30. It counts on day 74; its action item is due up to day 82 and still open on day 91.
  made.workItem({ number: 901, createdAt: at(74, 9), labels: ['retro', 'team:web'], body: '/incidents/Q1' });
  const events = [{ type: 'assigned' as const, at: at(74, 10), assignee: user('bob') }];
  made.workItem({
    number: 902,
    createdAt: at(74, 9),
    labels: ['retro-action', 'team:web'],
    parent: 'acme/app#901',
    body: 'Due: 2026-03-27',
    events,
  });
  // A request of day 71, triaged a day later, closed after 3 days.
  made.workItem({
    number: 903,
    createdAt: at(71, 10),
    labels: ['platform-request'],
    events: [
      { type: 'labeled', at: at(72, 10), label: 'P3' },
      { type: 'closed', at: at(74, 10) },
    ],
  });
  // A spec of core that nobody reviews, and an experiment of web that says what it believes and no more.
  made.workItem({ number: 904, createdAt: at(71, 10), labels: ['spec', 'team:core'] });
  made.workItem({
    number: 905,
    createdAt: at(71, 10),
    labels: ['experiment', 'team:web'],
    body: 'Hypothesis: fewer steps bring more sign-ups',
    events: [
      { type: 'labeled', at: at(72, 10), label: 'in progress' },
      { type: 'closed', at: at(80, 10) },
    ],
  });
  // An improvement of web in security: nobody has it, it has no priority, and its date (day 79) is past.
  made.workItem({
    number: 906,
    createdAt: at(71, 10),
    labels: ['improvement', 'team:web', 'domain:security'],
    body: 'Due: 2026-03-25',
  });
}

describe('the text of a small organisation', () => {
  it('is exactly what was worked out by hand and committed', async () => {
    const made = organisation();
    const { text } = await new Evaluator(made.config, made.store).evaluate(at(91));
    const now = Buffer.from(text).toString();
    // UPDATE_GOLDEN=1 writes it anew: read the difference line by line before you commit it.
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, now);
    expect(now).toBe(readFileSync(golden, 'utf8'));
  });

  const line = (name: string, labels: string): string | undefined =>
    readFileSync(golden, 'utf8')
      .split('\n')
      .find((text) => text.startsWith(`clockspeed_${name}${labels && `{${labels}}`} `))
      ?.split(' ')
      .at(-1);

  it.each([
    ['deployments', 'team="web",deployed_service="app",window="28d"', '2'],
    // The one before counts in 90 days; 3 deployments, the first brought something new as well.
    ['deployments', 'team="all",deployed_service="app",window="90d"', '3'],
    // 2 deployments of something new in 20 business days.
    ['deployments_per_business_day', 'team="web",window="28d"', '0.1'],
    // Lead times of 6 h and 24 h: web has #1 alone, core #2, the organisation's mean is 15 h = 54,000 s.
    ['lead_time_seconds', 'team="web",window="28d",stat="p50"', '21600'],
    ['lead_time_seconds', 'team="core",window="28d",stat="mean"', '86400'],
    ['lead_time_seconds', 'team="all",window="28d",stat="mean"', '54000'],
    // #1: coding 08–10, pickup 10–12, review 0, merge 12–13, deploy 13–14.
    ['lead_time_stage_seconds', 'team="web",stage="coding",window="28d",stat="mean"', '7200'],
    ['lead_time_stage_seconds', 'team="web",stage="pickup",window="28d",stat="mean"', '7200'],
    ['lead_time_stage_seconds', 'team="web",stage="review",window="28d",stat="mean"', '0'],
    ['lead_time_stage_seconds', 'team="web",stage="merge",window="28d",stat="mean"', '3600'],
    ['lead_time_stage_seconds', 'team="web",stage="deploy",window="28d",stat="mean"', '3600'],
    ['change_failure_ratio', 'team="all",window="28d"', '0.5'],
    ['failed_deployments', 'team="all",signal="incident",window="28d"', '1'],
    ['failed_deployments', 'team="all",signal="rollback",window="28d"', '0'],
    // From Tuesday 09:00 to the resolve at 11:30.
    ['failed_deployment_recovery_seconds', 'team="all",window="28d",stat="mean"', '9000'],
    // Push and dispatch.
    ['automated_deployments_ratio', 'team="all",window="28d"', '0.5'],
    ['first_review_business_seconds', 'team="web",window="28d",stat="p50"', '7200'],
    // #1 10–13, #2 11–15.
    ['pull_request_cycle_seconds', 'team="all",window="28d",stat="mean"', '12600'],
    ['pull_request_size_lines', 'team="core",window="28d",stat="p50"', '420'],
    ['small_pull_requests_ratio', 'team="all",window="28d"', '0.5'],
    ['linked_pull_requests_ratio', 'team="all",window="28d"', '0.5'],
    // #1 says how it is taken back, and of the rollout its heading alone; #2 says nothing.
    ['pull_request_sections_ratio', 'team="all",section="rollback",window="28d"', '0.5'],
    ['pull_request_sections_ratio', 'team="web",section="rollout",window="28d"', '0'],
    // Each changes one file of code and no test.
    ['tested_pull_requests_denominator', 'team="all",window="28d"', '2'],
    ['tested_pull_requests_ratio', 'team="all",window="28d"', '0'],
    // The check of #1 had passed, that of #2 never did.
    ['red_merges_ratio', 'team="all",window="28d"', '0.5'],
    ['red_merges_ratio', 'team="web",window="28d"', '0'],
    // #1 says that AI helped, and was approved; without configured agents nobody can say what agents did.
    ['ai_assisted_pull_requests_ratio', 'team="all",window="28d"', '0.5'],
    ['ai_violations', 'team="all",rule="unreviewed",window="28d"', '0'],
    ['ai_violations', 'team="all",rule="agent_merge",window="28d"', undefined],
    // Nobody has written more than a word.
    ['pull_requests_contested', 'team="web"', '0'],
    // #3 is 56 h old.
    ['pull_requests_open_over_7d', 'team="web"', '0'],
    ['unapproved_merges_ratio', 'team="all",approval="any",window="28d"', '0.5'],
    ['pull_requests_open', 'team="web",state="awaiting_review"', '1'],
    // Friday 16–17: one business hour of four; nothing is late on Sunday night.
    ['pull_requests_overdue', 'team="web",sla="first_review"', '0'],
    // Friday 16:00 to Monday 00:00 is 56 h.
    ['oldest_unreviewed_pull_request_seconds', 'team="all"', '201600'],
    ['incidents', 'team="web",priority="P1",window="28d"', '1'],
    ['incident_restore_seconds', 'team="web",priority="P1",window="28d",stat="mean"', '5400'],
    ['incident_acknowledge_seconds', 'team="web",priority="P1",window="28d",stat="p90"', '300'],
    ['acknowledge_sla_met_ratio', 'team="all",priority="P1",window="28d"', '1'],
    // The deployment ended at 09:00, the incident began at 10:00.
    ['incident_detection_seconds', 'team="all",window="28d",stat="mean"', '3600'],
    ['pages', 'team="web",window="28d"', '1'],
    // Late by a day.
    ['retros_overdue', 'team="web"', '0'],
    ['retros_on_time_ratio', 'team="all",window="28d"', '0'],
    ['retros_completed_ratio', 'team="web",window="28d"', '1'],
    ['retro_action_items', 'team="web",state="overdue"', '1'],
    ['retro_action_items', 'team="web",state="unowned"', '0'],
    ['retro_action_items_done_ratio', 'team="web",window="90d"', '0'],
    // 3 d.
    ['platform_request_seconds', 'window="28d",stat="p50"', '259200'],
    ['platform_triage_sla_met_ratio', 'window="28d"', '1'],
    ['experiments_concluded', 'team="web",window="28d"', '1'],
    ['experiments_complete_ratio', 'team="web",window="28d"', '0'],
    ['spec_review_sla_met_ratio', 'team="core",window="28d"', '0'],
    ['improvement_items', 'team="web",domain="security",state="overdue"', '1'],
    ['improvement_items', 'team="web",domain="any",state="unprioritised"', '1'],
    ['improvement_items', 'team="web",domain="any",state="undated"', '0'],
    ['improvement_items', 'team="web",domain="reliability",state="open"', '0'],
    // All but security.
    ['improvement_domains_untouched', '', '5'],
    // It is open; neither #1 nor #2 is labelled as improvement.
    ['improvements_done', 'domain="security",window="28d"', '0'],
    ['improvement_capacity_denominator', 'team="all",window="28d"', '2'],
    ['improvement_capacity_ratio', 'team="all",window="28d"', '0'],
    // One P1 in 28 days, none before: from nothing to something is no share.
    ['outcome_change_ratio', 'outcome="incidents",window="28d"', undefined],
    ['improvement_without_outcome', 'domain="security",window="28d"', '0'],
    // No retro is overdue and no bug of a customer open: both are current, at 2026-04-06 00:00 UTC.
    ['governance_input_timestamp_seconds', 'input="postmortems"', '1775433600'],
    ['governance_input_timestamp_seconds', 'input="customer_impact"', '1775433600'],
    ['governance_input_timestamp_seconds', 'input="error_budgets"', undefined],
    ['governance_decisions', 'destination="nowhere",window="90d"', '0'],
    ['governance_decisions_unplanned', '', '0'],
    ['leadership_duties_open', 'duty="funding"', '0'],
    // Nobody ever wrote down technical debt or a finding of an audit.
    ['governance_inputs_stale', '', '2'],
    // No review was ever held: of the organisation seven, and that of the P1.
    ['governance_review_overdue', 'team="all",review="post_incident"', '1'],
    ['governance_review_overdue', 'team="all",review="any"', '8'],
    ['governance_review_overdue', 'team="web",review="weekly_delivery"', '1'],
    ['governance_review_overdue', 'team="all",review="weekly_delivery"', '2'],
    ['guardrail_breached', 'guardrail="governance_review_skipped",team="all"', '1'],
    ['guardrail_breached', 'guardrail="delivery_review_skipped",team="core"', '1'],
    ['page_share_ratio', 'team="web",window="28d"', '1'],
    ['devex_response_ratio', 'audience="engineering",wave="latest"', '0.75'],
    ['devex_response_denominator', 'audience="engineering",wave="first"', '16'],
    // Core: 14 of 4, then 10 of 4: worse. Web: 15 of 5, then 21 of 6.
    ['devex_score', 'team="core",audience="engineering",wave="previous",question="on_call_burden"', '3.5'],
    ['devex_score', 'team="core",audience="engineering",wave="latest",question="on_call_burden"', '2.5'],
    ['devex_score', 'team="web",audience="engineering",wave="second",question="on_call_burden"', '3.5'],
    ['guardrail_breached', 'guardrail="on_call_burden",team="core"', '1'],
    ['guardrail_breached', 'guardrail="on_call_burden",team="web"', '0'],
    // 5 + 17 of 7: nothing but the sum of both teams.
    ['devex_score', 'team="all",audience="engineering",wave="latest",question="deploy_ease"', '3.142857142857143'],
    ['devex_score', 'team="web",audience="engineering",wave="latest",question="deploy_ease"', undefined],
    ['devex_score', 'team="web",audience="engineering",wave="latest",question="any"', undefined],
    // Three promote, one detracts, of five.
    ['survey_nps', 'audience="engineering",wave="latest"', '0.4'],
  ])('says of %s{%s}: %s', (name, labels, value) => {
    expect(line(name, labels)).toBe(value);
  });

  it('has no change failure of core in 90 days beside the one that it brought', () => {
    expect(line('change_failure_ratio', 'team="core",window="90d"')).toBe('1');
    expect(line('recurring_incidents', 'team="web",window="90d"')).toBe('0');
  });
});
