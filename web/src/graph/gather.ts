import type { DocumentInput, RequestPolicy } from "@urql/core";
import { client } from "../api/client";
import {
  AROUND,
  KINDS,
  MOST,
  PATH,
  type GraphEdge,
  type GraphNode,
  type Path,
  type PathVariables,
  type Subgraph,
} from "./query";
import { among, around, between, edgeId, start } from "./query";
import type { View } from "./view";

/** All that was asked for, filtered by nothing. */
export interface Gathered {
  nodes: ReadonlyMap<string, GraphNode>;
  edges: ReadonlyMap<string, GraphEdge>;
  /** What came with the first question, and what each further one added: CURIEs. */
  stages: readonly (readonly string[])[];
  /** Nodes around which there is more than is shown. */
  cut: readonly string[];
  /** The path between the picked nodes; null if there is none, undefined if none was asked for. */
  path: Path | null | undefined;
  /** What the path was asked for with. */
  pathVariables: PathVariables | undefined;
}

/** Asks for the neighbourhood, what was expanded, the path, and at last for all edges among them. */
export async function gather(view: View, requestPolicy: RequestPolicy): Promise<Gathered> {
  const ask = asking(requestPolicy);
  const centres = [view.of, ...view.expanded];
  const [{ path, pathVariables }, ...found] = await Promise.all([
    pathOf(view, ask),
    ...[start(view), ...view.expanded.map(around)].map((variables) => ask(AROUND, variables)),
  ]);
  const parts = found.map(({ neighborhood }) => neighborhood ?? NOTHING);
  const { nodes, stages } = staged([...parts.map((part) => part.nodes), path?.nodes ?? []]);
  const edges = stages.length > 1 ? (await ask(AROUND, among([...nodes.keys()]))).neighborhood?.edges : parts[0]?.edges;
  return {
    nodes,
    edges: new Map(edges?.map((edge) => [edgeId(edge), edge])),
    stages,
    cut: centres.filter((_, place) => parts[place]?.truncated),
    path,
    pathVariables,
  };
}

const NOTHING: Subgraph = { truncated: false, nodes: [], edges: [] };

type Ask = <Data, Variables extends object>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

function asking(requestPolicy: RequestPolicy): Ask {
  return async (document, variables) => {
    const { data, error } = await client.query(document, variables, { requestPolicy }).toPromise();
    if (error || !data) throw error;
    return data;
  };
}

async function pathOf(view: View, ask: Ask): Promise<Pick<Gathered, "path" | "pathVariables">> {
  if (view.picked.length < 2) return { path: undefined, pathVariables: undefined };
  const { ontology } = await ask(KINDS, {});
  const pathVariables = between(view, ontology);
  return { path: (await ask(PATH, pathVariables)).path, pathVariables };
}

/** Each stage has what no stage before it has. */
function staged(parts: readonly (readonly GraphNode[])[]): Pick<Gathered, "nodes" | "stages"> {
  const nodes = new Map<string, GraphNode>();
  const stages = parts.map((part) => {
    const fresh = part.filter(({ curie }) => !nodes.has(curie)).slice(0, MOST - nodes.size);
    for (const node of fresh) nodes.set(node.curie, node);
    return fresh.map(({ curie }) => curie);
  });
  return { nodes, stages: stages.filter((stage) => stage.length > 0) };
}
