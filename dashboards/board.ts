/** One query of a panel, in PromQL. */
export interface Query {
  readonly expr: string;
  /** Grafana's legend format; '' shows the expression. */
  readonly legend: string;
}

/** A threshold line: the number of the policy and on which side of it one should be. `up_to` includes the number, `below` does not. */
export interface Line {
  readonly value: number;
  readonly stay: 'below' | 'up_to' | 'above';
}

interface Common {
  readonly title: string;
  /** The metric's definition: what is counted, over which window, what is left out. */
  readonly description: string;
  /** Grafana's name of the unit. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** Of 24 columns. */
  readonly width: number;
  /** Opened with the series that was clicked. */
  readonly explainUrl?: string;
}

export interface GraphPanel extends Common {
  readonly type: 'graph';
  readonly lines?: readonly Line[];
  readonly isStacked?: boolean;
}
export interface NumberPanel extends Common {
  readonly type: 'number';
  readonly lines?: readonly Line[];
  readonly decimals?: number;
  /** Readable from the back of a room. */
  readonly isBig?: boolean;
  /** Words for values, so that nobody has to read a colour. */
  readonly words?: Readonly<Record<string, Word>>;
}
/** Instant queries, merged by their labels; a row is a combination of labels. */
export interface TablePanel extends Common {
  readonly type: 'table';
  /** Field name (a label, or `Value #A`) → heading; fields that are not named are hidden. */
  readonly columns: Readonly<Record<string, string>>;
  readonly columnUnits?: Readonly<Record<string, string>>;
  /** Field → address with `${__data.fields.NAME}`. */
  readonly columnLinks?: Readonly<Record<string, { readonly title: string; readonly url: string }>>;
}
export interface Word {
  readonly text: string;
  readonly state: State;
}
/** The only meanings of a colour. */
export type State = 'within' | 'at_risk' | 'broken' | 'unknown';

/** Words under numbers. */
export interface TextPanel {
  readonly type: 'text';
  readonly title: string;
  readonly markdown: string;
  readonly width: number;
}

export type Panel = GraphPanel | NumberPanel | TablePanel | TextPanel;

export interface Section {
  readonly title: string;
  readonly panels: readonly Panel[];
  /** Not shown until it is opened. */
  readonly isFolded?: boolean;
}

/** One page that answers one person's question. */
export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Whether teams can be chosen: several, one, or not at all. */
  readonly teams: 'several' | 'one' | 'none';
  readonly hasWindow: boolean;
  readonly hasEvents: boolean;
  readonly from: string;
  readonly sections: readonly Section[];
}
