import type { Core, EdgeSingular, NodeSingular } from "cytoscape";
import { DASHES, EDGE_LOOKS } from "./edge-looks";
import type { GraphEdge, GraphNode } from "./query";
import { shapeOf } from "./shapes";

const MARGIN = 40;
const ARROW = 8;

/** The picture as lines, polygons and words, as sharp at any size. */
export function svgOf(cy: Core, surface: string): string {
  const visible = cy.elements(":visible");
  const { x1, y1, w, h } = visible.boundingBox();
  const box = [x1 - MARGIN, y1 - MARGIN, w + 2 * MARGIN, h + 2 * MARGIN].map(round);
  const [x, y, width, height] = box;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}" width="${width}" height="${height}">`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${surface}"/>`,
    `<g fill="none" stroke-opacity="0.65">${visible.edges().map(edgeOf).join("\n")}</g>`,
    `<g font-family="system-ui, sans-serif" text-anchor="middle">${visible.nodes().map(nodeOf).join("\n")}</g>`,
    "</svg>\n",
  ].join("\n");
}

function nodeOf(node: NodeSingular): string {
  const { x, y } = node.position();
  const half = node.width() / 2;
  const corners = shapeOf(node.data("kind") as GraphNode["kind"]).map((part, place) =>
    round((place % 2 ? y : x) + part * half),
  );
  const size = node.hasClass("centre") ? 13 : 11;
  const colour = node.style("color");
  const edge = ` stroke="${node.style("text-outline-color")}" stroke-width="2.5" paint-order="stroke"`;
  return (
    `<polygon points="${corners.join(" ")}" fill="${node.style("background-color")}"/>` +
    `<text x="${round(x)}" y="${round(y + half + size + 3)}" font-size="${size}"${edge} fill="${colour}">` +
    `${escaped(node.data("name"))}</text>`
  );
}

function edgeOf(edge: EdgeSingular): string {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const [bend] = edge.controlPoints() ?? [];
  const dashes = DASHES[EDGE_LOOKS[edge.data("kind") as GraphEdge["kind"]].line];
  const colour = edge.style("line-color");
  const line = `M${at(from)} ${bend ? `Q${at(bend)} ` : "L"}${at(to)}`;
  return (
    `<path d="${line}" stroke="${colour}" stroke-width="1.4" stroke-dasharray="${dashes.join(" ") || "none"}"/>` +
    `<path d="${arrow(bend ?? from, to)}" fill="${colour}" fill-opacity="0.65"/>`
  );
}

interface Point {
  x: number;
  y: number;
}

/** A triangle that points where a line comes to its end. */
function arrow(from: Point, to: Point): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [((to.x - from.x) / length) * ARROW, ((to.y - from.y) / length) * ARROW];
  const base = { x: to.x - x, y: to.y - y };
  const [left, right] = [1, -1].map((side) => at({ x: base.x - (side * y) / 2, y: base.y + (side * x) / 2 }));
  return `M${at(to)} L${left} L${right}Z`;
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
