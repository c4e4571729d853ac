import type { Core, ElementDefinition } from "cytoscape";
import type { Gathered } from "./gather";
import { edgeId, type GraphEdge, type GraphNode } from "./query";
import { idsOfPath, type Shown } from "./shown";
import type { Positions } from "./use-layout";
import type { View } from "./view";

const PADDING = 30;
const MOVE = 350;

/** What Cytoscape is given for a node. */
export function nodeElement({ curie, kind, name }: GraphNode): ElementDefinition {
  return { group: "nodes", data: { id: curie, kind, name } };
}

/** What Cytoscape is given for an edge. */
export function edgeElement(edge: GraphEdge): ElementDefinition {
  return {
    group: "edges",
    data: { id: edgeId(edge), source: edge.sourceCurie, target: edge.targetCurie, kind: edge.kind },
  };
}

/** Makes the picture one of what was gathered. */
export function draw(cy: Core, { nodes, edges }: Gathered, positions: Positions): void {
  const isFirst = cy.nodes().empty();
  const placed = [...nodes.values()].filter(({ curie }) => positions[curie]);
  const isPlaced = ({ sourceCurie, targetCurie }: GraphEdge) => positions[sourceCurie] && positions[targetCurie];
  const wanted = [...placed.map(nodeElement), ...[...edges.values()].filter(isPlaced).map(edgeElement)];
  const ids = new Set(wanted.map(({ data }) => data.id));
  const gone = cy.elements().filter((element) => !ids.has(element.id()));
  const fresh = wanted.filter(({ data }) => cy.getElementById(data.id ?? "").empty());
  if (gone.empty() && !fresh.length) return;
  cy.batch(() => {
    gone.remove();
    cy.add(fresh);
  });
  const moving = !isFirst && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  move(cy, positions, moving);
  fit(cy, moving);
}

/** Shows all that is not hidden, as large as there is room for. */
export function fit(cy: Core, moving = false): void {
  const eles = cy.elements(":visible");
  if (moving) cy.animate({ fit: { eles, padding: PADDING } }, { duration: MOVE });
  else cy.fit(eles, PADDING);
}

/** Nearer by a factor, around the middle. */
export function zoom(cy: Core, factor: number): void {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

/** Marks what is hidden, chosen, picked, expanded and on the path. */
export function mark(cy: Core, gathered: Gathered, shown: Shown, view: View): void {
  const visible = new Set([...shown.nodes.map(({ curie }) => curie), ...shown.edges.map(edgeId)]);
  const path = idsOfPath(gathered);
  cy.batch(() => {
    const all = cy.elements();
    all.forEach((element) => {
      const id = element.id();
      element.toggleClass("hidden", !visible.has(id));
      element.toggleClass("on-path", path.has(id));
      element.toggleClass("aside", path.size > 0 && !path.has(id) && id !== view.selected);
      element.toggleClass("chosen", id === view.selected);
      element.toggleClass("picked", view.picked.includes(id));
      element.toggleClass("expanded", view.expanded.includes(id));
      element.toggleClass("centre", id === view.of);
    });
    all.removeClass("near");
    cy.nodes(".chosen").connectedEdges().addClass("near");
  });
}

function move(cy: Core, positions: Positions, moving: boolean): void {
  cy.nodes().forEach((node) => {
    const position = positions[node.id()];
    if (!position) return;
    node.stop();
    if (moving) node.animate({ position: { ...position } }, { duration: MOVE });
    else node.position({ ...position });
  });
}
