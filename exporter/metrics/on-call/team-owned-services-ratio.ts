import { metric, population } from '../metric.ts';

const ownedServices = population({
  id: 'owned_services',
  root: 'pagerduty_service',
  labels: [''],
  values: ['own'],
  needs: [{ signal: 'services' }],
  *factsOf(service, history) {
    const teams = history.teamsOfPagerDutyService(service.id);
    const isOwn = (id: string): boolean =>
      history.config.teams.some(
        (team) =>
          team.id === id &&
          service.escalationPolicy !== null &&
          team.escalationPolicies.includes(service.escalationPolicy),
      );
    const span = { from: service.createdAt, to: Infinity };
    const common = { type: 'span', ref: { kind: 'pagerduty_service', id: service.id }, label: '', span } as const;
    for (const team of teams) yield { ...common, teams: [team], only: 'teams', values: { own: isOwn(team) ? 1 : 0 } };
    if (teams.length > 0) yield { ...common, teams, only: 'all', values: { own: teams.some(isOwn) ? 1 : 0 } };
  },
});

/** Who is called: the team, or whoever was on the old rotation? */
export const teamOwnedServicesRatio = metric({
  name: 'team_owned_services_ratio',
  family: 'on_call',
  question: "What share of the team's services calls the team?",
  help: "Share of the team's PagerDuty services whose escalation policy is the team's own, now.",
  version: 1,
  unit: 'ratio',
  population: ownedServices,
  aggregate: { ratio: [{ open: { flag: 'own' } }, { open: 'all' }] },
  windows: 'instant',
});
