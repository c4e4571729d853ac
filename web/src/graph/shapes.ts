import type { NodeKind } from "../api/kinds";

/** Corners within a square from -1 to 1, x and y in turn, y downwards: as Cytoscape takes them. */
export type Shape = readonly number[];

const SQUARE = [-0.8, -0.8, 0.8, -0.8, 0.8, 0.8, -0.8, 0.8];
const PLUS = [
  -0.35, -1, 0.35, -1, 0.35, -0.35, 1, -0.35, 1, 0.35, 0.35, 0.35, 0.35, 1, -0.35, 1, -0.35, 0.35, -1, 0.35, -1, -0.35,
  -0.35, -0.35,
];
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

/** Each kind of node has a shape of its own, so that colour is not the only sign of it. */
export const SHAPES: Record<NodeKind, Shape> = {
  PROCEDURE: regular(20),
  STEP: CHEVRON,
  SECTION: PAGE,
  ALTERNATIVE: LEANING,
  CATEGORY: TAG,
  INDICATION: SQUARE,
  DIAGNOSIS: regular(6),
  BENEFIT: PLUS,
  RECOVERY: HOURGLASS,
  EXPRESSION: SPEECH,
  RISK: regular(3),
  PREPARATION: ARROW,
  ROLE: regular(5),
  SETTING: HOUSE,
  PLACE_OF_SERVICE: NOTCHED,
  POLICY: SHIELD,
  PAYER: star(4, 0.45),
  DIAGNOSIS_GROUP: regular(4),
  MAJOR_DIAGNOSTIC_CATEGORY: star(6, 0.6),
  CODE_SECTION: BAR,
  BODY_SYSTEM: regular(8),
  ROOT_OPERATION: star(5, 0.45),
  BODY_PART: TRAPEZOID,
  APPROACH: regular(3, Math.PI),
  DEVICE: star(8, 0.7),
  QUALIFIER: BOW,
  PROCEDURE_TABLE: PILLAR,
};

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
