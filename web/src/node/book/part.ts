import type { DocumentNode } from "graphql";
import type { FunctionComponent } from "preact";

/** A panel of a page with a query of its own; it is not there where it has nothing to show. */
export interface Part<Node> {
  /** What it asks: the fields of the node in it are not shown once more among the others. */
  document: DocumentNode;
  /** Further fields of the node that it stands for. */
  fields?: readonly string[];
  Shown: FunctionComponent<{ node: Node }>;
}

/** The queries of some parts, and the further fields that they stand for, as `restOf` takes them. */
export function askedBy<Node>(parts: readonly Part<Node>[]): [DocumentNode[], string[]] {
  return [parts.map(({ document }) => document), parts.flatMap(({ fields }) => fields ?? [])];
}
