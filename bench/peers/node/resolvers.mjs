// Resolvers over the graph; what is not here is a property of the objects.
import MiniSearch from "minisearch";
import { Row, page } from "./graph.mjs";
import { neighborhood, path } from "./walk.mjs";

const FIELDS = {
  indications: "HAS_INDICATION",
  risks: "HAS_RISK",
  personnel: "PERFORMED_BY",
  settings: "PERFORMED_IN",
  preparations: "HAS_PREPARATION",
  steps: "HAS_STEP",
  benefits: "HAS_BENEFIT",
  recovery: "HAS_RECOVERY",
  alternatives: "HAS_ALTERNATIVE",
  sections: "HAS_SECTION",
  categories: "IN_CATEGORY",
};

export function makeResolvers(graph) {
  const { byCurie, procedures, nodes } = graph;
  const index = makeIndex(nodes);
  const all = new Row(procedures.length, procedures);
  const related = Object.entries(FIELDS).map(([field, kind]) => [field, (node, { first }) => page(node.out[kind], first)]);
  return {
    Query: {
      procedure: (_, { curie }) => {
        const node = byCurie.get(curie);
        return node !== undefined && node.kind === "PROCEDURE" ? node : null;
      },
      procedures: (_, { first }) => page(all, first),
      neighborhood: (_, { of, depth, maxNodes }) => neighborhood(graph, of, depth, maxNodes),
      path: (_, { from, to, maxLength, edgeKinds }) => path(graph, from, to, maxLength, edgeKinds),
      search: (_, { query, first }) => {
        const hits = index.search(query);
        return { totalCount: hits.length, nodes: hits.slice(0, first).map(({ id }) => ({ node: nodes[id] })) };
      },
    },
    Procedure: Object.fromEntries(related),
    Indication: { procedures: (node, { first }) => page(node.in.HAS_INDICATION, first) },
  };
}

/** Names, synonyms and the text of sections, as ours searches them. */
function makeIndex(nodes) {
  const index = new MiniSearch({
    idField: "rank",
    fields: ["name", "synonyms", "text"],
    extractField: (node, field) => (field === "text" && node.kind !== "SECTION" ? null : node[field]),
    searchOptions: { combineWith: "AND", boost: { name: 2 } },
  });
  index.addAll(nodes);
  return index;
}
