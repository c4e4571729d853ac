import type { Gathered } from "./gather";
import { edgeId, type GraphEdge, type GraphNode } from "./query";
import type { View } from "./view";

/** What of all that was gathered is not hidden. */
export interface Shown {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
}

/** The nodes of the kinds that are not hidden, and the edges of such kinds among them. */
export function shownOf({ nodes, edges }: Gathered, { hiddenKinds, hiddenEdgeKinds }: View): Shown {
  const isShown = (curie: string) => !hiddenKinds.includes(nodes.get(curie)?.kind ?? "");
  return {
    nodes: [...nodes.values()].filter(({ curie }) => isShown(curie)),
    edges: [...edges.values()].filter(
      ({ kind, sourceCurie, targetCurie }) =>
        !hiddenEdgeKinds.includes(kind) && isShown(sourceCurie) && isShown(targetCurie),
    ),
  };
}

/** The ids of all nodes and edges of the path. */
export function idsOfPath({ path }: Gathered): ReadonlySet<string> {
  return new Set(path ? [...path.nodes.map(({ curie }) => curie), ...path.edges.map(edgeId)] : []);
}

/** How many edges each node has. */
export function degrees(edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { sourceCurie, targetCurie } of edges) {
    for (const curie of [sourceCurie, targetCurie]) found.set(curie, (found.get(curie) ?? 0) + 1);
  }
  return found;
}

/** How many there are of each kind, the most frequent first. */
export function countsByKind<Kind extends string>(items: Iterable<{ kind: Kind }>): [Kind, number][] {
  const counts = new Map<Kind, number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([one, few], [other, many]) => many - few || one.localeCompare(other));
}
