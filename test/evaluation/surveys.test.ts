import { describe, expect, it } from 'vitest';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import type { SurveyProblem } from '../../exporter/records/index.ts';
import { at } from '../history/organisation.ts';
import { surveyed, waveOf } from '../metrics/devex/surveys.ts';

const asOf = at(80);
const series = { metric: 'devex_score', team: 'all', label: 'engineering/first/deploy_ease' };

/** Everything read, with one file that was refused on day 20 for these problems. */
function refusing(problems: readonly SurveyProblem[], isEarlierKept = false): Evaluator {
  const made = surveyed();
  made.read(at(0), asOf);
  made.put(waveOf('first', [['web', 'deploy_ease', 1, 2, 4, 5]]));
  const refusedAt = problems.length > 0 ? at(20) : null;
  made.put({ kind: 'survey_file', id: 'second.csv', fingerprint: '1', problems, refusedAt, isEarlierKept });
  return new Evaluator(made.config, made.store);
}
async function excludedBy(evaluator: Evaluator): Promise<readonly string[]> {
  await evaluator.evaluate(asOf);
  return evaluator
    .explain(series, { from: asOf, to: asOf, asOf })
    .excluded.map(({ title, reason }) => `${title} | ${reason}`);
}
describe('a file of a survey that was refused', () => {
  const reason = 'Something in the file is wrong, so nothing of it was taken.';
  const problems = [
    { line: 0, reason: 'it is not UTF-8' },
    { line: 7, reason: 'score is missing' },
  ];

  it('is explained by its lines', async () => {
    expect(await excludedBy(refusing(problems))).toEqual([
      `second.csv: it is not UTF-8; line 7: score is missing | ${reason}`,
    ]);
  });
  it('says that what was read before stays', async () => {
    expect(await excludedBy(refusing(problems.slice(1), true))).toEqual([
      `second.csv: line 7: score is missing (what was read of it before stays) | ${reason}`,
    ]);
  });
  it('is explained by ten problems, and how many more there are', async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ line: index + 1, reason: 'team is missing' }));
    const [line] = await excludedBy(refusing(many));
    expect(line).toContain('line 10: team is missing; 2 more |');
    expect(line).not.toContain('line 11');
  });
  it('is explained no more once it is right again', async () => {
    expect(await excludedBy(refusing([]))).toEqual([]);
  });
});
