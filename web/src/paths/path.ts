import type { Evidence } from "../api/evidence";
import type { EdgeKind, NodeKind } from "../api/kinds";
import type { Table } from "../picture/table";
import { words } from "../ui/words";
import { kindLabel } from "../ui/kind";

export interface PathNode {
  curie: string;
  name: string;
  kind: NodeKind;
}

export interface PathEdge {
  kind: EdgeKind;
  sourceCurie: string;
  targetCurie: string;
  evidence: readonly Evidence[];
}

/** From node to node; each edge joins a node to the next, in either direction. */
export interface Path {
  nodes: readonly PathNode[];
  edges: readonly PathEdge[];
}

/** A node of a path, with the edge that leads to it from the one before. */
export interface Step {
  node: PathNode;
  edge: PathEdge | undefined;
  before: PathNode | undefined;
  /** Whether the edge itself goes the way that the path goes. */
  isOnward: boolean;
}

const COLUMNS = ["Node", "Kind", "Reached by", "Direction", "Source", "Quote", "CURIE"];

/** The nodes in their order. */
export function stepsOf({ nodes, edges }: Path): readonly Step[] {
  return nodes.map((node, place) => {
    const edge = edges[place - 1];
    return { node, edge, before: nodes[place - 1], isOnward: edge?.targetCurie === node.curie };
  });
}

/** An edge in words, in its own direction, as in 'Pelvic Fixation, has risk: Bleeding'. */
export function statement({ node, edge, before, isOnward }: Step): string {
  const [from, to] = isOnward ? [before, node] : [node, before];
  return edge ? `${from?.name}, ${words(edge.kind).toLowerCase()}: ${to?.name}` : node.name;
}

/** Where an edge comes from, in few words: the document, and its section. */
export function originOf({ evidence }: PathEdge): string {
  const [first, ...others] = evidence;
  const origin = [first?.source?.title, first?.section].filter(Boolean).join(", ");
  return others.length ? `${origin} and ${others.length} more` : origin;
}

/** A path as rows, a node each. */
export function tableOf(path: Path): Table {
  const rows = stepsOf(path).map(({ node, edge, isOnward }) => [
    node.name,
    kindLabel(node.kind),
    edge ? words(edge.kind) : "",
    edge ? (isOnward ? "onward" : "backward") : "",
    edge ? [...new Set(edge.evidence.flatMap(({ source }) => source?.title ?? []))].join("; ") : "",
    edge ? edge.evidence.flatMap(({ quote }) => quote ?? []).join("\n") : "",
    node.curie,
  ]);
  return { columns: COLUMNS, rows };
}
