import type { Reason } from './metric.ts';

/** Why a fact, or one value of it, is left out, in words for a person. The compiler holds the list complete. */
export const reasons: Readonly<Record<Reason, string>> = {
  by_bot: 'It was opened by a bot.',
  clock_ends_substituted: 'One end of its clock is missing, and another instant stands in for it.',
  ended_before_deadline: 'It was merged or closed unanswered before its deadline: nothing was decided.',
  contents_unknown: 'Nobody can say what it carried: its commit, or one before it, is not known.',
  same_commit_again: 'It carried nothing new: its commit had been deployed before.',
  merge_commit_only: 'Merge commits are not the start of work.',
  trigger_unknown: 'Nobody can say what triggered it.',
  platform_service: "It is a service of the platform team's own.",
  auto_resolved: 'It resolved itself before a person could answer.',
  merged_incident: 'It was merged into another incident, which counts instead.',
  incident_without_deployment: 'No deployment of its services finished within the failure window before it.',
  service_unmapped: 'Its service is mapped to no configured service.',
  stage_not_reached: 'It went on without this stage: its end is missing.',
  no_code_changed: 'It changed no code.',
  no_module: 'Its paths belong to no module.',
  not_asked_then: 'It was last read before this was asked for.',
  no_required_check: 'No check that reported on it is required.',
  checks_unknown: 'Its checks cannot be seen: the token may not, or they are more than 50.',
  checked_again: 'A check ran again after the merge, and its result at the merge is shown no longer.',
  files_unknown: 'Its changed files have not been read.',
  reading_too_old: 'It was read too long ago to be believed.',
  too_few_answers:
    'Fewer than four answered, or fewer than four could be told from the difference to all: nothing is shown of a group so small.',
  survey_file_refused: 'Something in the file is wrong, so nothing of it was taken.',
  impossible_order: 'Its instants make no sense: an end before its start.',
  labels_contradict: 'Its labels contradict each other: two teams, priorities or domains at once.',
  due_is_no_date: 'What it says after `Due:` is no date (YYYY-MM-DD).',
  undated: 'It has no due date: neither a milestone with a date nor a line `Due:`.',
  names_no_incident: 'It gives the address of no incident that was read.',
  not_planned: 'It was closed as not planned: it was not done.',
  duplicate: 'It was closed as a duplicate of another: it was not done.',
  not_applicable: 'The question does not apply to it.',
};

export const reasonNames = Object.keys(reasons) as readonly Reason[];
