import type { Audience, Instant, SurveyAnswers, SurveyWave } from '../../records/index.ts';
import { bestScore, mostRecommend, worstScore } from '../../policy/limits.ts';
import { recommendQuestion } from '../../records/survey.ts';
import type { DemoTeam } from './organisation.ts';
import { dayMs, dayOf, hourMs } from './working-time.ts';

/** The mean that a group answers with, by question. */
type Levels = Readonly<Record<string, number>>;

interface Group {
  /** null: of no team. */
  readonly team: string | null;
  readonly respondents: number;
  readonly levels: Levels;
}

/** A survey as the configuration names it, the file that a survey tool would leave, and what is in it. */
export interface DemoSurvey {
  readonly audience: Audience;
  readonly id: string;
  readonly closesAt: Instant;
  readonly invited: number;
  readonly file: { readonly name: string; readonly text: string };
  readonly record: SurveyWave;
}

const all = (level: number, more: Levels = {}): Levels => ({
  deploy_ease: level,
  review_speed: level,
  on_call_burden: level,
  platform_dependency: level,
  collaboration: level,
  ...more,
});

/**
 * What engineers say: before anything changes; after teams have taken on-call over, which is harder at first; and when releases are easy.
 * In one team it gets worse each time. `share`: of a team that answers.
 */
const engineering = [
  { ageDays: 187, share: 0.85, level: 2.6, burden: 3, burdenOfOne: 3 },
  { ageDays: 75, share: 0.75, level: 3, burden: 2.5, burdenOfOne: 2.5 },
  { ageDays: 5, share: 1, level: 3.7, burden: 3.4, burdenOfOne: 2 },
] as const;
/** So few of the last team answer that nothing may be shown of it. */
const fewRespondents = 3;

function engineers(teams: readonly DemoTeam[], wave: (typeof engineering)[number], index: number): readonly Group[] {
  return teams.map(({ id, logins }, place) => {
    const isWorn = id.startsWith('integrations');
    const isSilent = index > 0 && place === teams.length - 1;
    const burden = isWorn ? wave.burdenOfOne : wave.burden;
    return {
      team: id,
      respondents: isSilent ? Math.min(fewRespondents, logins.length) : Math.round(logins.length * wave.share),
      // The second time, the worn-out team finds nothing better than before.
      levels: all(isWorn && index === 1 ? 2.3 : wave.level, { on_call_burden: burden }),
    };
  });
}

/** Scores from `from` to `to` with this mean, as nearly as whole numbers can. */
function scoresWithMean(mean: number, count: number, from: number, to: number): readonly number[] {
  const total = Math.round(mean * count);
  const low = Math.floor(total / count);
  return Array.from({ length: count }, (_, index) =>
    Math.min(to, Math.max(from, low + (index < total - low * count ? 1 : 0))),
  );
}

function answersOf({ team, respondents, levels }: Group): readonly SurveyAnswers[] {
  if (respondents === 0) return [];
  return Object.entries(levels).map(([question, level]) => {
    const [from, to] = question === recommendQuestion ? [0, mostRecommend] : [worstScore, bestScore];
    return { team, question, scores: scoresWithMean(level, respondents, from, to) };
  });
}

/** One row an answer; who gave it is a number that means nothing anywhere else. */
function textOf(audience: Audience, id: string, groups: readonly Group[]): string {
  const rows = ['audience,wave,team,respondent,question,score'];
  let before = 0;
  for (const group of groups) {
    for (const { team, question, scores } of answersOf(group))
      for (const [index, score] of scores.entries())
        rows.push([audience, id, team ?? 'unattributed', before + index + 1, question, score].join());
    before += group.respondents;
  }
  return `${rows.join('\n')}\n`;
}

function survey(audience: Audience, closesAt: Instant, invited: number, groups: readonly Group[]): DemoSurvey {
  const id = new Date(closesAt).toISOString().slice(0, 'YYYY-MM'.length);
  const name = `${audience}-${id}.csv`;
  const sorted = groups.flatMap(answersOf).map((one) => ({ ...one, scores: one.scores.toSorted((a, b) => a - b) }));
  const keyOf = ({ team, question }: SurveyAnswers): string => `${team ?? 'unattributed'}/${question}`;
  const record: SurveyWave = {
    kind: 'survey_wave',
    id: `${audience}/${id}`,
    audience,
    wave: id,
    file: name,
    respondents: groups.reduce((sum, { respondents }) => sum + respondents, 0),
    answers: sorted.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
  return { audience, id, closesAt, invited, file: { name, text: textOf(audience, id, groups) }, record };
}

/** Three surveys of engineers, two of product, and one of those who use the platform. */
export function surveysOf(teams: readonly DemoTeam[], endsAt: Instant): readonly DemoSurvey[] {
  const closedAt = (ageDays: number): Instant => dayOf(endsAt) - ageDays * dayMs + 12 * hourMs;
  const invited = teams.reduce((sum, { logins }) => sum + logins.length, 0);
  const product = (level: number, recommend: number): readonly Group[] => [
    { team: null, respondents: 2 * teams.length - 1, levels: { collaboration: level, recommend } },
  ];
  const customers = teams.slice(1).map(({ id }): Group => ({
    team: id,
    respondents: 4,
    levels: { platform_dependency: 2.5, recommend: 7.5 },
  }));
  return [
    ...engineering.map((wave, index) =>
      survey('engineering', closedAt(wave.ageDays), invited, engineers(teams, wave, index)),
    ),
    survey('product', closedAt(75), 2 * teams.length, product(2.2, 5)),
    survey('product', closedAt(5), 2 * teams.length, product(3.6, 8.5)),
    survey('platform_customers', closedAt(40), invited - teams[0]!.logins.length, customers),
  ];
}
