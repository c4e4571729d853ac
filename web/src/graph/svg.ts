import type { Core, EdgeSingular, NodeSingular } from "cytoscape";
import { DASHES, lookOf } from "./edge-looks";
import { bounds, byOrder } from "./labels";
import type { Side } from "./layout";
import type { GraphNode } from "./query";
import { shapeOf } from "./shapes";

const MARGIN = 40;
const ARROW = 6;

/** The picture as lines, polygons and words, as sharp at any size; its zoom has to be 1, as `formats.ts` sees to. */
export function svgOf(cy: Core, surface: string): string {
  const { x1, x2, y1, y2 } = bounds(cy);
  const box = [x1 - MARGIN, y1 - MARGIN, x2 - x1 + 2 * MARGIN, y2 - y1 + 2 * MARGIN].map(round);
  const [x, y, width, height] = box;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}" width="${width}" height="${height}">`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${surface}"/>`,
    `<g fill="none">${cy.edges().toArray().sort(byOrder).map(edgeOf).join("\n")}</g>`,
    `<g font-family="system-ui, sans-serif">${cy.nodes().toArray().sort(byOrder).map(nodeOf).join("\n")}</g>`,
    "</svg>\n",
  ].join("\n");
}

function nodeOf(node: NodeSingular): string {
  const { x, y } = node.position();
  const half = node.width() / 2;
  const corners = shapeOf(node.data("kind") as GraphNode["kind"]).map((part, place) =>
    round((place % 2 ? y : x) + part * half),
  );
  const fill = node.style("background-color");
  const isGroup = node.hasClass("group");
  const shape = node.hasClass("heading")
    ? ""
    : `<polygon points="${corners.join(" ")}" fill="${fill}"${isGroup ? ` stroke="${fill}" stroke-width="3"` : ""}/>`;
  return shape + nameOf(node, half);
}

function nameOf(node: NodeSingular, half: number): string {
  const { x, y } = node.position();
  const [side, size, gap] = [node.data("side"), node.data("font"), node.data("gap")] as [Side, number, number];
  const anchor = ["end", "middle", "start"][side + 1];
  const weight = node.style("font-weight") === "bold" ? ' font-weight="bold"' : "";
  const halo = ` stroke="${node.style("text-background-color")}" stroke-width="2.5" paint-order="stroke"`;
  const lines = String(node.data("label")).split("\n");
  return lines
    .map((line, place) => {
      const [left, base] = side ? [x + side * (half + gap), y + size * 0.35] : [x, y + half + gap + size * (place + 1)];
      return (
        `<text x="${round(left)}" y="${round(base)}" font-size="${round(size)}" text-anchor="${anchor}"${weight}${halo}` +
        ` fill="${node.style("color")}">${escaped(line)}</text>`
      );
    })
    .join("");
}

function edgeOf(edge: EdgeSingular): string {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const corners = edge.segmentPoints() ?? [];
  const [bend] = edge.controlPoints() ?? [];
  const dashes = DASHES[lookOf(edge.data("kind")).line];
  const colour = edge.style("line-color");
  const ink = ` stroke-opacity="${edge.style("line-opacity")}" stroke-dasharray="${dashes.join(" ") || "none"}"`;
  const way = [...corners.map((corner) => `L${at(corner)}`), `${bend ? `Q${at(bend)} ` : "L"}${at(to)}`].join(" ");
  const line = `<path d="M${at(from)} ${way}" stroke="${colour}" stroke-width="1.2"${ink}/>`;
  if (edge.style("target-arrow-shape") === "none") return line;
  return `${line}<path d="${arrow(corners.at(-1) ?? bend ?? from, to)}" fill="${colour}" fill-opacity="0.65"/>`;
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
