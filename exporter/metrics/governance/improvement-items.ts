import type { WorkItemView } from '../../history/history.ts';
import { difference, intersection } from '../../history/spans.ts';
import { endlesslyDeferredTimes } from '../../policy/limits.ts';
import { improvementDomains } from '../../records/work-item-words.ts';
import type { ImprovementDomain, Span } from '../../records/index.ts';
import { itemStates, itemStateSpans } from '../item-states.ts';
import { dueThatIsNone, factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

const states = [...itemStates, 'unprioritised', 'deferred'] as const;
type State = (typeof states)[number];

/** Every item stands under its domain and under this one, which one without a domain has, too: the promises ask for all of them. */
const domains = [...improvementDomains, 'any'] as const;
type Domain = (typeof domains)[number];
type Label = `${Domain}/${State}`;

function spansOf(view: WorkItemView): Readonly<Record<State, readonly Span[]>> {
  const { open, priorities, deferredAt } = view;
  const deferred = { from: deferredAt[endlesslyDeferredTimes - 1] ?? Infinity, to: Infinity };
  return {
    ...itemStateSpans(view),
    unprioritised: difference(
      open,
      priorities.map(({ span }) => span),
    ),
    deferred: intersection(open, [deferred]),
  };
}

const domainSpans = ({ domains: held }: WorkItemView, domain: ImprovementDomain): readonly Span[] =>
  held.filter(({ value }) => value === domain).map(({ span }) => span);

function* labelledSpans(view: WorkItemView): Iterable<readonly [Label, Span]> {
  const spans = spansOf(view);
  for (const state of states) {
    for (const span of spans[state]) yield [`any/${state}`, span];
    for (const domain of improvementDomains)
      for (const span of intersection(spans[state], domainSpans(view, domain))) yield [`${domain}/${state}`, span];
  }
}

const improvementStates = population({
  id: 'improvement_item_states',
  root: 'work_item',
  labels: domains.flatMap((domain) => states.map((state): Label => `${domain}/${state}`)),
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'improvement', history, function* (view, common) {
      yield* givenUpItem(view, common);
      yield* dueThatIsNone(view, common);
      for (const [label, span] of labelledSpans(view)) yield { type: 'span', ...common, label, span, values: {} };
    });
  },
});

/** Is improvement planned like everything else, or hoped for? */
export const improvementItems = metric({
  name: 'improvement_items',
  family: 'governance',
  question: 'How many improvements are open, done, or not looked after?',
  help: 'Issues labelled as improvements, now, by domain and state, as far back as issues were read: open; of these overdue (the end of the due date is past), unowned (no person is assigned), undated (no milestone with a date, and no date after `Due:`), unprioritised (no label of a priority), deferred (the due date was moved to a later one twice or more), all at once if so; done (closed as completed). domain="any": all of them, those without a domain among them. Left out: what was closed as not planned or as a duplicate, labels that contradict each other.',
  version: 2,
  unit: 'count',
  population: improvementStates,
  label: { name: 'domain', more: ['state'] },
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
