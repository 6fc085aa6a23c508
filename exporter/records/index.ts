import type { Assessment, AssessmentFile } from './assessment.ts';
import type { Deployment } from './deployment.ts';
import type { Incident } from './incident.ts';
import type { Membership } from './membership.ts';
import type { EscalationPolicy, OnCall, PagerDutyService, PagerDutyUser, Priorities } from './on-call.ts';
import type { Probe } from './probe.ts';
import type { PullRequest } from './pull-request.ts';
import type { Reading } from './reading.ts';
import type { CodeOwnersFile, Commit, Repository } from './repository.ts';
import type { WorkItem } from './work-item.ts';
import type { SurveyFile, SurveyWave } from './survey.ts';

export type * from './record.ts';
export type * from './pull-request.ts';
export type * from './repository.ts';
export type * from './deployment.ts';
export type * from './incident.ts';
export type * from './on-call.ts';
export type * from './membership.ts';
export type * from './probe.ts';
export type * from './work-item.ts';
export type * from './work-item-words.ts';
export type * from './reading.ts';
export type * from './survey.ts';
export type * from './assessment.ts';

/** What is known of one thing. The store keeps the newest version by (kind, id). */
export type DomainRecord =
  | PullRequest
  | Repository
  | CodeOwnersFile
  | Commit
  | Deployment
  | Incident
  | OnCall
  | PagerDutyService
  | EscalationPolicy
  | Priorities
  | PagerDutyUser
  | Membership
  | Probe
  | WorkItem
  | Reading
  | SurveyWave
  | SurveyFile
  | Assessment
  | AssessmentFile;

export type RecordKind = DomainRecord['kind'];
export type RecordOf<K extends RecordKind> = Extract<DomainRecord, { kind: K }>;
