import { intersection } from '../../history/spans.ts';
import { sectionsIn } from '../review/description-sections.ts';
import { factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import { population } from '../metric.ts';

/** At each close, for as long as that stands. */
export const concludedExperiments = population({
  id: 'concluded_experiments',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'experiment', history, function* (view, common) {
      yield* givenUpItem(view, common);
      for (const known of view.done) yield { type: 'event', ...common, label: '', at: known.from, known, values: {} };
    });
  },
});

/** When an experiment was begun: put in progress for the first time, or done without; given up before, it never was one. It is complete while somebody owns it. */
export const begunExperiments = population({
  id: 'begun_experiments',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'experiment', history, function* (view, common) {
      const { done, inProgress, owned } = view;
      const at = Math.min(inProgress[0]?.from ?? Infinity, done[0]?.from ?? Infinity);
      if (at === Infinity) return yield* givenUpItem(view, common);
      const names = history.config.workItems!.experimentSections;
      const isWritten = sectionsIn(item.body, names, []).size === Object.keys(names).length;
      const holds = isWritten ? intersection(owned, [{ from: at, to: Infinity }]) : [];
      yield { type: 'verdict', ...common, label: '', at, holds, values: {} };
    });
  },
});
