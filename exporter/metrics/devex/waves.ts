import type { Config } from '../../config/config.ts';
import type { History } from '../../history/history.ts';
import type { ReadWave } from '../../history/surveys.ts';
import { shownWaves } from '../../policy/limits.ts';
import { audiences, burdenQuestion } from '../../records/survey.ts';
import type { Audience, Span } from '../../records/index.ts';

/** What the policy and boards ask for without knowing any wave's name: `baseline` is the first wave, once there is a later one. */
const relative = ['latest', 'previous', 'baseline'] as const;

/** `audience/wave` of every wave that has series: the newest of each audience, and those that are named by their place. */
export function waveLabels({ surveys }: Config): readonly string[] {
  return audiences.flatMap((audience) => {
    const own = surveys?.waves.filter((wave) => wave.audience === audience) ?? [];
    const names = own.slice(-shownWaves).map(({ id }) => id);
    // Engineers are always asked for: the policy judges their answers, and says so where there are no surveys at all.
    return own.length === 0 && audience !== 'engineering'
      ? []
      : [...names, ...relative].map((name) => `${audience}/${name}`);
  });
}

/** Every question that has a score, and `any`: all of them together. */
export const questionsOf = ({ surveys }: Config): readonly string[] => [
  ...(surveys?.questions ?? [burdenQuestion]),
  'any',
];

/** A wave under one of its names, and as of when it has it. */
export interface NamedWave {
  readonly wave: ReadWave;
  /** `audience/wave` */
  readonly label: string;
  readonly known: Span;
}

/** Every wave that was read under each of its names: its own for ever, `latest` until the next one closes, `previous` from then on. */
export function namedWaves(history: History): readonly NamedWave[] {
  const labels = new Set(waveLabels(history.config));
  const all = audiences.flatMap((audience) => namedOf(audience, history));
  return all.filter(({ label }) => labels.has(label));
}

function namedOf(audience: Audience, history: History): readonly NamedWave[] {
  const own = history.surveyWaves().filter((wave) => wave.audience === audience);
  return own.flatMap((wave, index) => {
    const [nextAt = Infinity, afterNextAt = Infinity] = own.slice(index + 1).map(({ closesAt }) => closesAt);
    const named = (name: string, from: number, to: number): NamedWave => ({
      wave,
      label: `${audience}/${name}`,
      known: { from, to },
    });
    return [
      named(wave.id, wave.closesAt, Infinity),
      named('latest', wave.closesAt, nextAt),
      ...(nextAt < Infinity ? [named('previous', nextAt, afterNextAt)] : []),
      ...(index === 0 && nextAt < Infinity ? [named('baseline', nextAt, Infinity)] : []),
    ];
  });
}
