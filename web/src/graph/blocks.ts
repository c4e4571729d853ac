import type { EdgeKind, NodeKind } from "../api/kinds";
import styles from "../api/edge-styles.json";
import type { GraphEdge, GraphNode } from "./query";

/** The neighbours of one kind that a node has by edges of one kind and direction. */
export interface Block {
  id: string;
  /** The node that has them. */
  of: string;
  /** Whether they are of several kinds, or joined by several kinds of edge; the kinds are those of the first then. */
  isMixed: boolean;
  edgeKind: EdgeKind;
  /** Whether the edges start at the node. */
  isOut: boolean;
  kind: NodeKind;
  /** CURIEs in order, so that codes follow one another as in their book. */
  members: readonly string[];
}

/** The edges at each node. */
export type Incidence = ReadonlyMap<string, readonly GraphEdge[]>;

/** In the order of the ontology: what is clinical comes first. */
const ORDER = new Map(Object.keys(styles).map((kind, place) => [kind, place]));

/** Finds the edges at each node. */
export function incidenceOf(edges: Iterable<GraphEdge>): Incidence {
  const found = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    for (const curie of new Set([edge.sourceCurie, edge.targetCurie])) {
      const known = found.get(curie);
      if (known) known.push(edge);
      else found.set(curie, [edge]);
    }
  }
  return found;
}

/** The neighbours of a node in blocks; each stands in one block, that of its first kind of edge. */
export function blocksOf(of: string, incidence: Incidence, nodes: ReadonlyMap<string, GraphNode>): Block[] {
  const placed = new Set([of]);
  const blocks = new Map<string, Block & { members: string[] }>();
  for (const { kind: edgeKind, sourceCurie, targetCurie } of inOrder(incidence.get(of) ?? [])) {
    const isOut = sourceCurie === of;
    const node = nodes.get(isOut ? targetCurie : sourceCurie);
    if (!node || placed.has(node.curie)) continue;
    placed.add(node.curie);
    const id = [of, edgeKind, isOut ? "out" : "in", node.kind].join(" ");
    const block = blocks.get(id) ?? { id, of, isMixed: false, edgeKind, isOut, kind: node.kind, members: [] };
    block.members.push(node.curie);
    blocks.set(id, block);
  }
  for (const { members } of blocks.values()) members.sort();
  return [...blocks.values()];
}

/** Several blocks of a node as one. */
export function mixed(blocks: readonly [Block, ...Block[]]): Block {
  const [first] = blocks;
  return { ...first, id: mixedId(first.of), isMixed: true, members: blocks.flatMap(({ members }) => members) };
}

/** The id of all blocks of a node as one. */
export function mixedId(of: string): string {
  return `${of} ANY`;
}

function inOrder(edges: readonly GraphEdge[]): GraphEdge[] {
  const place = ({ kind }: GraphEdge) => ORDER.get(kind) ?? ORDER.size;
  return [...edges].sort((one, other) => place(one) - place(other));
}
