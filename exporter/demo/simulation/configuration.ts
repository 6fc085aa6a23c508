import { stringify } from 'yaml';
import type { Instant } from '../../records/index.ts';
import { agentsTeam, codingAgent } from './coding-agent.ts';
import { filesRepository } from './files.ts';
import { maturityOf } from './maturity.ts';
import { workflow } from './organisation.ts';
import type { Organisation } from './organisation.ts';
import { demoQueries } from './readings.ts';
import { rolloutOf } from './rollout.ts';
import type { DemoSurvey } from './surveys.ts';

/** Where the organisation is. */
export const zone = 'Europe/Berlin';

/** The configuration that such an organisation would write. Addresses and secrets stay references. */
export function configurationOf(
  { teams, repositories }: Organisation,
  surveys: readonly DemoSurvey[],
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
): string {
  return stringify(
    {
      organisation: { name: 'Acme Analytics (simulated)', time_zone: zone },
      teams: teams.map((team) => ({
        id: team.id,
        time_zone: team.zone,
        github_teams: [`acme/${team.id}`],
        members: [
          ...team.logins.map((github) => ({ github, pagerduty: `${github}@example.com` })),
          ...(team.id === agentsTeam ? [{ github: codingAgent.login }] : []),
        ],
        pagerduty_services: [team.pagerdutyService],
        escalation_policies: [team.policy],
        work_in_progress_limit: 0.3,
        slack_channel: `#team-${team.id}`,
      })),
      services: repositories.flatMap((repository) =>
        repository.services.map(({ id, owner, paths }) => ({
          id,
          owner: owner.id,
          repository: repository.id,
          paths,
          deployments: {
            from: repository.from,
            environment: 'production',
            ...(repository.from === 'github_actions' && { workflow }),
          },
          pagerduty_services: [owner.pagerdutyService],
        })),
      ),
      // Recurrence over 90 days looks back 90 more: with 180, it would be known at the very end only.
      sync_days: 184,
      github: { auth: { token: '${GITHUB_TOKEN}' }, base_url: '${GITHUB_URL}' },
      work_items: { repositories: [repositories[0]!.id] },
      pagerduty: {
        token: '${PAGERDUTY_TOKEN}',
        base_url: '${PAGERDUTY_URL}',
        priorities: Object.fromEntries(['P1', 'P2', 'P3', 'P4', 'P5'].map((name) => [name, [name]])),
      },
      prometheus: { url: '${PROMETHEUS_URL}', token: '${PROMETHEUS_TOKEN}', queries: demoQueries },
      pipeline: { secret: '${PIPELINE_SECRET}', complete_from: new Date(startsAt).toISOString() },
      surveys: {
        repository: filesRepository,
        path: 'surveys',
        waves: surveys.map(({ audience, id, closesAt, invited }) => ({
          audience,
          id,
          closes: new Date(closesAt).toISOString(),
          invited,
        })),
      },
      alerting: {
        slack: {
          api_url_file: '/etc/alertmanager/secrets/slack-api-url',
          channel: '#delivery',
          leads_channel: '#delivery-leads',
          leadership_channel: '#engineering-leadership',
        },
        pagerduty: { routing_key_file: '/etc/alertmanager/secrets/pagerduty-routing-key' },
        watchdog_url: 'http://127.0.0.1:9095/watchdog',
      },
      maturity: maturityOf(teams, endsAt),
      rollout: rolloutOf(endsAt),
      rules: { golden_path_workflows: [workflow] },
      people: { bots: ['deploy-bot'], agents: ['coding-agent'], non_engineers: teams.map(({ id }) => `pm-${id}-01`) },
    },
    { aliasDuplicateObjects: false },
  );
}
