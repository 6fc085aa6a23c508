import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

const mostNodes = 500_000;
const requestsAPoint = 100;
const mostRows = 100;

/** What GitHub charges: the requests that each connection implies, with `first` filled, a hundred to the point, at least one. */
export interface Cost {
  readonly points: number;
  readonly nodes: number;
  /** What GitHub would refuse, in its words. */
  readonly refusal: string | null;
}

export function costOf(document: DocumentNode, variables: Readonly<Record<string, unknown>>): Cost {
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );
  let [requests, nodes] = [0, 0];
  let refusal: string | null = null;

  function walk(selections: SelectionSetNode, parents: number): void {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) walk(fragments.get(selection.name.value)!.selectionSet, parents);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, parents);
      else {
        const rows = selection.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
        const isConnection =
          selection.selectionSet?.selections.some(
            (inner) => inner.kind === Kind.FIELD && (inner.name.value === 'nodes' || inner.name.value === 'edges'),
          ) ?? false;
        if (isConnection && !rows && selection.name.value !== 'nodes')
          refusal ??= `You must provide a \`first\` or \`last\` value to properly paginate the \`${selection.name.value}\` connection.`;
        const first =
          rows?.kind === Kind.INT
            ? Number(rows.value)
            : rows?.kind === Kind.VARIABLE
              ? Number(variables[rows.name.value])
              : undefined;
        if (first !== undefined && !(first >= 1 && first <= mostRows))
          refusal ??= `Requesting ${first} records on the \`${selection.name.value}\` connection exceeds the \`first\` limit of ${mostRows} records.`;
        if (first !== undefined) {
          requests += parents;
          nodes += parents * first;
        }
        if (selection.selectionSet) walk(selection.selectionSet, parents * (first ?? 1));
      }
    }
  }

  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) walk(definition.selectionSet, 1);
  if (nodes > mostNodes)
    refusal ??= `This query requests up to ${nodes} possible nodes which exceeds the maximum limit of ${mostNodes}.`;
  return { points: Math.max(1, Math.round(requests / requestsAPoint)), nodes, refusal };
}
