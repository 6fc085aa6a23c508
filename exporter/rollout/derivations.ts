import type { RolloutConfig } from '../config/config.ts';
import type { Derivation, DerivedExplanation, DerivedSample } from '../derived/derived.ts';
import type { Value } from '../metrics/engine-types.ts';
import type { Instant } from '../records/index.ts';
import { criteriaOverdue, milestoneDue, milestoneMet } from './definitions.ts';
import { milestones } from './milestones.ts';
import type { RolloutStanding, RolloutStandings } from './standing.ts';

const secondMs = 1_000;

function metOf({ finding }: RolloutStanding): Value {
  if (finding.state === 'unknown') return { absent: finding.lacks ?? 'incomplete' };
  return { value: Number(finding.state === 'met') };
}

/** Late as soon as one is known to be; on time only if all are known. */
function overdueOf(standings: readonly RolloutStanding[], isOver: boolean): Value {
  const late = standings.filter(({ isOverdue }) => isOverdue).length;
  const missing = standings.find(({ finding }) => finding.state === 'unknown');
  return isOver && late === 0 && missing ? metOf(missing) : { value: late };
}

/** For each of whom it is asked: what is met, and what is not and why. For what is late these are the facts. */
function explained(standings: readonly RolloutStanding[], asOf: Instant, counts: 'met' | 'unmet'): DerivedExplanation {
  const parts = standings.flatMap(({ criterion, parts }) => parts.map((part) => ({ criterion, part })));
  const behind = ({ criterion, part }: (typeof parts)[number]) => ({
    title: `${part.team === 'all' ? '' : `${part.team}: `}${criterion.title} (${part.state}). ${part.why}`,
    url: part.url,
    at: part.knownAt ?? asOf,
  });
  return {
    facts: parts.filter(({ part }) => part.state === counts).map((one) => ({ ...behind(one), value: 1 })),
    excluded: parts
      .filter(({ part }) => part.state !== counts)
      .map((one) => ({ ...behind(one), reason: one.part.why })),
  };
}

/** A rollout, and how it stands. */
interface Known {
  readonly rollout: RolloutConfig;
  readonly standings: RolloutStandings;
}

/** Every number of the rollout; without one there is none. */
export function rolloutDerivations(known: Known | null): readonly Derivation[] {
  const standingsAt = (asOf: Instant): readonly RolloutStanding[] =>
    known && asOf >= known.rollout.startsAt ? known.standings.at(asOf) : [];
  const ofMilestone = (milestone: string, asOf: Instant): readonly RolloutStanding[] =>
    standingsAt(asOf).filter(({ criterion }) => criterion.milestone === milestone);
  return [
    {
      metric: milestoneMet,
      *at(asOf): Iterable<DerivedSample> {
        for (const standing of standingsAt(asOf)) {
          const { id, milestone } = standing.criterion;
          yield { team: '', label: `${milestone}/${id}`, value: metOf(standing) };
        }
      },
      explain: ({ label }, asOf) => {
        const [milestone = '', id] = label.split('/');
        const asked = ofMilestone(milestone, asOf).filter(({ criterion }) => criterion.id === id);
        return explained(asked, asOf, 'met');
      },
    },
    {
      metric: criteriaOverdue,
      *at(asOf): Iterable<DerivedSample> {
        for (const milestone of milestones) {
          const asked = ofMilestone(milestone, asOf);
          const isOver = known !== null && asOf >= known.rollout.dueAt[milestone];
          if (asked.length > 0) yield { team: '', label: milestone, value: overdueOf(asked, isOver) };
        }
      },
      explain: ({ label }, asOf) =>
        explained(
          ofMilestone(label, asOf).filter(({ isOverdue }) => isOverdue),
          asOf,
          'unmet',
        ),
    },
    {
      metric: milestoneDue,
      *at(): Iterable<DerivedSample> {
        for (const [milestone, at] of Object.entries(known?.rollout.dueAt ?? {}))
          yield { team: '', label: milestone, value: { value: at / secondMs } };
      },
      explain: () => ({ facts: [], excluded: [] }),
    },
  ];
}
