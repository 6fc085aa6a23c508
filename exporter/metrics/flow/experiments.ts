import { intersection } from '../../history/spans.ts';
import { sectionsIn } from '../review/description-sections.ts';
import { factsOfWorkItem } from '../items-of-kind.ts';
import { population } from '../metric.ts';

/** At each close, for as long as that stands. */
export const concludedExperiments = population({
  id: 'concluded_experiments',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'experiment', history, function* ({ open }, common) {
      for (const [index, { to: at }] of open.entries()) {
        if (at === Infinity) continue;
        const known = { from: at, to: open[index + 1]?.from ?? Infinity };
        yield { type: 'event', ...common, label: '', at, known, values: {} };
      }
    });
  },
});

/** When an experiment was begun: put in progress for the first time, or closed without. It is complete while somebody owns it. */
export const begunExperiments = population({
  id: 'begun_experiments',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'experiment', history, function* ({ open, inProgress, owned }, common) {
      const at = Math.min(inProgress[0]?.from ?? Infinity, open[0]?.to ?? Infinity);
      if (at === Infinity) return;
      const names = history.config.workItems!.experimentSections;
      const isWritten = sectionsIn(item.body, names, []).size === Object.keys(names).length;
      const holds = isWritten ? intersection(owned, [{ from: at, to: Infinity }]) : [];
      yield { type: 'verdict', ...common, label: '', at, holds, values: {} };
    });
  },
});
