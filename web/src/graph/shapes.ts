import type { NodeKind } from "../api/kinds";
import { NODE_STYLES } from "../ui/node-styles";

/** Corners within a square from -1 to 1, x and y in turn, y downwards: as Cytoscape takes them. */
export type Shape = readonly number[];

const SQUARE = [-0.8, -0.8, 0.8, -0.8, 0.8, 0.8, -0.8, 0.8];
const PLUS = [
  -0.35, -1, 0.35, -1, 0.35, -0.35, 1, -0.35, 1, 0.35, 0.35, 0.35, 0.35, 1, -0.35, 1, -0.35, 0.35, -1, 0.35, -1, -0.35,
  -0.35, -0.35,
];
const CROSS = [-1, -0.6, -0.6, -1, 0, -0.4, 0.6, -1, 1, -0.6, 0.4, 0, 1, 0.6, 0.6, 1, 0, 0.4, -0.6, 1, -1, 0.6, -0.4, 0];
const TAG = [-1, -0.65, 0.3, -0.65, 1, 0, 0.3, 0.65, -1, 0.65];
const TRAPEZOID = [-0.5, -0.7, 0.5, -0.7, 1, 0.7, -1, 0.7];
const LEANING = [-0.4, -0.7, 1, -0.7, 0.4, 0.7, -1, 0.7];
const ARROW = [-1, -0.4, 0, -0.4, 0, -0.9, 1, 0, 0, 0.9, 0, 0.4, -1, 0.4];
const CHEVRON = [-1, -0.8, 0.2, -0.8, 1, 0, 0.2, 0.8, -1, 0.8, -0.2, 0];
const HOURGLASS = [-0.9, -0.9, 0.9, -0.9, 0.25, 0, 0.9, 0.9, -0.9, 0.9, -0.25, 0];
const SHIELD = [-0.85, -0.9, 0.85, -0.9, 0.85, 0.2, 0, 1, -0.85, 0.2];
const PAGE = [-0.75, -1, 0.3, -1, 0.75, -0.5, 0.75, 1, -0.75, 1];
const NOTCHED = [
  -1, -0.6, -0.7, -0.6, -0.7, -0.9, 0.7, -0.9, 0.7, -0.6, 1, -0.6, 1, 0.6, 0.7, 0.6, 0.7, 0.9, -0.7, 0.9, -0.7, 0.6, -1,
  0.6,
];
const BAR = [-1, -0.5, 1, -0.5, 1, 0.5, -1, 0.5];
const PILLAR = [-0.5, -1, 0.5, -1, 0.5, 1, -0.5, 1];
const HOUSE = [0, -1, 0.95, -0.15, 0.95, 0.95, -0.95, 0.95, -0.95, -0.15];
const SPEECH = [-1, -0.85, 1, -0.85, 1, 0.4, 0, 0.4, -0.5, 1, -0.4, 0.4, -1, 0.4];
const BOW = [-1, -0.9, 0, -0.25, 1, -0.9, 1, 0.9, 0, 0.25, -1, 0.9];

/** The shapes by the names that the styles of kinds have for them. */
const SHAPES: Readonly<Record<string, Shape>> = {
  circle: regular(20),
  chevron: CHEVRON,
  page: PAGE,
  parallelogram: LEANING,
  tag: TAG,
  square: SQUARE,
  hexagon: regular(6),
  plus: PLUS,
  cross: CROSS,
  hourglass: HOURGLASS,
  speech: SPEECH,
  triangle: regular(3),
  arrow: ARROW,
  pentagon: regular(5),
  house: HOUSE,
  notched: NOTCHED,
  shield: SHIELD,
  "star-4": star(4, 0.45),
  diamond: regular(4),
  "star-6": star(6, 0.6),
  bar: BAR,
  octagon: regular(8),
  "star-5": star(5, 0.45),
  trapezoid: TRAPEZOID,
  "triangle-down": regular(3, Math.PI),
  "star-8": star(8, 0.7),
  bow: BOW,
  pillar: PILLAR,
};

/** The shape of a kind of node, so that colour is not the only sign of it. */
export function shapeOf(kind: NodeKind): Shape {
  return SHAPES[NODE_STYLES[kind].shape] ?? SQUARE;
}

/** A regular polygon that stands on its side with one corner up, unless it is turned. */
function regular(corners: number, turn = 0): Shape {
  return Array.from({ length: corners }, (_, place) => corner((place * 2 * Math.PI) / corners + turn)).flat();
}

function star(rays: number, inner: number): Shape {
  return Array.from({ length: rays * 2 }, (_, place) => corner((place * Math.PI) / rays, place % 2 ? inner : 1)).flat();
}

function corner(angle: number, radius = 1): [number, number] {
  return [Math.sin(angle) * radius, -Math.cos(angle) * radius];
}
