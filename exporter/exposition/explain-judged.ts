import type { ExplainedAnswer } from '../evaluation/explanation.ts';
import { enoughOf } from '../guardrails/judge.ts';
import type { Moment, Series } from '../metrics/engine-types.ts';
import type { ExplainRequest } from './explain-request.ts';

/** What the number was judged by: of a line of policy with too few facts in its window, those of the longer one. */
export async function judged(
  asked: ExplainRequest,
  answer: (series: Series, moment: Moment) => Promise<ExplainedAnswer>,
): Promise<readonly [ExplainRequest, ExplainedAnswer]> {
  const explained = await answer(asked.series, asked.moment);
  if (!asked.elseLonger) return [asked, explained];
  const { line, request } = asked.elseLonger;
  const longer = await answer(request.series, request.moment);
  const isLonger = enoughOf(line, { now: explained.value, longer: longer.value }) === longer.value;
  return isLonger ? [request, longer] : [asked, explained];
}
