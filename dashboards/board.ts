/** One query of a panel, in PromQL. */
export interface Query {
  readonly expr: string;
  /** Grafana's legend format; '' shows the expression. */
  readonly legend: string;
}

/** A threshold line: the number of the policy and on which side of it one should be. `up_to` and `above` include the number, `below` and `beyond` do not. */
export interface Line {
  readonly value: number;
  readonly stay: 'below' | 'up_to' | 'above' | 'beyond';
  /** Not yet at the target, but inside the guardrail. */
  readonly isTarget?: true;
}

interface Common {
  readonly title: string;
  /** The metric's definition: what is counted, over which window, what is left out. */
  readonly description: string;
  /** Grafana's name of the unit. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** What it says where there is nothing to show: never 0. */
  readonly empty: string;
  /** Of 24 columns. */
  readonly width: number;
  /** Opened with the series that was clicked. */
  readonly explainUrl?: string;
}

export interface GraphPanel extends Common {
  readonly type: 'graph';
  /** Of two, the target first; both on the same side. */
  readonly lines?: readonly Line[];
  /** The parts of one whole, lowest first; once for each chosen team, for a pile of several teams' parts means nothing. */
  readonly isStacked?: boolean;
  /** May be below zero. */
  readonly isSigned?: boolean;
}
/** The values of now: what was there last week and is absent today is not shown. */
export interface NumberPanel extends Common {
  readonly type: 'number';
  readonly lines?: readonly Line[];
  readonly decimals?: number;
  /** Readable from the back of a room. */
  readonly isBig?: boolean;
  /** Words for values, so that nobody has to read a colour. */
  readonly words?: Readonly<Record<string, Word>>;
}
/** States over time, each in words. */
export interface TimelinePanel extends Common {
  readonly type: 'timeline';
  readonly words: Readonly<Record<string, Word>>;
}
/** Where a click on a cell leads. */
export interface CellLink {
  readonly title: string;
  /** With `${__value.raw}` of the cell, or `${__data.fields.HEADING}` of its row. */
  readonly url: string;
}
export interface Column {
  /** A label, or `Value #A`. */
  readonly field: string;
  readonly heading: string;
  /** Default: text. */
  readonly unit?: string;
  readonly width?: number;
  /** What is shown for a label's value. */
  readonly words?: ReadonlyMap<string, string>;
  readonly links?: readonly CellLink[];
}
/** Instant queries, merged by the labels that they share; a row is a combination of labels. In the order of the first column. */
export interface TablePanel extends Common {
  readonly type: 'table';
  /** From left to right; fields that are not named are hidden. */
  readonly columns: readonly Column[];
  /** One query whose values of a label become columns, in this order. `columns` has the one of the rows. */
  readonly across?: { readonly label: string; readonly values: readonly string[] };
  /** What is said instead of a number. */
  readonly words?: ReadonlyMap<string, string>;
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

export type Panel = GraphPanel | NumberPanel | TimelinePanel | TablePanel | TextPanel;

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
  /** Which teams can be chosen: several and `all`, one or `all`, one, or none. */
  readonly teams: 'several' | 'one_or_all' | 'one' | 'none';
  readonly hasWindow: boolean;
  /** Deployments and P1 incidents as marks. `on_demand`: deployments, of which a quarter has hundreds, are marked when switched on. */
  readonly events: 'none' | 'on_demand' | 'shown';
  readonly from: string;
  readonly sections: readonly Section[];
}
