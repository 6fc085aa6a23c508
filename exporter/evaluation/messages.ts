import type { Moment, Series } from '../metrics/engine-types.ts';
import type { GovernanceReport } from '../governance/report.ts';
import type { MaturityReport } from '../maturity/report.ts';
import type { Evaluation, Told } from './evaluator.ts';
import type { TeamWork } from '../scorecard/team-work.ts';
import type { ExplainedAnswer } from './explanation.ts';

/** What a module exports as `report` that tells of what is known, in its own way. Throws RangeError for what nobody can tell. */
export type Report = (told: Told, asked: string | undefined, asOf: number) => string;

/** What the main thread asks of the worker. */
export type Question =
  | { readonly id: number; readonly type: 'evaluate'; readonly asOf: number }
  | { readonly id: number; readonly type: 'explain'; readonly series: Series; readonly moment: Moment }
  | { readonly id: number; readonly type: 'maturity'; readonly asOf: number }
  | { readonly id: number; readonly type: 'governance'; readonly asOf: number }
  | {
      readonly id: number;
      readonly type: 'report';
      /** Address of the module. */
      readonly module: string;
      readonly asked: string | undefined;
      readonly asOf: number;
    }
  | { readonly id: number; readonly type: 'work'; readonly team: string; readonly asOf: number };

export type Answer =
  | { readonly id: number; readonly evaluation: Evaluation }
  | { readonly id: number; readonly explained: ExplainedAnswer }
  | { readonly id: number; readonly maturity: MaturityReport }
  | { readonly id: number; readonly report: string }
  | { readonly id: number; readonly governance: GovernanceReport }
  | { readonly id: number; readonly work: TeamWork }
  | { readonly id: number; readonly error: string; readonly isRange: boolean };
