import { z } from 'zod';
import {
  governanceReviews,
  improvementDomains,
  leadershipDuties,
  planDestinations,
  workItemKinds,
} from '../records/work-item-words.ts';
import type { PriorityName, WorkItems } from './config.ts';
import { areDistinct, sectionNames } from './section-names.ts';
import { experimentSections } from './standard-rules.ts';

const priorities: readonly PriorityName[] = ['P1', 'P2', 'P3', 'P4', 'P5'];
const label = z.string('is no label|Write its name, with quotes').min(1, 'is empty|Write the name of a label');
const labels = z.array(label);
const hyphened = (name: string): string => name.replaceAll('_', '-');

/** One list of labels for each name, with the defaults given. */
function labelsOf<K extends string>(names: readonly K[], labelOf: (name: K) => string) {
  const shape = Object.fromEntries(names.map((name) => [name, labels.default([labelOf(name)])]));
  return z.strictObject(shape as Record<K, z.ZodDefault<typeof labels>>).prefault({} as never);
}

/** Which issues are read, and what their labels mean. */
export const workItems = z.strictObject({
  repositories: z
    .array(z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'is no repository|Write "owner/name"'))
    .min(1, 'is empty|Leave it out to read every repository')
    .optional(),
  kinds: labelsOf(workItemKinds, hyphened),
  in_progress: labels.default(['in progress']),
  blocked: labels.default(['blocked']),
  priorities: labelsOf(priorities, (name) => name),
  domains: labelsOf(improvementDomains, (name) => `domain:${hyphened(name)}`),
  reviews: labelsOf(governanceReviews, (name) => `review:${hyphened(name)}`),
  feeds: labelsOf(planDestinations, (name) => `feeds:${hyphened(name)}`),
  duties: labelsOf(leadershipDuties, (name) => `duty:${hyphened(name)}`),
  experiment_sections: z
    .strictObject({
      hypothesis: sectionNames(experimentSections.hypothesis),
      success_metric: sectionNames(experimentSections.success_metric),
      sample_size: sectionNames(experimentSections.sample_size),
    })
    .refine(
      (sections) => areDistinct(Object.values(sections).flat()),
      'has a name twice|Give each name to one section: the standard names are in clockspeed.example.yaml',
    )
    .prefault({}),
  team_prefix: z.string().min(1, 'is empty|Write what team labels begin with').default('team:'),
});

export function toWorkItems(read: z.output<typeof workItems>, all: readonly string[]): WorkItems {
  return {
    repositories: read.repositories === undefined ? all : [...new Set(read.repositories)],
    kinds: read.kinds,
    inProgress: read.in_progress,
    blocked: read.blocked,
    priorities: read.priorities,
    domains: read.domains,
    reviews: read.reviews,
    feeds: read.feeds,
    duties: read.duties,
    teamPrefix: read.team_prefix,
    experimentSections: read.experiment_sections,
  };
}
