import type { Core, ElementDefinition } from "cytoscape";
import { codeOf, SYSTEMS } from "../ui/codes";
import { words } from "../ui/words";
import { frame, inSight } from "./frame";
import type { Gathered } from "./gather";
import { type Group, title } from "./group";
import type { Heading, Layout, Place } from "./layout";
import { edgeId, type GraphEdge, type GraphNode } from "./query";
import type { Item } from "./reveal";
import { idsOfPath, type Shown } from "./shown";
import type { View } from "./view";

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

/** What there is to draw. */
export interface Drawing {
  gathered: Gathered;
  shown: Shown;
  items: readonly Item[];
  layout: Layout;
}

/** Makes the picture one of what is shown; what was there stays where it is. */
export function draw(cy: Core, drawing: Drawing): void {
  const isFirst = cy.nodes().empty();
  const wanted = elementsOf(drawing);
  const ids = new Set(wanted.map(({ data }) => data.id));
  const fresh = wanted.filter(({ data }) => cy.getElementById(data.id ?? "").empty());
  cy.batch(() => {
    cy.elements().filter((element) => !ids.has(element.id())).remove();
    cy.add(fresh.map((element) => ({ ...element, data: { ...UNNAMED, ...element.data } })));
    // A group has another number by now; and a picture that grew is one that was drawn at once.
    wanted.forEach(({ data, position }, order) => {
      const element = cy.getElementById(data.id ?? "");
      element.data({ ...data, order });
      if (position) element.position(position);
    });
  });
  const isInSight = fresh.every(({ position }) => !position || inSight(cy, position));
  if (isFirst || !isInSight) frame(cy, !isFirst);
}

/** Until it is known who has room for a name. */
const UNNAMED = { label: "", font: 1, gap: 0 };

function elementsOf({ gathered, shown, items, layout }: Drawing): ElementDefinition[] {
  const first = new Map(items.flatMap(({ id, block }) => (block ? [[id, block] as const] : [])));
  const at = (element: ElementDefinition, place: Place | undefined): ElementDefinition[] =>
    place ? [{ ...element, position: { x: place.x, y: place.y }, data: { ...element.data, side: place.side } }] : [];
  /** The edge by which something came is drawn as a branch, all others as arcs. */
  const leads = (edge: GraphEdge): "" | "branch" =>
    [edge.sourceCurie, edge.targetCurie].some((id) => {
      const block = first.get(id);
      return block?.edgeKind === edge.kind && id === (block.isOut ? edge.targetCurie : edge.sourceCurie) &&
        block.of === (block.isOut ? edge.sourceCurie : edge.targetCurie);
    })
      ? "branch"
      : "";
  const placed = new Set(shown.nodes.map(({ curie }) => curie));
  const headings = layout.headings.filter(({ block }) => isUsed(block.id, items, placed, shown.groups));
  return [
    ...shown.nodes.flatMap((node) => at(named(node), layout.places.get(node.curie))),
    ...shown.groups.flatMap((group) => at(groupElement(group, gathered), layout.places.get(group.id))),
    ...headings.flatMap((heading) => at(headingElement(heading, headings, gathered), heading)),
    ...shown.edges.map((edge) => bent(edgeElement(edge), leads(edge), layout)),
    ...shown.groups.map((group) => bent(groupEdge(group), "branch", layout)),
  ];
}

function isUsed(block: string, items: readonly Item[], placed: ReadonlySet<string>, groups: readonly Group[]): boolean {
  return groups.some(({ id }) => id === block) || items.some((item) => item.block?.id === block && placed.has(item.id));
}

/** A node with what stands beside it: codes have long names that are much alike, so that the code comes first. */
function named(node: GraphNode): ElementDefinition {
  const { data, ...element } = nodeElement(node);
  const isOfSystem = Object.hasOwn(SYSTEMS, node.curie.slice(0, node.curie.indexOf(":")));
  const code = isOfSystem ? codeOf(node.curie) : undefined;
  return { ...element, data: { ...data, text: code ? `${code} ${node.name}` : node.name } };
}

function groupElement(group: Group, { names }: Gathered): ElementDefinition {
  return {
    group: "nodes",
    classes: group.isMixed ? "group mixed" : "group",
    data: { id: group.id, kind: group.kind, text: title(group, names), short: `+${group.rest.length}${group.isCut ? " or more" : ""}` },
  };
}

/** What leads to a block; where blocks of several kinds are led to alike, with the kind. */
function headingElement({ id, block }: Heading, all: readonly Heading[], { names }: Gathered): ElementDefinition {
  const alike = all.filter((other) => other.block.edgeKind === block.edgeKind && other.block.isOut === block.isOut);
  const said = [block.isOut ? "" : "← ", words(block.edgeKind)].join("");
  const text = alike.length > 1 ? `${said}: ${names.get(block.kind)?.plural ?? block.kind}` : said;
  return { group: "nodes", classes: "heading", data: { id, kind: block.kind, text } };
}

/** The edges between a node and its group, as one. */
function groupEdge(group: Group): ElementDefinition {
  const { id, of, edgeKind, isOut } = group;
  const [source, target] = isOut ? [of, id] : [id, of];
  return { group: "edges", classes: "to-group", data: { id: `edge ${id}`, source, target, kind: edgeKind } };
}

/** An edge with what its way depends on. */
function bent(element: ElementDefinition, leads: string, { places }: Layout): ElementDefinition {
  const [from, to] = [element.data["source"], element.data["target"]].map((id) => places.get(id as string));
  const isOutward = Math.abs(to?.x ?? 0) >= Math.abs(from?.x ?? 0);
  const side = (isOutward ? to?.side : from?.side) ?? 0;
  const isArc = !leads && from && to && from.x === to.x;
  return {
    ...element,
    classes: [element.classes, leads, isArc ? "arc" : ""].filter(Boolean).join(" "),
    data: { ...element.data, side, isOutward, bow: isArc ? Math.sign(to.y - from.y) * -side : 0 },
  };
}

/** Marks what is chosen, picked, expanded, found and on the path. */
export function mark(cy: Core, gathered: Gathered, view: View, found: ReadonlySet<string> | undefined): void {
  const path = idsOfPath(gathered);
  cy.batch(() => {
    cy.elements().forEach((element) => {
      const id = element.id();
      element.toggleClass("on-path", path.has(id));
      element.toggleClass("aside", isAside(id));
      element.toggleClass("chosen", id === view.selected);
      element.toggleClass("picked", view.picked.includes(id));
      element.toggleClass("expanded", view.expanded.includes(id));
      element.toggleClass("centre", id === view.of);
      element.removeClass("near");
    });
    cy.nodes(".chosen").connectedEdges().addClass("near");
  });
  function isAside(id: string): boolean {
    if (id === view.selected) return false;
    return found ? !found.has(id) : path.size > 0 && !path.has(id);
  }
}
