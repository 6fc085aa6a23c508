import { describe, expect, it } from 'vitest';
import { longestOnCallSeconds } from '../../../exporter/metrics/on-call/longest-on-call-seconds.ts';
import { offHourPagesRatio } from '../../../exporter/metrics/on-call/off-hour-pages-ratio.ts';
import { onCallCoverageRatio } from '../../../exporter/metrics/on-call/on-call-coverage-ratio.ts';
import { pageShareRatio } from '../../../exporter/metrics/on-call/page-share-ratio.ts';
import { pagesOutsideTeamRatio } from '../../../exporter/metrics/on-call/pages-outside-team-ratio.ts';
import { pages } from '../../../exporter/metrics/on-call/pages.ts';
import { responderOnCallShareRatio } from '../../../exporter/metrics/on-call/responder-on-call-share-ratio.ts';
import { responderPageShareRatio } from '../../../exporter/metrics/on-call/responder-page-share-ratio.ts';
import { sleepHourPages } from '../../../exporter/metrics/on-call/sleep-hour-pages.ts';
import { teamOwnedServicesRatio } from '../../../exporter/metrics/on-call/team-owned-services-ratio.ts';
import { unownedIncidentSeconds } from '../../../exporter/metrics/on-call/unowned-incident-seconds.ts';
import { unownedServices } from '../../../exporter/metrics/on-call/unowned-services.ts';
import type { IncidentEntry } from '../../../exporter/records/index.ts';
import { at, day, hour, minute, Organisation, team } from '../../history/organisation.ts';
import { measured, share } from '../measured.ts';

let entries = 0;
const page = (user: string, when: number): IncidentEntry => ({
  id: `p${(entries += 1)}`,
  type: 'notify',
  at: when,
  user,
  channel: 'push',
});
/** One incident of PD-APP (web's) with these pages. */
function paged(...list: readonly IncidentEntry[]): Organisation {
  const made = new Organisation();
  made.incident({ createdAt: list[0]!.at, entries: list });
  return made;
}
function onCall(made: Organisation, user: string, fromAt: number, toAt: number, policy = 'EP'): void {
  made.put({
    kind: 'on_call',
    id: `${policy}/1/${user}/${fromAt}`,
    escalationPolicy: policy,
    level: 1,
    user,
    fromAt,
    toAt,
  });
}
const later = at(7);

describe('pages', () => {
  it('belong to the responder’s team, whosever the service is; strangers are unattributed', () => {
    const made = paged(page('PD-ANN', at(0, 10)), page('PD-CAT', at(0, 10, 1)), page('PD-X', at(0, 10, 2)));
    expect(['web', 'core', 'unattributed', 'all'].map((id) => measured(made, pages, later, { team: id }))).toEqual([
      1, 1, 1, 3,
    ]);
    expect(share(made, pageShareRatio, later)).toBe('1/3');
    // Two of three went to people outside the owning team.
    expect(share(made, pagesOutsideTeamRatio, later)).toBe('2/3');
    expect(share(made, pagesOutsideTeamRatio, later, { team: 'all' })).toBe('2/3');
  });
  it('came outside working hours before 09:00, from 17:00 on, and on the weekend', () => {
    const times = [at(0, 9) - 1, at(0, 9), at(0, 17) - 1, at(0, 17), at(5, 12)];
    const made = paged(...times.map((when, index) => page(index % 2 ? 'PD-BOB' : 'PD-ANN', when)));
    expect(share(made, offHourPagesRatio, later)).toBe('3/5');
  });
  it('broke the night from 22:00 up to 08:00', () => {
    const times = [at(0, 8) - 1, at(0, 8), at(0, 22) - 1, at(0, 22)];
    expect(
      measured(
        paged(...times.map((when, index) => page(index % 2 ? 'PD-BOB' : 'PD-ANN', when))),
        sleepHourPages,
        later,
      ),
    ).toBe(2);
  });
});

