import { parser } from '@prometheus-io/lezer-promql';

/** What a query selects: a metric by its name, or several by a pattern of names. */
export interface Selector {
  readonly name: string | null;
  readonly matchers: readonly Matcher[];
}
export interface Matcher {
  readonly label: string;
  readonly op: string;
  readonly value: string;
}
export interface Query {
  readonly isValid: boolean;
  readonly selectors: readonly Selector[];
  /** Every label named by `on`, `by`, `ignoring`, `without`. */
  readonly grouped: readonly string[];
  /** Every comparison with a number: `> 3`. */
  readonly comparisons: readonly { readonly op: string; readonly number: number }[];
  /** Whether a comparison decides what is left, wherever it stands. */
  readonly compares: boolean;
  readonly functions: readonly string[];
}

const comparing = new Set(['Eql', 'Neq', 'Gtr', 'Gte', 'Lss', 'Lte', 'EqlC']);
const operators = new Set(['==', '!=', '>', '>=', '<', '<=']);

/** Reads a query by the grammar that Prometheus' own pages use. */
export function readQuery(text: string): Query {
  const selectors: Selector[] = [];
  const grouped: string[] = [];
  const comparisons: { op: string; number: number }[] = [];
  const functions: string[] = [];
  let [isValid, compares] = [true, false];
  const tree = parser.parse(text);
  const textOf = ({ from, to }: { readonly from: number; readonly to: number }): string => text.slice(from, to);
  tree.iterate({
    enter: ({ type, node }) => {
      if (type.isError) isValid = false;
      if (type.name === 'VectorSelector') selectors.push({ name: null, matchers: [] });
      const last = selectors.at(-1);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector')
        selectors[selectors.length - 1] = { ...last!, name: textOf(node) };
      if (type.name === 'UnquotedLabelMatcher') {
        const [label, op, value] = ['LabelName', 'MatchOp', 'StringLiteral'].map((part) =>
          textOf(node.getChild(part)!),
        );
        const matcher = { label: label!, op: op!, value: value!.slice(1, -1) };
        selectors[selectors.length - 1] = { ...last!, matchers: [...last!.matchers, matcher] };
      }
      if (type.name === 'LabelName' && node.parent?.name === 'GroupingLabels') grouped.push(textOf(node));
      if (type.name === 'FunctionIdentifier') functions.push(textOf(node));
      if (operators.has(textOf(node)) && (comparing.has(type.name) || node.parent?.name === 'BinaryExpr')) {
        compares = true;
        const right = node.nextSibling && textOf(node.nextSibling);
        if (right !== null && Number.isFinite(Number(right)))
          comparisons.push({ op: textOf(node), number: Number(right) });
      }
    },
  });
  return { isValid, selectors, grouped, comparisons, compares, functions };
}
