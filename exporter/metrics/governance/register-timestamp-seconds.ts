import type { WorkItemKind } from '../../records/index.ts';
import { metric, population } from '../metric.ts';
import { factsOfItem, refOf } from '../work-item-facts.ts';

/** What is kept in each register. */
const kinds = { technical_debt: 'tech_debt', audit_findings: 'audit_finding' } as const satisfies Readonly<
  Record<string, WorkItemKind>
>;
type Register = keyof typeof kinds;
const registers = Object.keys(kinds) as readonly Register[];

const touchedRegisters = population({
  id: 'touched_registers',
  root: 'work_item',
  labels: registers,
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    const common = { ref: refOf(item), teams: [], values: {} } as const;
    yield* factsOfItem(item, history, function* (view) {
      for (const label of registers)
        if (view.kinds.includes(kinds[label]))
          for (const at of view.updatedAt) yield { type: 'event', ...common, label, at };
    });
  },
});

/** Does anybody keep what governance has to know? */
export const registerTimestampSeconds = metric({
  name: 'register_timestamp_seconds',
  family: 'governance',
  question: 'When did anybody last touch the registers of technical debt and audit findings?',
  help: 'Unix time at which an issue labelled as tech debt, or as an audit finding, was last opened, closed, commented or otherwise changed, in the whole organisation. Absent where there has been none, as far back as issues were read. Left out: labels that contradict each other.',
  version: 2,
  unit: 'timestamp',
  population: touchedRegisters,
  label: { name: 'register' },
  aggregate: { latest: 'at' },
  windows: 'ever',
  all: 'only',
});
