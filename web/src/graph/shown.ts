import type { Gathered } from "./gather";
import type { Group } from "./group";
import { edgeId, type GraphEdge, type GraphNode } from "./query";
import type { Revealed } from "./reveal";
import type { View } from "./view";

/** What of all that has a place is not hidden. */
export interface Shown {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  groups: readonly Group[];
}

/** What of kinds that are not hidden the node in the middle leads to by edges that are not, and the edges among it. */
export function shownOf(gathered: Gathered, { steps, groups }: Revealed, view: View): Shown {
  const placed = new Set(steps.flat().map(({ id }) => id));
  const isHidden = (curie: string) => view.hiddenKinds.includes(gathered.nodes.get(curie)?.kind ?? "");
  const isOpen = (curie: string) => curie === view.of || (placed.has(curie) && !isHidden(curie));
  const edges = [...gathered.edges.values()].filter(
    ({ kind, sourceCurie, targetCurie }) =>
      !view.hiddenEdgeKinds.includes(kind) && isOpen(sourceCurie) && isOpen(targetCurie),
  );
  const reached = reachedFrom(view.of, edges);
  const isReached = ({ of, kind, edgeKind }: Group) =>
    reached.has(of) && !view.hiddenKinds.includes(kind) && !view.hiddenEdgeKinds.includes(edgeKind);
  return {
    nodes: [...placed].flatMap((id) => (reached.has(id) ? (gathered.nodes.get(id) ?? []) : [])),
    edges: edges.filter(({ sourceCurie }) => reached.has(sourceCurie)),
    groups: [...groups.values()]
      .filter((group) => group.isMixed ? reached.has(group.of) : isReached(group))
      .map((group) => (group.isMixed ? { ...group, rest: group.rest.filter((curie) => !isHidden(curie)) } : group))
      .filter(({ rest, opened }) => rest.length > 0 || opened > 0),
  };
}

/** Some of the nodes, and the edges among them. */
export function partOf({ nodes, edges }: Shown, curies: readonly string[]): Shown {
  const wanted = new Set(curies);
  return {
    nodes: nodes.filter(({ curie }) => wanted.has(curie)),
    edges: edges.filter(({ sourceCurie, targetCurie }) => wanted.has(sourceCurie) && wanted.has(targetCurie)),
    groups: [],
  };
}

function reachedFrom(start: string, edges: readonly GraphEdge[]): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  const join = (from: string, to: string) => next.set(from, [...(next.get(from) ?? []), to]);
  for (const { sourceCurie, targetCurie } of edges) {
    join(sourceCurie, targetCurie);
    join(targetCurie, sourceCurie);
  }
  const reached = new Set([start]);
  for (const curie of reached) for (const other of next.get(curie) ?? []) reached.add(other); // It grows as it is read.
  return reached;
}

/** How many nodes stand in groups. */
export function inGroups({ groups }: Shown): number {
  return new Set(groups.flatMap(({ rest }) => rest)).size;
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
