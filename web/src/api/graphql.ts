/** `graphql` reads a document and gives it the types of the schema. */

import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./schema";

export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { JSON: unknown; Date: string };
}>();

export type { ResultOf, VariablesOf } from "gql.tada";
