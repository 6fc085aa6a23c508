import { schema } from '@octokit/graphql-schema';
import { buildClientSchema } from 'graphql';
import type { GraphQLSchema, IntrospectionQuery } from 'graphql';

/** GitHub's own published schema: a query that GitHub would refuse is refused here. */
export const githubSchema = (): GraphQLSchema => buildClientSchema(schema.json as unknown as IntrospectionQuery);
