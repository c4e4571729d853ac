import type { Core, EdgeSingular, NodeSingular } from "cytoscape";
import { words } from "../ui/words";
import { elided, widthOf, wrapped } from "./text-width";

/** Sizes of letters in pixels of the screen, whatever the zoom is. */
const [FONT, CENTRE_FONT, SMALL_FONT] = [11.5, 13, 10.5];
/** Nearer than this, names grow with the picture. */
const GROWS = 1.3;
const LINE = 1.15;
const GAP = 3;
/** Of a name that has to be cut, at least so many pixels remain, or it is left out. */
const SHORTEST = 46;
/** Of what a group holds at least this share, so that it can be guessed; else only the number remains. */
const GROUP_SHARE = 0.7;
const LONGEST = 340;
/** Half the width that the name of the node in the middle may have, in units of the picture. */
const CENTRE_ROOM = 74;

/** In pixels of the screen. */
interface Box {
  x1: number;
  x2: number;
  y1: number;
  y2: number;
}

/**
 * Gives names to as many nodes and edges as have room for them; none touches another, or a node. What is for the screen
 * ends where the screen does; what is not, as a file, has names everywhere.
 */
export function label(cy: Core, isForScreen = true): void {
  const scale = Math.max(1, cy.zoom() / GROWS);
  const nodes = cy.nodes().toArray().sort(byRank);
  const solid = nodes.filter((node) => !node.hasClass("heading"));
  const taken = new Taken(
    solid.map((node) => ({ ...boxOf(node), of: node.id() })),
    isForScreen ? cy.width() : Infinity,
  );
  cy.batch(() => {
    for (const node of nodes) name(node, taken, scale);
    const edges = cy.edges().toArray().filter((edge) => isNamed(edge) || edge.data("label") !== "");
    for (const edge of edges.sort(byOrder)) nameEdge(edge, taken, scale);
  });
}

function byRank(one: NodeSingular, other: NodeSingular): number {
  return rank(one) - rank(other) || byOrder(one, other);
}

/** In the order in which a picture is drawn at once. */
export function byOrder(one: NodeSingular | EdgeSingular, other: NodeSingular | EdgeSingular): number {
  return one.data("order") - other.data("order");
}

/** What is named first. */
function rank(node: NodeSingular): number {
  const order = ["under", "chosen", "centre", "picked", "on-path", "expanded", "group", "heading"];
  const place = order.findIndex((mark) => node.hasClass(mark));
  return place < 0 ? order.length : place;
}

function name(node: NodeSingular, taken: Taken, scale: number): void {
  const font = fontOf(node) * scale;
  const weight = weightOf(node);
  const found = first(textsOf(node, font, weight), (text) => taken.take(boxOfName(node, text, font, weight), node.id()));
  const [size, gap] = [font / node.cy().zoom(), GAP / node.cy().zoom()];
  if (node.data("label") !== (found ?? "") || node.data("font") !== size) node.data({ label: found ?? "", font: size, gap });
}

/** The first that is right; those after it are not made. */
function first<Item>(items: Iterable<Item>, isRight: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (isRight(item)) return item;
  return undefined;
}

/** What can stand at a node: its whole name, or ever less of it. */
function* textsOf(node: NodeSingular, font: number, weight: string): Generator<string> {
  const full: string = node.data("text");
  if (node.hasClass("centre")) {
    yield wrapped(full, 2 * CENTRE_ROOM * node.cy().zoom(), font, weight);
    return;
  }
  yield elided(full, LONGEST, font, weight);
  const least = node.hasClass("group") ? GROUP_SHARE * widthOf(full, font, weight) : SHORTEST;
  for (let room = widthOf(full, font, weight) * 0.85; room > least; room *= 0.85) yield elided(full, room, font, weight);
  if (node.hasClass("group")) yield node.data("short");
}

function fontOf(node: NodeSingular): number {
  return node.hasClass("centre") ? CENTRE_FONT : node.hasClass("heading") ? SMALL_FONT : FONT;
}