describe('the share of one responder', () => {
  const four = ['PD-A', 'PD-B', 'PD-C', 'PD-D'];
  const shared = (members: number, count: number): Organisation => {
    const made = new Organisation({
      teams: [team('web', { members: four.map((pagerduty) => ({ pagerduty })), pagerdutyServices: ['PD-APP'] })],
    });
    four.slice(0, members).forEach((user, n) => onCall(made, user, at(n), at(n + 1)));
    made.incident({
      createdAt: at(0),
      entries: Array.from({ length: count }, (_, n) => page(n < 4 ? 'PD-A' : four[n % 4]!, at(0, n))),
    });
    return made;
  };
  it('is told of 10 pages among 4 members with level-1 time', () => {
    // Pages 0–4 and 8 went to A: 6 of 10.
    expect(share(shared(4, 10), responderPageShareRatio, later)).toBe('6/10');
  });
  it('is not told of 9 pages, nor among 3: it would point at a person', () => {
    expect(share(shared(4, 9), responderPageShareRatio, later)).toBe('too_few');
    expect(share(shared(3, 10), responderPageShareRatio, later)).toBe('too_few');
  });
  it('of on-call time is a quarter where four share it, and not told of three', () => {
    expect(measured(shared(4, 1), responderOnCallShareRatio, later)).toBe(0.25);
    expect(measured(shared(3, 1), responderOnCallShareRatio, later)).toBe('too_few');
  });
});

describe('on-call time', () => {
  it('of one person twice at once counts once, and touching shifts are one stretch, clipped to the window', () => {
    const made = new Organisation();
    onCall(made, 'PD-ANN', at(0), at(3));
    onCall(made, 'PD-ANN', at(2), at(5), 'EP2');
    onCall(made, 'PD-ANN', at(6), at(7));
    expect(measured(made, longestOnCallSeconds, at(10))).toBe((5 * day) / 1_000);
    // 28 days after day 2 the window starts on day 2: three days are left of the stretch.
    expect(measured(made, longestOnCallSeconds, at(30))).toBe((3 * day) / 1_000);
  });
  it('covers a service while a member of its team is on call, whoever else is', () => {
    const made = new Organisation();
    made.put({
      kind: 'pagerduty_service',
      id: 'PD-APP',
      name: 'app',
      url: '',
      createdAt: at(-300),
      escalationPolicy: 'EP',
    });
    // Ann covers 7 of 28 days, twice over for one; Cat is of another team.
    onCall(made, 'PD-ANN', at(0), at(7));
    onCall(made, 'PD-BOB', at(6), at(7));
    onCall(made, 'PD-CAT', at(7), at(14));
    expect(measured(made, onCallCoverageRatio, at(28))).toBe(0.25);
    expect(measured(made, onCallCoverageRatio, at(28), { team: 'all' })).toBe(0.25);
    expect(measured(made, onCallCoverageRatio, at(28), { team: 'core' })).toBe('no_facts');
  });
});

describe('ownership', () => {
  const services = (own: boolean): Organisation => {
    const made = new Organisation({
      teams: [team('web', { pagerdutyServices: ['PD-APP'], escalationPolicies: own ? ['EP'] : [] }), team('core')],
    });
    for (const id of ['PD-APP', 'PD-NOBODY'])
      made.put({ kind: 'pagerduty_service', id, name: id, url: '', createdAt: at(-300), escalationPolicy: 'EP' });
    return made;
  };
  it('of a service is the team’s when its escalation policy is', () => {
    expect([true, false].map((own) => measured(services(own), teamOwnedServicesRatio, later))).toEqual([1, 0]);
  });
  it('that nobody has is counted', () => {
    expect(measured(services(true), unownedServices, later, { team: '' })).toBe(1);
  });
  it('that nobody has shows how long an incident waits, and is absent when none does', () => {
    const made = services(true);
    made.incident({ createdAt: at(0, 10), service: 'PD-NOBODY', resolvedAt: at(0, 12) });
    made.incident({ createdAt: at(0, 10), service: 'PD-APP' });
    const waits = (asOf: number) => measured(made, unownedIncidentSeconds, asOf, { team: '' });
    expect([waits(at(0, 10) + 30 * minute), waits(at(0, 12)), waits(at(0, 12) + 1)]).toEqual([
      1_800,
      (2 * hour) / 1_000,
      'no_facts',
    ]);
  });
});
