import { wrapped } from "../picture/text";
import { words } from "../ui/words";
import { originOf, type Step } from "./path";

const NARROW = 480;
const NAME_SIZE = 13;
const NOTE_SIZE = 11;
const LINE = 16;
const PAD = 8;
const CARD = 150;
const BETWEEN = 130;
const GAP = 10;

/** A node and the way to it, with their places. */
export interface Placed {
  step: Step;
  card: { x: number; y: number; width: number; height: number; lines: readonly string[] };
  /** The way to it from the node before. */
  way?: {
    x: number;
    y: number;
    width: number;
    height: number;
    /** The kind of the edge, and where that comes from. */
    name: readonly string[];
    origin: readonly string[];
  };
}

export interface Layout {
  placed: readonly Placed[];
  height: number;
  isColumn: boolean;
}

/** In rows, from left to right; where there is no room for three, in a column. */
export function laidOut(steps: readonly Step[], width: number): Layout {
  return width < NARROW ? column(steps, width) : rows(steps, width);
}

function column(steps: readonly Step[], width: number): Layout {
  let y = 1;
  const placed = steps.map((step): Placed => {
    const texts = textsOf(step, width - 40);
    const height = texts ? (texts.name.length + texts.origin.length) * LINE + PAD : 0;
    const way = texts && { x: 1, y, width: width - 2, height, ...texts };
    const lines = wrapped(step.node.name, width - 2 * PAD - 2, NAME_SIZE);
    const card = { x: 1, y: y + height, width: width - 2, height: heightOf(lines), lines };
    y = card.y + card.height;
    return { step, card, ...(way && { way }) };
  });
  return { placed, height: y + 2, isColumn: true };
}

function rows(steps: readonly Step[], width: number): Layout {
  const names = steps.map(({ node }) => wrapped(node.name, CARD - 2 * PAD, NAME_SIZE));
  const texts = steps.map((step) => textsOf(step, BETWEEN - 8));
  const above = Math.max(0, ...texts.map((one) => one?.name.length ?? 0)) * LINE + GAP;
  const below = Math.max(0, ...texts.map((one) => one?.origin.length ?? 0)) * LINE + GAP;
  const height = Math.max(above + below, ...names.map(heightOf));
  let [x, y] = [1, 1];
  const placed = steps.map((step, place): Placed => {
    const text = texts[place];
    const way = text && { x, y, width: BETWEEN, height, ...text };
    if (way) x += BETWEEN;
    const lines = names[place] ?? [];
    const card = { x, y: y + (height - heightOf(lines)) / 2, width: CARD, height: heightOf(lines), lines };
    x += CARD;
    if (x + BETWEEN + CARD > width && place < steps.length - 1) [x, y] = [1, y + height + GAP];
    return { step, card, ...(way && { way }) };
  });
  return { placed, height: y + height + 2, isColumn: false };
}

function heightOf(lines: readonly string[]): number {
  return lines.length * LINE + LINE + 2 * PAD;
}

function textsOf({ edge }: Step, room: number): { name: readonly string[]; origin: readonly string[] } | undefined {
  if (!edge) return undefined;
  const origin = originOf(edge);
  return {
    name: wrapped(words(edge.kind), room, NAME_SIZE, 2),
    origin: origin ? wrapped(origin, room, NOTE_SIZE, 2) : [],
  };
}
