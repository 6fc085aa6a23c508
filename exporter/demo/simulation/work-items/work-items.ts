import type { Incident, WorkItem } from '../../../records/index.ts';
import type { DemoTeam } from '../organisation.ts';
import { Random } from '../random.ts';
import { decisionsAndDuties, doneLately, forgottenBug, reviewsAfterIncidents } from './council.ts';
import { badRelease, customerBugs, experimentsAndSpecs, platformRequests, standstill } from './flow.ts';
import { debtAndFindings, improvements } from './improvements.ts';
import { retros } from './retros.ts';
import { rituals } from './rituals.ts';
import { issuesOf } from './story.ts';
import type { Place } from './story.ts';

interface Given extends Place {
  readonly teams: readonly DemoTeam[];
  readonly incidents: readonly Incident[];
  readonly startsAt: number;
  readonly seed: number;
}

/** The issues in which an organisation plans and learns. Drawn apart: nothing else in the world depends on them. */
export function workItemsOf({ teams, incidents, startsAt, seed, ...place }: Given): WorkItem[] {
  const { endsAt } = place;
  const random = new Random(seed + 0x15);
  const span = { startsAt, endsAt };
  const stories = [
    ...retros(incidents, teams, endsAt),
    ...improvements(teams, endsAt),
    ...debtAndFindings(teams, startsAt, endsAt),
    ...customerBugs(teams, span, random),
    ...badRelease(teams, endsAt),
    ...platformRequests(teams, span, random),
    ...experimentsAndSpecs(teams, endsAt),
    ...standstill(teams, endsAt),
    ...rituals(teams, span),
    ...reviewsAfterIncidents(incidents, teams),
    ...forgottenBug(teams, span),
    ...doneLately(teams, endsAt),
    ...decisionsAndDuties(span),
  ];
  return issuesOf(
    stories.filter(({ at }) => at >= startsAt),
    place,
  );
}
