import { EVIDENCE } from "../api/evidence";
import { graphql, type ResultOf, type VariablesOf } from "../api/graphql";
import type { NodeKind } from "../api/kinds";
import type { View } from "./view";

/** Nodes around one node at most: as many as the service gives at once. */
export const MOST = 1000;
/** Nodes around each of several nodes at most. */
const EACH = 200;
/** Nodes around which one request looks, so that its cost stays far below what is refused. */
export const TOGETHER = 40;
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
        singular
        plural
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
export type Names = ReadonlyMap<string, { singular: string; plural: string }>;
export type Kinds = ResultOf<typeof KINDS>["ontology"];

/** An edge has no CURIE of its own: its kind and its ends tell it from others. */
export function edgeId({ kind, sourceCurie, targetCurie }: GraphEdge): string {
  return `${kind} ${sourceCurie} ${targetCurie}`;
}

/** All that is joined to a node. */
export function around(curie: string): VariablesOf<typeof AROUND> {
  return { of: [curie], depth: 1, maxNodes: MOST };
}

/** All that is joined to each of some nodes, in one request: `n0` is what is around the first. */
export function aroundEach(curies: readonly string[], kinds: readonly NodeKind[]): { query: string; variables: object } {
  const each = curies.map(
    (_, place) => `  n${place}: neighborhood(of: [$of${place}], kinds: $kinds, maxNodes: ${EACH}) { ...Around }`,
  );
  const declared = curies.map((_, place) => `$of${place}: String!`).join(", ");
  return {
    query: `query Neighborhoods(${declared}, $kinds: [NodeKind!]) {\n${each.join("\n")}\n}\n${AROUND_EACH}`,
    variables: { kinds, ...Object.fromEntries(curies.map((curie, place) => [`of${place}`, curie])) },
  };
}

const AROUND_EACH = `fragment Around on Subgraph {
  truncated
  nodes { curie kind name }
  edges { kind sourceCurie targetCurie }
}
`;

/** Some nodes and nothing else, with all edges among them. */
export function among(curies: readonly string[]): VariablesOf<typeof AROUND> {
  return { of: [...curies], depth: 0, maxNodes: MOST };
}

/** The path between two picked nodes, which goes only through what is not hidden. */
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
