import { metric, population } from '../metric.ts';
import { pagesOf } from './paged-responders.ts';

const servicePages = population({
  id: 'service_pages',
  root: 'incident',
  labels: [''],
  values: ['outside'],
  needs: [{ signal: 'incidents' }],
  *factsOf(incident, history) {
    const view = history.incident(incident.id);
    if (!view || view.teams.length === 0) return;
    for (const { at, user } of pagesOf(incident)) {
      const members = history.teamsOfPagerDutyUser(user, at);
      const common = { type: 'event', ref: { kind: 'incident', id: incident.id }, label: '', at } as const;
      // A responder of one owning team is an outsider to the other: each team is asked for itself, `all` for any of them.
      for (const team of view.teams) {
        yield { ...common, teams: [team], only: 'teams', values: { outside: members.includes(team) ? 0 : 1 } };
      }
      const isMember = view.teams.some((team) => members.includes(team));
      yield { ...common, teams: view.teams, only: 'all', values: { outside: isMember ? 0 : 1 } };
    }
  },
});

/** Does the team that built it answer for it? */
export const pagesOutsideTeamRatio = metric({
  name: 'pages_outside_team_ratio',
  family: 'on_call',
  question: "What share of the pages for the team's services went to others?",
  help: "Share of the pages for the team's services in the window whose responder was no member of it at that moment (all: of none of the owning teams).",
  version: 1,
  unit: 'ratio',
  population: servicePages,
  aggregate: { ratio: [{ count: { flag: 'outside' } }, { count: 'all' }] },
  windows: ['28d', '90d'],
});
