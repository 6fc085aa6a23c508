import { isWithin } from '../../history/spans.ts';
import { domainUntouchedDays } from '../../policy/limits.ts';
import { improvementDomains } from '../../records/work-item-words.ts';
import { factsOfWorkItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

const touchedImprovements = population({
  id: 'touched_improvements',
  root: 'work_item',
  labels: improvementDomains,
  values: [],
  needs: [{ signal: 'work_items', lookbackDays: domainUntouchedDays }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'improvement', history, function* (view, common) {
      for (const at of view.updatedAt) {
        // What it was opened with it has from the instant after: the same event put it into its domain.
        const domain = view.domains.find(({ span }) => span.from === at || isWithin(span, at));
        if (domain) yield { type: 'event', ...common, label: domain.value, at, values: {} };
      }
    });
  },
});

/** Is any domain forgotten? */
export const improvementTimestampSeconds = metric({
  name: 'improvement_timestamp_seconds',
  family: 'governance',
  question: 'When did anybody last work on improving each domain?',
  help: 'Unix time at which an issue labelled as an improvement of the domain was last opened, closed, commented or otherwise changed, in the whole organisation. Absent where there has been none, and until issues were read 90 days back. Left out: labels that contradict each other.',
  version: 1,
  unit: 'timestamp',
  population: touchedImprovements,
  label: { name: 'domain' },
  aggregate: { latest: 'at' },
  windows: 'ever',
  all: 'only',
});
