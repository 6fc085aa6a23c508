import { factsOfIncident, refOf, untilMerged } from '../reliability/incident-facts.ts';
import type { History } from '../../history/history.ts';
import type { RecordOf } from '../../records/index.ts';
import { excludedItem, factsOfWorkItem } from '../items-of-kind.ts';
import { population } from '../metric.ts';
import type { Excluded, Fact } from '../metric.ts';

/** An incident is due four days after it began at the latest: so much earlier it has to have been read. */
const lookbackDays = 4;

/** Retros that are of no incident that was read, or whose labels contradict each other: nobody can say what they are about. */
function* aimlessRetros<V extends string>(
  item: RecordOf<'work_item'>,
  history: History,
): Iterable<Fact<'', V> | Excluded> {
  yield* factsOfWorkItem(item, 'retro', history, function* (view, common) {
    if (!view.incidents.some((id) => history.incident(id))) yield excludedItem(view, common, 'names_no_incident');
  });
}

/** Retros of P1 and P2 incidents, when it was decided whether they are on time: they counted, or the time was over. */
export const decidedRetros = population({
  id: 'decided_retros',
  root: 'incident',
  labels: [''],
  values: ['onTime'],
  needs: [{ signal: 'incidents', lookbackDays }, { signal: 'priorities' }, { signal: 'work_items', lookbackDays }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* ({ retro, teams }) {
      if (!retro) return;
      const completedAt = retro.completedAt ?? Infinity;
      const at = Math.min(completedAt, retro.dueAt);
      const known = untilMerged(incident, at);
      if (known.to <= known.from) return;
      const onTime = completedAt <= retro.dueAt ? 1 : 0;
      const holds = completedAt === Infinity ? [] : [{ from: completedAt, to: Infinity }];
      yield { type: 'verdict', ref: refOf(incident), teams, label: '', at, known, holds, values: { onTime } };
    });
  },
  also: { root: 'work_item', factsOf: aimlessRetros },
});

/** While there is time left for it. What is due is told to the end, whatever came later. */
export const dueRetros = population({
  id: 'due_retros',
  root: 'incident',
  labels: [''],
  values: [],
  needs: [{ signal: 'incidents', lookbackDays }, { signal: 'priorities' }, { signal: 'work_items', lookbackDays }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* ({ retro, teams }) {
      if (!retro) return;
      const { dueFromAt, dueAt } = retro;
      const span = untilMerged(incident, dueFromAt, Math.min(dueAt, retro.completedAt ?? Infinity));
      if (span.to > span.from) yield { type: 'span', ref: refOf(incident), teams, label: '', span, dueAt, values: {} };
    });
  },
  also: { root: 'work_item', factsOf: aimlessRetros },
});

/** From the last instant at which it would have been on time until it counts. */
export const overdueRetros = population({
  id: 'overdue_retros',
  root: 'incident',
  labels: [''],
  values: [],
  needs: [{ signal: 'incidents' }, { signal: 'priorities' }, { signal: 'work_items' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* ({ retro, teams }) {
      if (!retro) return;
      const span = untilMerged(incident, retro.dueAt, retro.completedAt ?? Infinity);
      if (span.to > span.from) yield { type: 'span', ref: refOf(incident), teams, label: '', span, values: {} };
    });
  },
  also: { root: 'work_item', factsOf: aimlessRetros },
});