function weightOf(node: NodeSingular): string {
  return node.hasClass("centre") || node.hasClass("group") ? "bold" : "";
}

/** What all nodes and their names take up. */
export function bounds(cy: Core): Box {
  const boxes = cy.nodes().toArray().flatMap((node) => {
    const font = node.data("font") * cy.zoom();
    return [boxOf(node), boxOfName(node, node.data("label"), font, weightOf(node))];
  });
  return {
    x1: Math.min(...boxes.map(({ x1 }) => x1)),
    x2: Math.max(...boxes.map(({ x2 }) => x2)),
    y1: Math.min(...boxes.map(({ y1 }) => y1)),
    y2: Math.max(...boxes.map(({ y2 }) => y2)),
  };
}

function boxOf(node: NodeSingular): Box {
  const { x, y } = node.renderedPosition();
  const half = (node.width() / 2) * node.cy().zoom();
  return { x1: x - half, x2: x + half, y1: y - half, y2: y + half };
}

function boxOfName(node: NodeSingular, text: string, font: number, weight: string): Box {
  const { x, y } = node.renderedPosition();
  const lines = text.split("\n");
  const [width, height] = [Math.max(...lines.map((line) => widthOf(line, font, weight))), lines.length * font * LINE];
  const half = (node.width() / 2) * node.cy().zoom();
  const side: number = node.data("side");
  if (!side) return { x1: x - width / 2, x2: x + width / 2, y1: y + half + GAP, y2: y + half + GAP + height };
  const near = x + side * (half + GAP);
  const [x1, x2] = side > 0 ? [near, near + width] : [near - width, near];
  return { x1, x2, y1: y - height / 2, y2: y + height / 2 };
}

/** Kinds of edges are named at those edges only that something makes stand out. */
function isNamed(edge: EdgeSingular): boolean {
  return !edge.hasClass("mixed") && ["near", "chosen", "on-path"].some((mark) => edge.hasClass(mark));
}

function nameEdge(edge: EdgeSingular, taken: Taken, scale: number): void {
  const font = SMALL_FONT * scale;
  const text = words(edge.data("kind"));
  const shown = isNamed(edge) && taken.take(boxOfEdgeName(edge, text, font), edge.id()) ? text : "";
  edge.data({ label: shown, font: font / edge.cy().zoom() });
}

function boxOfEdgeName(edge: EdgeSingular, text: string, font: number): Box {
  const { x, y } = edge.renderedMidpoint();
  const [half, height] = [widthOf(text, font, "") / 2, font * LINE];
  return { x1: x - half, x2: x + half, y1: y - height / 2, y2: y + height / 2 };
}

/** What is on the screen already, in strips, so that few have to be looked at. */
class Taken {
  readonly #strips = new Map<number, (Box & { of: string })[]>();

  constructor(
    boxes: readonly (Box & { of: string })[],
    /** How wide the screen is. */
    readonly width: number,
  ) {
    for (const box of boxes) this.#put(box);
  }

  /** Takes some room if nothing but what it belongs to is there. */
  take(box: Box, of: string): boolean {
    if (Number.isFinite(this.width) && (box.x1 < 0 || box.x2 > this.width)) return false;
    const isFree = this.#near(box).every(
      (other) => other.of === of || box.x2 < other.x1 || box.x1 > other.x2 || box.y2 < other.y1 || box.y1 > other.y2,
    );
    if (isFree) this.#put({ ...box, of });
    return isFree;
  }

  #near(box: Box): (Box & { of: string })[] {
    return stripsOf(box).flatMap((strip) => this.#strips.get(strip) ?? []);
  }

  #put(box: Box & { of: string }): void {
    for (const strip of stripsOf(box)) this.#strips.set(strip, [...(this.#strips.get(strip) ?? []), box]);
  }
}

const STRIP = 40;

function stripsOf({ y1, y2 }: Box): number[] {
  const first = Math.floor(y1 / STRIP);
  return Array.from({ length: Math.floor(y2 / STRIP) - first + 1 }, (_, place) => first + place);
}
