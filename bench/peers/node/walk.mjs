// Walks over the graph: the nodes around some nodes, and the shortest path between two.

/** Nodes nearest first and by name among equals, with all edges among them. */
export function neighborhood({ byCurie }, of, depth, maxNodes) {
  const found = new Set();
  for (const curie of of) {
    const node = byCurie.get(curie);
    if (node !== undefined && found.size < maxNodes) found.add(node);
  }
  let frontier = [...found];
  let truncated = false;
  for (let hop = 0; hop < depth && frontier.length > 0 && !truncated; hop++) {
    const fresh = nearest(frontier, found, maxNodes);
    const room = maxNodes - found.size;
    truncated = fresh.length > room;
    frontier = truncated ? fresh.slice(0, room) : fresh;
    for (const node of frontier) found.add(node);
  }
  return { nodes: [...found], edges: among(found), truncated };
}

/** The nodes one hop on, by name. Rows are by name, so the first few fresh ones of each are enough. */
function nearest(frontier, found, most) {
  const fresh = new Set();
  for (const node of frontier) {
    let count = 0;
    for (const far of node.around) {
      if (found.has(far)) continue;
      fresh.add(far);
      if (++count > most) break;
    }
  }
  return [...fresh].sort((one, other) => one.rank - other.rank);
}

function among(found) {
  const edges = [];
  for (const node of found) {
    for (const edge of node.edges ?? []) if (found.has(edge.target)) edges.push(edge);
  }
  edges.sort((one, other) => one.id - other.id);
  return edges.map(asEdge);
}

function asEdge({ kind, source, target }) {
  return { kind, sourceCurie: source.curie, targetCurie: target.curie };
}

/** The shortest path, found from both ends at once, always a whole level of the smaller side; null where there is none. */
export function path({ byCurie }, from, to, maxLength, edgeKinds) {
  const ends = [byCurie.get(from), byCurie.get(to)];
  if (ends[0] === undefined || ends[1] === undefined || ends[0] === ends[1]) return null;
  const before = ends.map((end) => new Map([[end, null]]));
  const frontiers = ends.map((end) => [end]);
  for (let length = 1; length <= maxLength; length++) {
    const side = frontiers[1].length < frontiers[0].length ? 1 : 0;
    const level = [];
    const met = step(frontiers[side], before[side], before[1 - side], edgeKinds, level);
    if (met !== null) return asPath(met, before);
    if (level.length === 0) return null;
    frontiers[side] = level;
  }
  return null;
}

/** Walk one level on; the first node that the other side has seen, or null. */
function step(frontier, seen, other, edgeKinds, level) {
  for (const node of frontier) {
    for (const rows of [node.out, node.in]) {
      for (const kind of edgeKinds ?? Object.keys(rows)) {
        const row = rows[kind];
        if (row === undefined) continue;
        for (const far of row.nodes) {
          if (seen.has(far)) continue;
          seen.set(far, node);
          if (other.has(far)) return far;
          level.push(far);
        }
      }
    }
  }
  return null;
}

function asPath(met, [forth, back]) {
  const nodes = [];
  for (let node = met; node !== null; node = forth.get(node)) nodes.unshift(node);
  for (let node = back.get(met); node !== null; node = back.get(node)) nodes.push(node);
  return { nodes, length: nodes.length - 1 };
}
