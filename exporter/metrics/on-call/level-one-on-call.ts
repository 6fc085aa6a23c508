import { population } from '../metric.ts';

/** One span for each unbroken stretch that a member was on call at level 1; twice at once counts once. */
export const levelOneOnCall = population({
  id: 'level_one_on_call',
  root: 'team',
  labels: [''],
  values: [],
  needs: [{ signal: 'on_call' }],
  *factsOf({ id }, history) {
    for (const { user, span } of history.onCallOfTeam(id)) {
      yield {
        type: 'span',
        ref: { kind: 'team', id },
        teams: [id],
        label: '',
        span,
        carrier: history.hide(user),
        values: {},
      };
    }
  },
});
