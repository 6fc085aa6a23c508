import { describe, expect, it } from 'vitest';
import type { Config } from '../../../exporter/config/config.ts';
import { automatedDeploymentsRatio } from '../../../exporter/metrics/delivery/automated-deployments-ratio.ts';
import { changeFailureRatio } from '../../../exporter/metrics/delivery/change-failure-ratio.ts';
import { deploymentAutonomyRatio } from '../../../exporter/metrics/delivery/deployment-autonomy-ratio.ts';
import { deploymentPullRequests } from '../../../exporter/metrics/delivery/deployment-pull-requests.ts';
import { deploymentReworkRatio } from '../../../exporter/metrics/delivery/deployment-rework-ratio.ts';
import { deploymentRuns } from '../../../exporter/metrics/delivery/deployment-runs.ts';
import { deploymentsPerBusinessDay } from '../../../exporter/metrics/delivery/deployments-per-business-day.ts';
import { deployments } from '../../../exporter/metrics/delivery/deployments.ts';
import { failedDeploymentRecoverySeconds } from '../../../exporter/metrics/delivery/failed-deployment-recovery-seconds.ts';
import { failedDeployments } from '../../../exporter/metrics/delivery/failed-deployments.ts';
import { lastDeploymentTimestampSeconds } from '../../../exporter/metrics/delivery/last-deployment-timestamp-seconds.ts';
import { rollbackSeconds } from '../../../exporter/metrics/delivery/rollback-seconds.ts';
import type { DeploymentOf } from '../../history/organisation.ts';
import { at, bot, day, Organisation, rules, service, user } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

/** `base` on Monday 09:00, then #1 (ann's, of web) on Monday 12:00. */
function two(given: DeploymentOf = {}, more: Partial<Config> = {}): Organisation {
  const organisation = new Organisation(more);
  organisation.commit('base');
  organisation.deployment({ commit: 'base', finishedAt: at(0, 9), trigger: 'push' });
  organisation.pullRequest({ number: 1, mergedAt: at(0, 11) });
  organisation.deployment({ commit: 'm1', finishedAt: at(0, 12), ...given });
  return organisation;
}
const app = { label: 'app' };

describe('deployments', () => {
  it('are counted a service, strictly after they succeeded', () => {
    expect(measured(two(), deployments, at(0, 12), app)).toBe(1);
    expect(measured(two(), deployments, at(0, 12) + 1, app)).toBe(2);
    expect(measured(two(), deployments, at(0, 9) + 28 * day, app)).toBe(2);
    expect(measured(two(), deployments, at(0, 9) + 28 * day + 1, app)).toBe(1);
  });
  it('never are what did not succeed', () => {
    const statuses = [{ state: 'failure' as const, at: at(0, 12) }];
    expect(measured(two({ statuses }), deployments, at(20), app)).toBe(1);
  });
  it('have a last one', () => {
    expect(measured(two(), lastDeploymentTimestampSeconds, at(0, 12), app)).toBe(at(0, 9) / 1_000);
    expect(measured(two(), lastDeploymentTimestampSeconds, at(0, 12) + 1, app)).toBe(at(0, 12) / 1_000);
  });
  it('of one run are one run, at its last success', () => {
    const services = [service('app', { owner: 'web' }), service('api', { owner: 'web' })];
    const organisation = new Organisation({ services });
    organisation.commit('base');
    organisation.deployment({ id: 'a', run: 'R', services: ['app'], commit: 'base', finishedAt: at(0, 9) });
    organisation.deployment({ id: 'b', run: 'R', services: ['api'], commit: 'base', finishedAt: at(0, 10) });
    organisation.deployment({ id: 'c', run: 'S', services: ['api'], commit: 'base', finishedAt: at(0, 11) });
    expect(measured(organisation, deploymentRuns, at(20))).toBe(2);
    // The run is placed at 10:00: a window that begins there holds it, one that begins a millisecond later doesn't.
    expect(measured(organisation, deploymentRuns, at(0, 10) + 28 * day)).toBe(2);
    expect(measured(organisation, deploymentRuns, at(0, 10) + 28 * day + 1)).toBe(1);
  });
  it('a business day leave out the same commit again', () => {
    const organisation = two();
    organisation.deployment({ commit: 'm1', finishedAt: at(0, 15) });
    // As of Thu 00:00 of week 4 (28 d hold 20 working days): 2 ÷ 20.
    expect(measured(organisation, deploymentsPerBusinessDay, at(24))).toBe(0.1);
    expect(leftOut(organisation, deploymentsPerBusinessDay, at(24))).toEqual(['d3/app: same_commit_again']);
    expect(measured(organisation, deploymentsPerBusinessDay, at(24), { team: 'core' })).toBe(0);
  });
  it('have the pull requests that they carry; unknown contents are left out', () => {
    const organisation = two();
    organisation.pullRequest({ number: 2, mergedAt: at(1) });
    organisation.pullRequest({ number: 3, mergedAt: at(2) });
    organisation.deployment({ commit: 'm3', finishedAt: at(3) });
    // 1 and 2: mean 1.5; `base` is the first ever.
    expect(measured(organisation, deploymentPullRequests, at(20), { stat: 'mean' })).toBe(1.5);
    expect(leftOut(organisation, deploymentPullRequests, at(20), { stat: 'mean' })).toEqual([
      'd1/app: contents_unknown',
    ]);
  });
});

