// The graph in memory: plain objects, each with its rows of edges out and in, in the order in which they are listed.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

export const EMPTY = Object.freeze({ totalCount: 0, nodes: Object.freeze([]), edges: Object.freeze([]) });

/** Read JSON lines (see `bench/peers/export.py`); `nodes` are by name, a node's `rank` is its place among them. */
export async function load(file) {
  const lines = createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }), crlfDelay: Infinity });
  const nodes = [];
  const edges = [];
  let count = -1;
  for await (const line of lines) {
    const read = JSON.parse(line);
    if (count < 0) count = read[0];
    else if (nodes.length < count) nodes.push(makeNode(read, nodes.length));
    else edges.push(makeEdge(nodes, read));
  }
  for (const node of nodes) node.around = around(node);
  const byCurie = new Map(nodes.map((node) => [node.curie, node]));
  return { nodes, edges, byCurie, procedures: nodes.filter((node) => node.kind === "PROCEDURE") };
}

function makeNode(read, rank) {
  return {
    rank,
    type: typeName(read.kind),
    curie: read.curie,
    kind: read.kind,
    name: read.name,
    slug: read.slug ?? null,
    summary: read.summary ?? null,
    purpose: read.purpose ?? null,
    durationMinMinutes: read.durationMinMinutes ?? null,
    durationMaxMinutes: read.durationMaxMinutes ?? null,
    number: read.number ?? null,
    text: read.text ?? null,
    synonyms: read.synonyms ?? null,
    out: {},
    in: {},
    around: null,
  };
}

function typeName(kind) {
  return kind.replace(/(^|_)([A-Z]+)/g, (_, _mark, word) => word[0] + word.slice(1).toLowerCase());
}

function makeEdge(nodes, [id, kind, source, target, said]) {
  const edge = { id, kind, source: nodes[source], target: nodes[target] };
  putOut(edge.source.out, kind, edge.target, said);
  putIn(edge.target.in, kind, edge.source);
  (edge.source.edges ??= []).push(edge);
  return edge;
}

/** The row of a kind: a whole connection as GraphQL shows it. */
function rowOf(rows, kind) {
  return (rows[kind] ??= { totalCount: 0, nodes: [], edges: [] });
}

function putOut(rows, kind, node, said) {
  const row = rowOf(rows, kind);
  row.totalCount += 1;
  row.nodes.push(node);
  row.edges.push({
    node,
    position: said.position ?? null,
    detail: said.detail ?? null,
    condition: said.condition ?? null,
    durationMin: said.durationMin ?? null,
    durationMax: said.durationMax ?? null,
    durationUnit: said.durationUnit ?? null,
    specialty: said.specialty ?? null,
    entry: said.entry ?? null,
    anyOf: said.anyOf ?? null,
    pros: said.pros ?? EMPTY.nodes,
    cons: said.cons ?? EMPTY.nodes,
  });
}

/** Seen from their target, no query asks what edges say. */
function putIn(rows, kind, node) {
  const row = rowOf(rows, kind);
  row.totalCount += 1;
  row.nodes.push(node);
}

/** All nodes one edge away, each once, by name. */
function around(node) {
  const found = new Set();
  for (const rows of [node.out, node.in]) {
    for (const kind in rows) for (const far of rows[kind].nodes) found.add(far);
  }
  return [...found].sort((one, other) => one.rank - other.rank);
}

/** A page of a row; the row itself where all of it fits. */
export function page(row, first) {
  if (row === undefined) return EMPTY;
  const limit = first ?? 100;
  if (row.totalCount <= limit) return row;
  return { totalCount: row.totalCount, nodes: row.nodes.slice(0, limit), edges: row.edges.slice(0, limit) };
}
