// The graph in memory: plain objects, each with its rows of edges out and in, in the order in which they are listed.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const NONE = Object.freeze([]);

/** Read JSON lines (see `bench/peers/export.py`); `nodes` are by name, a node's `rank` is its place among them. */
export async function load(file) {
  const lines = createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }), crlfDelay: Infinity });
  const [documents, nodes, edges] = [[], [], []];
  let counts;
  for await (const line of lines) {
    const read = JSON.parse(line);
    if (counts === undefined) counts = read;
    else if (documents.length < counts[0]) documents.push(read);
    else if (nodes.length < counts[1]) nodes.push(new GraphNode(read, nodes.length));
    else edges.push(makeEdge(documents, nodes, read));
  }
  for (const node of nodes) node.around = around(node);
  const byCurie = new Map(nodes.map((node) => [node.curie, node]));
  return { nodes, edges, byCurie, procedures: nodes.filter((node) => node.kind === "PROCEDURE") };
}

class GraphNode {
  constructor(read, rank) {
    this.rank = rank;
    this.type = typeName(read.kind);
    this.curie = read.curie;
    this.kind = read.kind;
    this.name = read.name;
    this.slug = read.slug ?? null;
    this.summary = read.summary ?? null;
    this.purpose = read.purpose ?? null;
    this.durationMinMinutes = read.durationMinMinutes ?? null;
    this.durationMaxMinutes = read.durationMaxMinutes ?? null;
    this.number = read.number ?? null;
    this.text = read.text ?? null;
    this.synonyms = read.synonyms ?? null;
    this.out = {};
    this.in = {};
    this.around = null;
  }

  /** Relay's id. */
  get id() {
    return Buffer.from(`${this.type}:${this.curie}`).toString("base64");
  }
}

function typeName(kind) {
  return kind.replace(/(^|_)([A-Z]+)/g, (_, _mark, word) => word[0] + word.slice(1).toLowerCase());
}

function makeEdge(documents, nodes, [id, key, source, target, said, evidence]) {
  const kind = once(key.split("#", 1)[0]);
  const edge = { id, kind, source: nodes[source], target: nodes[target] };
  putOut(edge, once(key), said, evidence.map((one) => makeEvidence(documents, one)));
  putIn(edge.target.in, kind, edge.source);
  (edge.source.edges ??= []).push(edge);
  return edge;
}

const texts = new Map();

/** The same text as one string: most keys, sections and quotes are said of many edges. */
function once(text) {
  const found = texts.get(text);
  if (found !== undefined) return found;
  texts.set(text, text);
  return text;
}

function makeEvidence(documents, [source, section, quote, start, end, confidence]) {
  return { source: documents[source] ?? null, section: once(section), quote: once(quote), start, end, confidence };
}

/** A connection, in whole or a page of it. */
export class Row {
  constructor(totalCount = 0, nodes = [], edges = []) {
    this.totalCount = totalCount;
    this.nodes = nodes;
    this.edges = edges;
  }

  get pageInfo() {
    return this;
  }

  get hasNextPage() {
    return this.edges.length < this.totalCount;
  }

  get endCursor() {
    return this.edges.at(-1)?.cursor ?? null;
  }
}

const EMPTY = Object.freeze(new Row(0, NONE, NONE));

class RowEdge {
  constructor(node, key, said, evidence) {
    this.node = node;
    this.key = key;
    this.position = said.position ?? null;
    this.detail = said.detail ?? null;
    this.condition = said.condition ?? null;
    this.durationMin = said.durationMin ?? null;
    this.durationMax = said.durationMax ?? null;
    this.durationUnit = said.durationUnit ?? null;
    this.specialty = said.specialty ?? null;
    this.entry = said.entry ?? null;
    this.interchangeable = said.interchangeable ?? null;
    this.pros = said.pros ?? NONE;
    this.cons = said.cons ?? NONE;
    this.evidence = evidence;
  }

  /** Where the item stands: its place, its name, its CURIE and the key of its edge, as our server writes it. */
  get cursor() {
    const place = ["+edge.position", this.position, this.node.name, this.node.curie, this.key];
    return Buffer.from(JSON.stringify(place)).toString("base64url");
  }
}

function putOut({ kind, source, target }, key, said, evidence) {
  const row = (source.out[kind] ??= new Row());
  row.totalCount += 1;
  row.nodes.push(target);
  row.edges.push(new RowEdge(target, key, said, evidence));
}

/** Seen from their target, no query asks what edges say. */
function putIn(rows, kind, node) {
  const row = (rows[kind] ??= new Row());
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
  return new Row(row.totalCount, row.nodes.slice(0, limit), row.edges.slice(0, limit));
}
