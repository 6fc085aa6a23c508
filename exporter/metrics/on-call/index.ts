import type { AnyMetric } from '../metric.ts';
import { longestOnCallSeconds } from './longest-on-call-seconds.ts';
import { offHourPagesRatio } from './off-hour-pages-ratio.ts';
import { onCallCoverageRatio } from './on-call-coverage-ratio.ts';
import { pageShareRatio } from './page-share-ratio.ts';
import { pagesOutsideTeamRatio } from './pages-outside-team-ratio.ts';
import { pages } from './pages.ts';
import { responderOnCallShareRatio } from './responder-on-call-share-ratio.ts';
import { responderPageShareRatio } from './responder-page-share-ratio.ts';
import { sleepHourPages } from './sleep-hour-pages.ts';
import { teamOwnedServicesRatio } from './team-owned-services-ratio.ts';
import { unownedIncidentSeconds } from './unowned-incident-seconds.ts';
import { unownedServices } from './unowned-services.ts';

export const onCallMetrics: readonly AnyMetric[] = [
  pages,
  pageShareRatio,
  offHourPagesRatio,
  sleepHourPages,
  pagesOutsideTeamRatio,
  responderPageShareRatio,
  responderOnCallShareRatio,
  longestOnCallSeconds,
  onCallCoverageRatio,
  teamOwnedServicesRatio,
  unownedIncidentSeconds,
  unownedServices,
];
