import type { graphql } from "./graphql";

/** The kinds of node that the schema names. */
export type NodeKind = ReturnType<typeof graphql.scalar<"NodeKind">>;
/** The kinds of edge that the schema names. */
export type EdgeKind = ReturnType<typeof graphql.scalar<"EdgeKind">>;
