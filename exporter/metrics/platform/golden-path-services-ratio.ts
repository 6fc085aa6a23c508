import { metric, population } from '../metric.ts';

/** Deployed services, from their first success on. */
const deployedServices = population({
  id: 'golden_path_services',
  root: 'service',
  labels: [''],
  values: ['isGolden'],
  needs: [{ signal: 'deployments' }, { signal: 'golden_paths' }],
  *factsOf({ id }, history) {
    const service = history.config.services.find((one) => one.id === id)!;
    const from = Math.min(...history.serviceDeployments(id).map(({ finishedAt }) => finishedAt ?? Infinity));
    if (from === Infinity) return;
    const { workflow } = service.deployments;
    const isGolden = workflow !== null && history.config.rules.goldenPathWorkflows.includes(workflow) ? 1 : 0;
    const teams = service.owner === null ? [] : [service.owner];
    const span = { from, to: Infinity };
    yield { type: 'span', ref: { kind: 'service', id }, teams, label: '', span, values: { isGolden } };
  },
});

/** Who takes the paved road? */
export const goldenPathServicesRatio = metric({
  name: 'golden_path_services_ratio',
  family: 'platform',
  question: 'What share of services is deployed on the golden path?',
  help: "Share of the team's services (the organisation's: of all) that have ever been deployed with success whose deployments are runs of a workflow that the configuration names as a golden path, now. What counts as a service's deployments is configured: services that are deployed in another way are on none. Absent where no golden path is configured.",
  version: 1,
  unit: 'ratio',
  population: deployedServices,
  aggregate: { ratio: [{ open: { flag: 'isGolden' } }, { open: 'all' }] },
  windows: 'instant',
});
