import { EVIDENCE } from "../api/evidence";
import { graphql, type ResultOf, type VariablesOf } from "../api/graphql";
import type { View } from "./view";

/** Nodes shown at first. */
const FIRST = 300;
/** Nodes that an expansion adds at most. */
const MORE = 100;
/** Nodes shown at most: as many as the service gives at once. */
export const MOST = 1000;
/** Edges of a path at most. */
export const LONGEST = 6;

export const AROUND = graphql(`
  query Neighborhood($of: [String!]!, $depth: Int!, $maxNodes: Int!) {
    neighborhood(of: $of, depth: $depth, maxNodes: $maxNodes) {
      truncated
      nodes {
        curie
        kind
        name
      }
      edges {
        kind
        sourceCurie
        targetCurie
      }
    }
  }
`);

export const PATH = graphql(
  `
    query Path(
      $from: String!
      $to: String!
      $maxLength: Int!
      $by: PathOrder
      $kinds: [NodeKind!]
      $edgeKinds: [EdgeKind!]
    ) {
      path(from: $from, to: $to, maxLength: $maxLength, by: $by, kinds: $kinds, edgeKinds: $edgeKinds) {
        length
        nodes {
          curie
          kind
          name
        }
        edges {
          kind
          sourceCurie
          targetCurie
          evidence {
            ...Evidence
          }
        }
      }
    }
  `,
  [EVIDENCE],
);

/** What is known of the edges among a few nodes. */
export const STATEMENTS = graphql(
  `
    query Statements($of: [String!]!, $maxNodes: Int!) {
      neighborhood(of: $of, depth: 0, maxNodes: $maxNodes) {
        edges {
          kind
          sourceCurie
          targetCurie
          properties
          evidence {
            ...Evidence
          }
        }
      }
    }
  `,
  [EVIDENCE],
);

export const KINDS = graphql(`
  query Kinds {
    ontology {
      nodeKinds {
        kind
      }
      edgeKinds {
        kind
        description
      }
    }
  }
`);

export type Subgraph = NonNullable<ResultOf<typeof AROUND>["neighborhood"]>;
export type GraphNode = Subgraph["nodes"][number];
export type GraphEdge = Subgraph["edges"][number];
export type Path = NonNullable<ResultOf<typeof PATH>["path"]>;
export type PathVariables = VariablesOf<typeof PATH>;
export type Kinds = ResultOf<typeof KINDS>["ontology"];

/** An edge has no CURIE of its own: its kind and its ends tell it from others. */
export function edgeId({ kind, sourceCurie, targetCurie }: GraphEdge): string {
  return `${kind} ${sourceCurie} ${targetCurie}`;
}

/** What is shown at first. */
export function start({ of, depth }: View): VariablesOf<typeof AROUND> {
  return { of: [of], depth, maxNodes: FIRST };
}

/** What an expansion adds. */
export function around(curie: string): VariablesOf<typeof AROUND> {
  return { of: [curie], depth: 1, maxNodes: MORE };
}

/** Some nodes and nothing else, with all edges among them. */
export function among(curies: readonly string[]): VariablesOf<typeof AROUND> {
  return { of: [...curies], depth: 0, maxNodes: MOST };
}

/** The path between the two picked nodes, which goes only through what is not hidden. */
export function between({ picked, by, hiddenKinds, hiddenEdgeKinds }: View, kinds: Kinds): PathVariables {
  const [from = "", to = ""] = picked;
  return {
    from,
    to,
    by,
    maxLength: LONGEST,
    kinds: left(kinds.nodeKinds, hiddenKinds),
    edgeKinds: left(kinds.edgeKinds, [...hiddenEdgeKinds, ...(hiddenEdgeKinds.length ? COMPUTED : [])]),
  };
}

/** A computed resemblance joins what no source joins; the service leaves it out too, unless it is asked for by name. */
const COMPUTED = ["RESEMBLES"];

function left<Kind extends string>(all: readonly { kind: Kind }[], hidden: readonly string[]): Kind[] | null {
  return hidden.length ? all.map(({ kind }) => kind).filter((kind) => !hidden.includes(kind)) : null;
}
