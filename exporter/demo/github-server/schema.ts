import { schema } from '@octokit/graphql-schema';
import { buildSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** GitHub's own published schema: a query that GitHub would refuse is refused here. The text is newer than the package's JSON (sub-issues). */
export const githubSchema = (): GraphQLSchema => buildSchema(schema.idl, { assumeValidSDL: true, assumeValid: true });
