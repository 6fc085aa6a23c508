import { createRequire } from 'node:module';
import { buildClientSchema } from 'graphql';
import type { GraphQLSchema, IntrospectionQuery } from 'graphql';

/** GitHub's own published schema: a query that GitHub would refuse is refused here. */
export function githubSchema(): GraphQLSchema {
  const introspection = createRequire(import.meta.url)('@octokit/graphql-schema/schema.json') as IntrospectionQuery;
  return buildClientSchema(introspection);
}
