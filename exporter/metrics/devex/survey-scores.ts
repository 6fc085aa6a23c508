import type { History } from '../../history/history.ts';
import type { ReadWave } from '../../history/surveys.ts';
import { population } from '../metric.ts';
import type { EventFact, Excluded } from '../metric.ts';
import { disclosureOf } from './disclosure.ts';
import { refusedFiles } from './refused-files.ts';
import { namedWaves, questionsOf, waveLabels } from './waves.ts';
import type { NamedWave } from './waves.ts';

/** What a group answered, in sum: the single answers are nowhere to be seen. */
interface Cell {
  /** null: respondents of no team; undefined: all. */
  readonly team: string | null | undefined;
  readonly question: string;
  readonly score: number;
  readonly answers: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const together = (cells: readonly Cell[], team: Cell['team'], question: string): Cell => ({
  team,
  question,
  score: sum(cells.map(({ score }) => score)),
  answers: sum(cells.map(({ answers }) => answers)),
});

/** What may be shown of one question: all, and each group that is not withheld. */
function shownOf(own: readonly Cell[], question: string): readonly Cell[] {
  const groups = own.map(({ team, answers }) => ({ team: team ?? null, answers }));
  const { isShown, shown } = disclosureOf(groups);
  if (!isShown) return [];
  return [together(own, undefined, question), ...own.filter(({ team }) => shown.includes(team ?? null))];
}

/**
 * Everything that is shown of a wave, and the groups of which something is not. `any` of a group is the sum of what is shown of it, and
 * only where nothing is missing in it: so it tells nothing that its parts do not.
 */
export function cellsOf({ record }: ReadWave, questions: readonly string[]) {
  const all = record.answers
    .filter(({ question }) => questions.includes(question))
    .map(({ team, question, scores }): Cell => ({ team, question, score: sum(scores), answers: scores.length }));
  const asked = [...new Set(all.map(({ question }) => question))];
  const shown = asked.flatMap((question) => shownOf(all.filter((cell) => cell.question === question), question)); // prettier-ignore
  const isAnySeen = new Set(shown.map(({ question }) => question));
  const ofGroup = (cells: readonly Cell[], group: Cell['team']): readonly Cell[] =>
    cells.filter(({ team, question }) => team === group && isAnySeen.has(question));
  const groups = [...new Set(all.map(({ team }) => team))];
  const whole = groups.filter((group) => ofGroup(shown, group).length === ofGroup(all, group).length);
  const summed = [...whole, undefined].map((group) => together(ofGroup(shown, group), group, 'any'));
  return {
    shown: [...shown, ...summed.filter(({ answers }) => answers > 0)],
    withheld: groups.filter((group) => shown.filter(({ team }) => team === group).length < all.filter(({ team }) => team === group).length), // prettier-ignore
  };
}

function factOf({ wave, label, known }: NamedWave, cell: Cell): EventFact<string, 'score' | 'answers'> {
  return {
    type: 'event',
    ref: { kind: 'survey_wave', id: wave.record.id },
    teams: typeof cell.team === 'string' ? [cell.team] : [],
    only: cell.team === undefined ? 'all' : 'teams',
    label: `${label}/${cell.question}`,
    at: wave.closesAt,
    known,
    values: { score: cell.score, answers: cell.answers },
  };
}

function* factsOf(history: History): Iterable<EventFact<string, 'score' | 'answers'> | Excluded> {
  yield* refusedFiles(history);
  const { questions } = history.config.surveys!;
  const cells = new Map(history.surveyWaves().map((wave) => [wave.record.id, cellsOf(wave, questions)]));
  for (const named of namedWaves(history))
    for (const cell of cells.get(named.wave.record.id)!.shown) yield factOf(named, cell);
  for (const { record, closesAt } of history.surveyWaves())
    for (const team of cells.get(record.id)!.withheld)
      yield {
        type: 'excluded',
        ref: { kind: 'survey_wave', id: record.id },
        at: closesAt,
        teams: typeof team === 'string' ? [team] : [],
        reason: 'too_few_answers',
      };
}

/** What is shown of each group's answers to each question of each wave, one fact a sum. */
export const surveyScores = population({
  id: 'survey_scores',
  root: 'surveys',
  labels: (config) =>
    waveLabels(config).flatMap((wave) => questionsOf(config).map((question) => `${wave}/${question}`)),
  values: ['score', 'answers'],
  needs: [{ signal: 'surveys' }],
  factsOf: (_root, history) => factsOf(history),
});
