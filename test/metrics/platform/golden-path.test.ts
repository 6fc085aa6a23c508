import { describe, expect, it } from 'vitest';
import { goldenPathServicesRatio } from '../../../exporter/metrics/platform/golden-path-services-ratio.ts';
import { at, Organisation, rules, service } from '../../history/organisation.ts';
import { share } from '../measured.ts';

const workflow = '.github/workflows/deploy.yml';
const run = (of: string) => ({ from: 'github_actions', environment: 'production', workflow: of }) as const;
/** Of web: `app` by the golden workflow, `old` by another, `hook` by none. Of core: `api` by the golden one. */
const services = [
  service('app', { owner: 'web', deployments: run(workflow) }),
  service('old', { owner: 'web', deployments: run('.github/workflows/old.yml') }),
  service('hook', { owner: 'web', deployments: { from: 'webhook', environment: 'production', workflow: null } }),
  service('api', { owner: 'core', deployments: run(workflow) }),
];
const golden = (made: Organisation, asOf: number, team = 'web') => share(made, goldenPathServicesRatio, asOf, { team });

function deployed(goldenPathWorkflows: readonly string[]): Organisation {
  const made = new Organisation({ services, ...rules({ goldenPathWorkflows }) });
  const by = { source: 'github_actions', commit: 'c1' } as const;
  made.commit('c1');
  made.deployment({ ...by, finishedAt: at(1), workflow });
  made.deployment({ ...by, finishedAt: at(2), workflow: '.github/workflows/old.yml' });
  made.deployment({ source: 'webhook', commit: 'c1', finishedAt: at(3), services: ['hook'] });
  return made;
}

describe('the golden path', () => {
  it('is taken by services that are deployed by a workflow that is named as one', () => {
    const made = deployed([workflow]);
    expect([golden(made, at(1)), golden(made, at(1) + 1)]).toEqual(['no_facts', '1/1']);
    expect([golden(made, at(2) + 1), golden(made, at(3) + 1)]).toEqual(['1/2', '1/3']);
    // Both services of the one repository ran the workflow.
    expect([golden(made, at(9), 'core'), golden(made, at(9), 'all')]).toEqual(['1/1', '2/4']);
  });
  it('may have several workflows', () => {
    expect(golden(deployed([workflow, '.github/workflows/old.yml']), at(9))).toBe('2/3');
  });
  it('is not configured where no workflow is named', () => {
    expect(golden(deployed([]), at(9))).toBe('not_configured');
  });
});
