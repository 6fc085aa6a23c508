import { GraphQLError } from 'graphql';

/** As GitHub tells an app or a fine-grained token that a permission is missing. */
export function refuse(): never {
  throw new GraphQLError('Resource not accessible by personal access token', { extensions: { type: 'FORBIDDEN' } });
}
