import { describe, expect, it } from 'vitest';
import { checkAnswers } from '../../../exporter/sources/survey/answers.ts';
import { at, configuration } from '../../history/organisation.ts';
import { questions, wave } from '../../metrics/devex/surveys.ts';

const waves = [wave('q1', at(10), { invited: 3 }), wave('q2', at(40)), wave('q1', at(12), { audience: 'product' })];
const config = configuration({ surveys: { folder: 'none', schedule: '* * * * *', waves, questions } });
const header = 'audience,wave,team,respondent,question,score';
const check = (...lines: string[]) => checkAnswers([header, ...lines].join('\n'), config);
const problemsOf = (...lines: string[]) => check(...lines).problems?.map(({ line, reason }) => `${line}: ${reason}`);
const good = 'engineering,q1,web,1,deploy_ease,3';

describe('a file of answers', () => {
  it('is kept by team and question, without respondents', () => {
    const { wave } = check(
      'engineering,q1,web,1,deploy_ease,4',
      'engineering,q1,web,2,deploy_ease,1',
      'engineering,q1,web,1,recommend,0',
      'engineering,q1,unattributed,3,on_call_burden,5',
    );
    expect(wave).toEqual({
      kind: 'survey_wave',
      id: 'engineering/q1',
      audience: 'engineering',
      wave: 'q1',
      respondents: 3,
      answers: [
        { team: null, question: 'on_call_burden', scores: [5] },
        { team: 'web', question: 'deploy_ease', scores: [1, 4] },
        { team: 'web', question: 'recommend', scores: [0] },
      ],
    });
  });
  it.each([
    ['marketing,q1,web,1,deploy_ease,3', 'audience is not one of engineering, product, platform_customers'],
    ['engineering,q3,web,1,deploy_ease,3', 'wave is not a wave of this audience in the configuration'],
    ['product,q2,web,1,deploy_ease,3', 'wave is not a wave of this audience in the configuration'],
    ['engineering,q1,webb,1,deploy_ease,3', 'team is not one of web, core, unattributed'],
    ['engineering,q1,all,1,deploy_ease,3', 'team is not one of web, core, unattributed'],
    ['engineering,q1,web,ann,deploy_ease,3', 'respondent is not a whole number from 1, and never a name'],
    ['engineering,q1,web,0,deploy_ease,3', 'respondent is not a whole number from 1, and never a name'],
    ['engineering,q1,web,1,any,3', 'question is not one of deploy_ease, on_call_burden, recommend'],
    ['engineering,q1,web,1,deploy_ease,0', 'score is not a whole number from 1 to 5'],
    ['engineering,q1,web,1,deploy_ease,6', 'score is not a whole number from 1 to 5'],
    ['engineering,q1,web,1,deploy_ease,3.5', 'score is not a whole number from 1 to 5'],
    ['engineering,q1,web,1,recommend,11', 'score is not a whole number from 0 to 10'],
    ['engineering,q1,web,1,recommend,-1', 'score is not a whole number from 0 to 10'],
    ['engineering,q1,web,1,deploy_ease,', 'score is missing'],
    ['engineering,q1,,1,deploy_ease,3', 'team is missing'],
    ['engineering,q1,web,deploy_ease,3', 'has 5 cells instead of 6'],
  ])('with %s is refused', (line, reason) => {
    expect(problemsOf('engineering,q1,core,2,deploy_ease,3', line)).toEqual([`3: ${reason}`]);
  });
  it.each(['deploy_ease,1', 'deploy_ease,5', 'recommend,0', 'recommend,10'])('takes the last good value: %s', (end) => {
    expect(problemsOf(`engineering,q1,web,1,${end}`)).toBeUndefined();
  });
  it('is told every problem by line', () => {
    expect(problemsOf('engineering,q1,web,x,deploy_ease,9', good, 'engineering,q1,web,1,deploy,')).toEqual([
      '2: respondent is not a whole number from 1, and never a name',
      '2: score is not a whole number from 1 to 5',
      '4: question is not one of deploy_ease, on_call_burden, recommend',
      '4: score is missing',
    ]);
  });
  it('repeats nothing that it says, for it may be a name', () => {
    const problems = problemsOf('eng,Ann Example,Ann Example,Ann Example,Ann Example,Ann Example')!;
    expect(problems).toHaveLength(5);
    expect(problems.join()).not.toContain('Ann');
  });
  it('with a row twice is refused, whatever the score and however the respondent is written', () => {
    expect(problemsOf(good, 'engineering,q1,web,01,deploy_ease,4')).toEqual(['3: answers again what line 2 answers']);
  });
  it('with a respondent of two teams is refused', () => {
    expect(problemsOf(good, 'engineering,q1,core,1,on_call_burden,4')).toEqual([
      '3: has another team for the respondent of line 2',
    ]);
  });
  it('of two surveys is refused', () => {
    const reason = 'is of another survey than line 2: a file holds one audience and one wave';
    expect(problemsOf(good, 'engineering,q2,web,2,deploy_ease,4')).toEqual([`3: ${reason}`]);
    expect(problemsOf(good, 'product,q1,web,2,deploy_ease,4')).toEqual([`3: ${reason}`]);
  });
  it('of more respondents than were invited is refused; of as many it is not', () => {
    const answered = (count: number) =>
      Array.from({ length: count }, (_, index) => `engineering,q1,web,${index + 1},deploy_ease,3`);
    expect(problemsOf(...answered(3))).toBeUndefined();
    expect(problemsOf(...answered(4))).toEqual(['0: it has more respondents than the configuration says were invited']);
  });
  it('without answers is refused', () => {
    expect(problemsOf()).toEqual(['0: it holds no answers']);
  });
  it('with another header is refused, and nothing else is said of it', () => {
    const problems = [{ line: 1, reason: `the first line must be ${header}` }];
    expect(checkAnswers('audience;wave;team\n1;2;3', config)).toEqual({ problems });
    expect(checkAnswers('', config)).toEqual({ problems });
  });
  it('that is no CSV says from where on', () => {
    expect(problemsOf(good, 'engineering,"q1,web,1,deploy_ease,3')).toEqual([
      '3: a quote stands where none may, or is never closed',
    ]);
  });
});
