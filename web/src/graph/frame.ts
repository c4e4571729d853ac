import type { Core } from "cytoscape";

/** Room around the picture, in pixels. */
export const PADDING = 16;
/** Room for the names at its sides. */
const NAMES = 120;
/** The nearest that a picture is shown at first. */
export const NEAREST = 1.2;
/** Further away than this, names of neighbouring rows would touch. */
const LEGIBLE = 0.7;
const MOVE = 350;

/** Shows as much as can be read, around the node in the middle. */
export function frame(cy: Core, moving = false): void {
  const extent = extentOf(cy, 1 / 3);
  show(cy, Math.max(wholeZoom(cy, extent), LEGIBLE), extent, moving);
}

/** Shows all, however small. */
export function fit(cy: Core): void {
  const extent = extentOf(cy, 1 / 8);
  show(cy, wholeZoom(cy, extent), extent, false);
}

/** Nearer by a factor, around the middle. */
export function zoom(cy: Core, factor: number): void {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

/** Whether a place is within what the screen shows. */
export function inSight(cy: Core, { x, y }: { x: number; y: number }): boolean {
  const { x1, y1, x2, y2 } = cy.extent();
  return x > x1 && x < x2 && y > y1 && y < y2;
}

interface Extent {
  x1: number;
  x2: number;
  y1: number;
  y2: number;
  /** Pixels for names to the left and the right. */
  left: number;
  right: number;
}

/** How far the picture reaches; names have at most a share of the width at each side. */
function extentOf(cy: Core, share: number): Extent {
  const nodes = cy.nodes().toArray();
  const xs = nodes.map((node) => node.position("x"));
  const ys = nodes.map((node) => node.position("y"));
  const named = (side: number) => (nodes.some((node) => node.data("side") === side) ? NAMES : NAMES / 2) + PADDING;
  return {
    x1: Math.min(0, ...xs),
    x2: Math.max(0, ...xs),
    y1: Math.min(0, ...ys),
    y2: Math.max(0, ...ys),
    left: Math.min(named(-1), cy.width() * share),
    right: Math.min(named(1), cy.width() * share),
  };
}

function wholeZoom(cy: Core, { x1, x2, y1, y2, left, right }: Extent): number {
  const across = (cy.width() - left - right) / Math.max(x2 - x1, 1);
  const down = (cy.height() - 2 * PADDING) / Math.max(y2 - y1, 1);
  return Math.max(Math.min(across, down, NEAREST), cy.minZoom());
}

function show(cy: Core, level: number, { x1, x2, y1, y2, left, right }: Extent, moving: boolean): void {
  const pan = {
    x: panned(cy.width(), x1 * level - left, x2 * level + right),
    y: panned(cy.height(), y1 * level - PADDING, y2 * level + PADDING),
  };
  if (moving && !matchMedia("(prefers-reduced-motion: reduce)").matches)
    cy.animate({ zoom: level, pan }, { duration: MOVE });
  else cy.viewport({ zoom: level, pan });
}

/** Where the middle of the graph stands: all is shown if there is room for it, else the middle is in the middle. */
function panned(room: number, from: number, to: number): number {
  return to - from <= room ? (room - from - to) / 2 : room / 2;
}
