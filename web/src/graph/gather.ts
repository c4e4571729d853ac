import type { DocumentInput, RequestPolicy } from "@urql/core";
import { client } from "../api/client";
import type { NodeKind } from "../api/kinds";
import { isOfUnknownNode } from "../api/unknown-node";
import { NODE_STYLES } from "../ui/node-styles";
import { words } from "../ui/words";
import { groupOf } from "./group";
import {
  AROUND,
  KINDS,
  MOST,
  type Names,
  PATH,
  TOGETHER,
  type GraphEdge,
  type GraphNode,
  type Path,
  type PathVariables,
  type Subgraph,
} from "./query";
import { among, around, aroundEach, between, edgeId } from "./query";
import { nearest, reveal } from "./reveal";
import { OFF_AT_FIRST, type View } from "./view";

/** All that was asked for, filtered by nothing. */
export interface Gathered {
  nodes: ReadonlyMap<string, GraphNode>;
  edges: ReadonlyMap<string, GraphEdge>;
  /** Nodes around which there is more than is known. */
  cut: readonly string[];
  /** The path between the picked nodes; null if there is none, undefined if none was asked for. */
  path: Path | null | undefined;
  /** What the path was asked for with. */
  pathVariables: PathVariables | undefined;
  /** What the kinds of nodes are called. */
  names: Names;
}

type Around = readonly (readonly [curie: string, found: Subgraph])[];

/** Asks for what is around the node, around what that shows, the path, and at last for all edges among what is shown. */
export async function gather(view: View, requestPolicy: RequestPolicy): Promise<Gathered> {
  const ask = asking(requestPolicy);
  const centres = [view.of, ...view.expanded.filter((added) => !groupOf(added))];
  const [{ ontology }, path, ...found] = await Promise.all([
    ask(KINDS, {}),
    pathOf(view, ask),
    ...centres.map((curie) => ask(AROUND, around(curie))),
  ]);
  const names: Names = new Map(
    ontology.nodeKinds.map(({ kind, singular, plural }) => [kind, { singular: spoken(singular), plural: spoken(plural) }]),
  );
  const parts: Around = found.map(({ neighborhood }, place) => [centres[place] ?? "", neighborhood ?? NOTHING]);
  const first = joined(parts, names, path);
  if (view.depth === 1 && parts.length === 1 && !path.path) return first;
  const near = view.depth === 2 ? await aroundAll(nearest(joined(parts.slice(0, 1), names, path), view), ask) : [];
  const all = joined([...parts, ...near], names, path);
  const shown = reveal(all, view).steps.flat().flatMap(({ id }) => (all.nodes.has(id) ? [id] : []));
  const { neighborhood } = await ask(AROUND, among(shown.slice(0, MOST)));
  return joined([...parts, ...near, ["", neighborhood ?? NOTHING]], names, path);
}

function spoken(name: string): string {
  return words(name).toLowerCase();
}

const NOTHING: Subgraph = { truncated: false, nodes: [], edges: [] };

type Ask = <Data, Variables extends object>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

function asking(requestPolicy: RequestPolicy): Ask {
  return async (document, variables) => {
    const { data, error } = await client.query(document, variables, { requestPolicy }).toPromise();
    // Around a node that is not there is nothing.
    if (!data || (error && !error.graphQLErrors.every(isOfUnknownNode))) throw error;
    return data;
  };
}

/** What is around each of some nodes, without what is off at first. */
async function aroundAll(curies: readonly string[], ask: Ask): Promise<Around> {
  const kinds = (Object.keys(NODE_STYLES) as NodeKind[]).filter((kind) => !OFF_AT_FIRST.includes(kind));
  const chunks = Array.from({ length: Math.ceil(curies.length / TOGETHER) }, (_, place) =>
    curies.slice(place * TOGETHER, (place + 1) * TOGETHER),
  );
  const answers = chunks.map(async (chunk) => {
    const { query, variables } = aroundEach(chunk, kinds);
    const answer = await ask<Record<string, Subgraph | null>, object>(query, variables);
    return chunk.map((curie, place) => [curie, answer[`n${place}`] ?? NOTHING] as const);
  });
  return (await Promise.all(answers)).flat();
}

type Way = Pick<Gathered, "path" | "pathVariables">;

async function pathOf(view: View, ask: Ask): Promise<Way> {
  if (view.picked.length !== 2) return { path: undefined, pathVariables: undefined };
  const { ontology } = await ask(KINDS, {});
  const pathVariables = between(view, ontology);
  return { path: (await ask(PATH, pathVariables)).path, pathVariables };
}

function joined(parts: Around, names: Names, way: Way): Gathered {
  const found = [...parts.map(([, part]) => part), ...(way.path ? [way.path] : [])];
  return {
    nodes: new Map(found.flatMap(({ nodes }) => nodes.map((node) => [node.curie, node]))),
    edges: new Map(found.flatMap(({ edges }) => edges.map((edge) => [edgeId(edge), edge]))),
    cut: parts.flatMap(([curie, { truncated }]) => (truncated ? [curie] : [])),
    names,
    ...way,
  };
}
