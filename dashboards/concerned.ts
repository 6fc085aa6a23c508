/** Whether `all` is chosen. Two families, for either may be missing: without PagerDuty no line is judged for all, without GitHub nothing is open. */
const allIsChosen =
  'clockspeed_guardrail_unknown{team=~"$team",team="all"} or clockspeed_pull_requests_open{team=~"$team",team="all"}';

/**
 * The series that concern the chosen teams. With `all` chosen these are every team's: promises and shares are the teams', and an
 * organisation of which none is shown would look as if nothing were broken.
 */
export function concerned(family: string, labels: readonly string[] = []): string {
  const every = labels.length > 0 ? `${family}{${labels.join(',')}}` : family;
  return `(${family}{${['team=~"$team"', ...labels].join(',')}} or ${every} and on () (${allIsChosen}))`;
}