describe('automation and autonomy', () => {
  const ratios = (given: DeploymentOf, more: Partial<Config> = {}) =>
    [automatedDeploymentsRatio, deploymentAutonomyRatio].map((metric) => share(two(given, more), metric, at(20)));
  it('know a trigger first, then a creator', () => {
    // `base` was pushed: automated and autonomous.
    expect(ratios({ trigger: 'schedule' })).toEqual(['2/2', '2/2']);
    expect(ratios({ trigger: 'dispatch', creator: user('bob') })).toEqual(['1/2', '2/2']);
    expect(ratios({ trigger: 'rerun', creator: user('cat') })).toEqual(['1/2', '1/2']);
    expect(ratios({ creator: bot('release') })).toEqual(['2/2', '2/2']);
    expect(ratios({ creator: user('bob') })).toEqual(['1/2', '2/2']);
  });
  it('leave out what nobody knows', () => {
    expect(ratios({})).toEqual(['1/1', '1/1']);
  });
  it('leave the platform team its own services', () => {
    expect(ratios({ trigger: 'push' }, { platformTeam: 'web' })).toEqual(['2/2', 'no_facts']);
  });
});

describe('failures', () => {
  it('hold from the instant after the incident began', () => {
    const organisation = two();
    organisation.incident({ createdAt: at(1, 8), resolvedAt: at(1, 10) });
    // 20 h after m1 finished. `base` did not fail.
    expect(share(organisation, changeFailureRatio, at(1, 8))).toBe('0/2');
    expect(share(organisation, changeFailureRatio, at(1, 8) + 1)).toBe('1/2');
    expect(measured(organisation, failedDeployments, at(20), { label: 'incident' })).toBe(1);
    expect(measured(organisation, failedDeployments, at(20), { label: 'any' })).toBe(1);
    expect(measured(organisation, failedDeployments, at(20), { label: 'revert' })).toBe(0);
    // Mon 12:00 → Tue 10:00 = 22 h = 79,200 s.
    expect(measured(organisation, failedDeploymentRecoverySeconds, at(20), { stat: 'mean' })).toBe(79_200);
    expect(measured(organisation, failedDeploymentRecoverySeconds, at(1, 10), { stat: 'mean' })).toBe('no_facts');
  });
  it('belong to nobody from the end of the failure window on', () => {
    const organisation = two();
    organisation.incident({ createdAt: at(1, 12) });
    expect(share(organisation, changeFailureRatio, at(20))).toBe('0/2');
    const inTime = two();
    inTime.incident({ createdAt: at(1, 12) - 1 });
    expect(share(inTime, changeFailureRatio, at(20))).toBe('1/2');
  });
  it('are told by a rollback, which is rework and takes its time', () => {
    const organisation = two();
    organisation.deployment({ commit: 'base', finishedAt: at(0, 14) });
    expect(share(organisation, changeFailureRatio, at(20))).toBe('1/3');
    expect(share(organisation, deploymentReworkRatio, at(20))).toBe('1/3');
    // 12:00 → 14:00 = 7,200 s.
    expect(measured(organisation, rollbackSeconds, at(20), { stat: 'p50' })).toBe(7_200);
    expect(measured(organisation, rollbackSeconds, at(0, 14), { stat: 'p50' })).toBe('no_facts');
    expect(measured(organisation, failedDeployments, at(20), { label: 'rollback' })).toBe(1);
  });
  it('of the pipeline count in the ratio only where configured, and until a success', () => {
    const statuses = [
      { state: 'failure' as const, at: at(0, 12) },
      { state: 'success' as const, at: at(0, 13) },
    ];
    expect(share(two({ statuses }), changeFailureRatio, at(0, 13))).toBe('0/1');
    const strict = two({ statuses }, rules({ failedRunsCount: true }));
    expect(share(strict, changeFailureRatio, at(0, 12))).toBe('0/1');
    expect(share(strict, changeFailureRatio, at(0, 13))).toBe('1/2');
    expect(share(strict, changeFailureRatio, at(0, 13) + 1)).toBe('0/2');
    expect(measured(strict, failedDeployments, at(0, 13), { label: 'any' })).toBe(0);
  });
});
