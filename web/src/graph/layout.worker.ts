/** Finds a place for each node, beside the page, so that this never waits for it. */

import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import type { LayoutQuestion, Position, Positions } from "./use-layout";

/** Room for a node with its label. */
const SIZE = { width: 96, height: 44 };
const APART = 110;
/** Steps of a spiral that come near everything in turn. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

cytoscape.use(fcose);
const known = new Map<string, Positions>();

addEventListener("message", ({ data }: MessageEvent<LayoutQuestion>) => {
  postMessage({ id: data.id, positions: arranged(data) });
});

/** Each stage keeps the picture of those before it, so that an expansion turns round nothing that was seen before. */
function arranged({ stages, edges }: LayoutQuestion): Positions {
  let positions: Positions = {};
  for (let place = 0; place < stages.length; place++) {
    const nodes = stages.slice(0, place + 1).flat();
    const key = nodes.join(" ");
    positions = known.get(key) ?? stage(nodes, edges, roomier(positions, nodes.length));
    known.set(key, positions);
  }
  return positions;
}

/** The same picture with as much more room as so many nodes need. */
function roomier(positions: Positions, nodes: number): Positions {
  const before = Object.entries(positions);
  const by = Math.sqrt(nodes / Math.max(before.length, 1));
  return Object.fromEntries(before.map(([curie, { x, y }]) => [curie, { x: x * by, y: y * by }]));
}

function stage(nodes: readonly string[], edges: LayoutQuestion["edges"], fixed: Positions): Positions {
  Math.random = seeded(1); // The layout draws lots; the same graph shall look the same each time.
  const ids = new Set(nodes);
  const graph = cytoscape({
    headless: true,
    styleEnabled: true,
    style: [{ selector: "node", style: { ...SIZE, shape: "rectangle" } }],
    layout: { name: "preset" },
    elements: [
      ...nodes.map((id) => ({ data: { id } })),
      ...edges
        .filter(([source, target]) => ids.has(source) && ids.has(target))
        .map(([source, target]) => ({ data: { source, target } })),
    ],
  });
  graph.layout(options(fixed)).run();
  const positions = Object.fromEntries(graph.nodes().map((node) => [node.id(), rounded(node.position())]));
  graph.destroy();
  return freed(positions, fixed);
}

/** What was added and would stand on something else goes to the nearest free place around. */
function freed(positions: Positions, fixed: Positions): Positions {
  if (!Object.keys(fixed).length) return positions;
  const free = new Map(Object.entries(fixed));
  for (const [id, wanted] of Object.entries(positions)) {
    if (!free.has(id)) free.set(id, nearestFree(wanted, [...free.values()]));
  }
  return Object.fromEntries(free);
}

function nearestFree(wanted: Position, taken: readonly Position[]): Position {
  let place = wanted;
  const isTaken = ({ x, y }: Position) =>
    Math.abs(x - place.x) < SIZE.width * 0.6 && Math.abs(y - place.y) < SIZE.height * 0.8;
  for (let step = 1; taken.some(isTaken); step++) {
    const [angle, radius] = [step * GOLDEN_ANGLE, 12 * Math.sqrt(step)];
    place = rounded({ x: wanted.x + radius * Math.cos(angle), y: wanted.y + radius * Math.sin(angle) });
  }
  return place;
}

function options(fixed: Positions): cytoscape.LayoutOptions {
  const fixedNodeConstraint = Object.entries(fixed).map(([nodeId, position]) => ({ nodeId, position }));
  const own = { quality: "default", animate: false, fit: false, packComponents: false, tile: false };
  return {
    name: "fcose",
    ...own,
    nodeRepulsion: () => 12_000,
    idealEdgeLength: () => APART,
    fixedNodeConstraint,
  } as cytoscape.LayoutOptions;
}

function rounded({ x, y }: Position): Position {
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
}

/** Numbers that look drawn by lot and are the same each time: Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
