import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

/** A metric that an expression names, with how it is filtered and what it stands in. */
export interface Selector {
  readonly metric: string;
  /** Label → operator and text, `=~$team`. */
  readonly matchers: ReadonlyMap<string, string>;
  /** The functions around it, from the inside. */
  readonly functions: readonly string[];
}
export interface Parsed {
  /** Where the grammar found something that it does not know. */
  readonly errors: readonly string[];
  readonly selectors: readonly Selector[];
  /** Labels that the expression names outside of selectors: of groupings and joins. */
  readonly groupings: readonly string[];
}

export function parsed(expr: string): Parsed {
  const [errors, selectors, groupings]: [string[], Selector[], string[]] = [[], [], []];
  const text = ({ from, to }: { readonly from: number; readonly to: number }): string => expr.slice(from, to);
  parser.parse(expr).iterate({
    enter: ({ type, node }) => {
      if (type.isError) errors.push(`${expr} at ${node.from}`);
      if (type.name === 'VectorSelector') selectors.push(selectorOf(node, text));
      if (type.name === 'GroupingLabels') groupings.push(...node.getChildren('LabelName').map(text));
    },
  });
  return { errors, selectors, groupings };
}

function selectorOf(node: SyntaxNode, text: (node: SyntaxNode) => string): Selector {
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const functions: string[] = [];
  for (let around = node.parent; around; around = around.parent) {
    const name = around.name === 'FunctionCall' ? around.getChild('FunctionIdentifier') : null;
    if (name) functions.push(text(name));
  }
  return {
    metric: text(node.getChild('Identifier')!),
    matchers: new Map(
      matchers.map((matcher) => {
        const [label, operator, value] = ['LabelName', 'MatchOp', 'StringLiteral'].map((part) =>
          text(matcher.getChild(part)!),
        );
        return [label!, operator! + value!.slice(1, -1)];
      }),
    ),
    functions,
  };
}
