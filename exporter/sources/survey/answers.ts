import type { Config, Wave } from '../../config/config.ts';
import { bestScore, mostRecommend, worstScore } from '../../policy/limits.ts';
import { audiences, recommendQuestion } from '../../records/survey.ts';
import type { SurveyAnswers, SurveyProblem, SurveyWave } from '../../records/index.ts';
import { CsvError, readCsv } from './csv.ts';
import type { Row } from './csv.ts';

export const columns = ['audience', 'wave', 'team', 'respondent', 'question', 'score'] as const;
type Answer = Readonly<Record<(typeof columns)[number], string>> & { readonly line: number };

/** The answers of a file, or everything that is wrong with it. */
export type Checked =
  | { readonly wave: Omit<SurveyWave, 'file'>; readonly problems?: undefined }
  | { readonly wave?: undefined; readonly problems: readonly SurveyProblem[] };

/** What a cell must be, in words, and whether it is. */
interface Rule {
  readonly column: (typeof columns)[number];
  readonly is: (answer: Answer) => boolean;
  readonly wanted: (answer: Answer) => string;
}

const isWhole = (text: string, from: number, to: number): boolean =>
  /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to;
const rangeOf = ({ question }: Answer): readonly [number, number] =>
  question === recommendQuestion ? [0, mostRecommend] : [worstScore, bestScore];

function rulesOf({ teams, surveys }: Config): readonly Rule[] {
  const teamIds = [...teams.map(({ id }) => id), 'unattributed'];
  const questions = [...surveys!.questions, recommendQuestion];
  const isAudience = ({ audience }: Answer): boolean => audiences.some((one) => one === audience);
  const oneOf = (names: readonly string[]): string => `one of ${names.join(', ')}`;
  return [
    { column: 'audience', is: isAudience, wanted: () => oneOf(audiences) }, // prettier-ignore
    { column: 'wave', is: (answer) => !isAudience(answer) || surveys!.waves.some((wave) => isOf(wave, answer)), wanted: () => 'a wave of this audience in the configuration' }, // prettier-ignore
    { column: 'team', is: ({ team }) => teamIds.includes(team), wanted: () => oneOf(teamIds) },
    { column: 'respondent', is: ({ respondent }) => isWhole(respondent, 1, Infinity), wanted: () => 'a whole number from 1, and never a name' }, // prettier-ignore
    { column: 'question', is: ({ question }) => questions.includes(question), wanted: () => oneOf(questions) },
    { column: 'score', is: (answer) => isWhole(answer.score, ...rangeOf(answer)), wanted: (answer) => `a whole number from ${rangeOf(answer).join(' to ')}` }, // prettier-ignore
  ];
}

/** The rows under the header. Problems: no CSV, another header, cells that are missing or too many. */
function answersIn(text: string, problems: SurveyProblem[]): readonly Answer[] {
  const answers: Answer[] = [];
  try {
    const [header, ...rows] = readCsv(text);
    if (header?.cells.join() !== columns.join()) {
      problems.push({ line: header?.line ?? 1, reason: `the first line must be ${columns.join()}` });
      return [];
    }
    for (const row of rows) {
      if (row.cells.length === columns.length) answers.push(toAnswer(row));
      else problems.push({ line: row.line, reason: `has ${row.cells.length} cells instead of ${columns.length}` });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.push({ line: error.line, reason: error.message });
  }
  return answers;
}

function toAnswer({ line, cells }: Row): Answer {
  const [audience, wave, team, respondent, question, score] = cells as [string, string, string, string, string, string];
  return { line, audience, wave, team, respondent, question, score };
}

function* cellProblems(answer: Answer, rules: readonly Rule[]): Iterable<SurveyProblem> {
  for (const { column, is, wanted } of rules) {
    if (answer[column] === '') yield { line: answer.line, reason: `${column} is missing` };
    else if (!is(answer)) yield { line: answer.line, reason: `${column} is not ${wanted(answer)}` };
  }
}

/** What no single row can show. */
function* contradictions(answers: readonly Answer[]): Iterable<SurveyProblem> {
  const [first] = answers;
  const lines = new Map<string, number>();
  const teams = new Map<string, Answer>();
  for (const answer of answers) {
    const { line, audience, wave, team, question } = answer;
    // "007" and "7" are one respondent.
    const respondent = String(Number(answer.respondent));
    if (audience !== first!.audience || wave !== first!.wave)
      yield { line, reason: `is of another survey than line ${first!.line}: a file holds one audience and one wave` };
    const [given, known] = [lines.get(`${respondent}/${question}`), teams.get(respondent)];
    if (given !== undefined) yield { line, reason: `answers again what line ${given} answers` };
    if (known && known.team !== team)
      yield { line, reason: `has another team for the respondent of line ${known.line}` };
    lines.set(`${respondent}/${question}`, given ?? line);
    teams.set(respondent, known ?? answer);
  }
}

const respondentsOf = (answers: readonly Answer[]): number =>
  new Set(answers.map(({ respondent }) => Number(respondent))).size;

function grouped(answers: readonly Answer[]): readonly SurveyAnswers[] {
  const groups = new Map<string, { team: string | null; question: string; scores: number[] }>();
  for (const { team, question, score } of answers) {
    const key = `${team}/${question}`;
    const group = groups.get(key) ?? { team: team === 'unattributed' ? null : team, question, scores: [] };
    groups.set(key, group);
    group.scores.push(Number(score));
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, { scores, ...group }]) => ({ ...group, scores: scores.sort((a, b) => a - b) }));
}

/** Reads a file's text: all of it is right, or none of it is taken. Every problem is told, by line. */
export function checkAnswers(text: string, config: Config): Checked {
  const problems: SurveyProblem[] = [];
  const answers = answersIn(text, problems);
  const rules = rulesOf(config);
  for (const answer of answers) problems.push(...cellProblems(answer, rules));
  if (problems.length > 0) return { problems: inOrder(problems) };
  const [first] = answers;
  if (!first) return { problems: [{ line: 0, reason: 'it holds no answers' }] };
  problems.push(...contradictions(answers));
  const { audience, id, invited } = config.surveys!.waves.find((one) => isOf(one, first))!;
  const respondents = respondentsOf(answers);
  if (respondents > invited)
    problems.push({ line: 0, reason: 'it has more respondents than the configuration says were invited' });
  if (problems.length > 0) return { problems: inOrder(problems) };
  const name = { id: `${audience}/${id}`, audience, wave: id };
  return { wave: { kind: 'survey_wave', ...name, respondents, answers: grouped(answers) } };
}

const isOf = (wave: Wave, { audience, wave: id }: Answer): boolean => wave.audience === audience && wave.id === id;
const inOrder = (problems: SurveyProblem[]): readonly SurveyProblem[] => problems.sort((a, b) => a.line - b.line);
