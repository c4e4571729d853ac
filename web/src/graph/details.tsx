import type { ComponentChildren } from "preact";
import { useQuery } from "../api/use-query";
import type { Evidence } from "../api/evidence";
import { Sources } from "../ui/evidence";
import { NodeLink } from "../ui/node-link";
import { type Query, Panel } from "../ui/panel";
import { Failed } from "../ui/states";
import { count, words } from "../ui/words";
import type { Gathered } from "./gather";
import { GroupDetails } from "./group-details";
import { NodeButtons, PickBox } from "./node-buttons";
import type { NodeActions } from "./actions";
import { edgeId, type GraphEdge, type GraphNode, KINDS, STATEMENTS } from "./query";
import type { Shown } from "./shown";
import { viewAddress, type View } from "./view";

/** Where the details are on the page. */
export const DETAILS = "details";
/** Connections of a node that are listed beside the picture; the table has all. */
const LISTED = 25;

interface Properties {
  gathered: Gathered;
  shown: Shown;
  view: View;
  actions: NodeActions;
}

/** What is known of the selected node or edge. */
export function Details({ gathered, shown, view, actions }: Properties) {
  const node = gathered.nodes.get(view.selected ?? "");
  const edge = gathered.edges.get(view.selected ?? "");
  const group = shown.groups.find(({ id }) => id === view.selected);
  if (group)
    return (
      <Panel key={group.id} title="Details" id={DETAILS}>
        <GroupDetails {...{ group, gathered, actions }} />
      </Panel>
    );
  if (node) return <NodeDetails key={node.curie} node={node} {...{ gathered, shown, view, actions }} />;
  if (edge) return <EdgeDetails key={view.selected} edge={edge} gathered={gathered} />;
  return (
    <Panel title="Details" id={DETAILS}>
      <p class="graph-hint">Select a node, a group or an edge to see what is known of it and where that comes from.</p>
    </Panel>
  );
}

function NodeDetails({ node, gathered, shown, view, actions }: Properties & { node: GraphNode }) {
  const own = shown.edges.filter(({ sourceCurie, targetCurie }) => [sourceCurie, targetCurie].includes(node.curie));
  const listed = own.slice(0, LISTED);
  const { query, statements, failure } = useStatements(listed);
  return (
    <Panel title="Details" id={DETAILS} query={query}>
      <p class="graph-subject">
        <NodeLink node={node} /> <code>{node.curie}</code>
      </p>
      <span class="graph-buttons">
        <NodeButtons {...{ node, view, actions }} />
        <PickBox {...{ node, view, actions }}>Pick</PickBox>
      </span>
      {gathered.cut.includes(node.curie) && view.of !== node.curie && (
        <p class="graph-hint">
          It has more neighbours than were added. <a href={viewAddress({ of: node.curie })}>Begin with it</a>
        </p>
      )}
      <h3>{count(own.length, "connection")}</h3>
      <ul class="graph-connections">
        {listed.map((edge) => {
          const said = sentence(edge, gathered);
          return (
            <li key={edgeId(edge)}>
              <button type="button" class="link" onClick={() => actions.select(edgeId(edge))}>
                <Connection edge={edge} of={node} gathered={gathered} />
              </button>
              <Sources of={said} evidence={statements.get(edgeId(edge))?.evidence ?? []} />
            </li>
          );
        })}
      </ul>
      {own.length > listed.length && (
        <p class="graph-hint">
          The first {listed.length} of {own.length};{" "}
          <a href={viewAddress({ ...view, as: "table" })}>the table has all</a>.
        </p>
      )}
      {failure}
    </Panel>
  );
}

/** An edge as the node at one of its ends has it. */
function Connection({ edge, of, gathered }: { edge: GraphEdge; of: GraphNode; gathered: Gathered }) {
  const isOut = edge.sourceCurie === of.curie;
  const other = isOut ? edge.targetCurie : edge.sourceCurie;
  return (
    <>
      <span class="count">
        {isOut ? "" : "← "}
        {words(edge.kind)}
        {isOut ? " →" : ""}
      </span>{" "}
      {nameOf(other, gathered)}
    </>
  );
}

function EdgeDetails({ edge, gathered }: { edge: GraphEdge; gathered: Gathered }) {
  const { query, statements, failure, loading } = useStatements([edge]);
  const { data } = useQuery(KINDS, {});
  const statement = statements.get(edgeId(edge));
  const [from, to] = [gathered.nodes.get(edge.sourceCurie), gathered.nodes.get(edge.targetCurie)];
  return (
    <Panel title="Details" id={DETAILS} query={query}>
      <p class="graph-subject">
        {from && <NodeLink node={from} />}
        <strong>{words(edge.kind)} →</strong>
        {to && <NodeLink node={to} />}
      </p>
      <p class="graph-hint">{data?.ontology.edgeKinds.find(({ kind }) => kind === edge.kind)?.description}</p>
      <Said properties={statement?.properties} />
      {statement && <Sources of={sentence(edge, gathered)} evidence={statement.evidence} open />}
      {!statement && loading && <p class="graph-hint">Loading where this comes from …</p>}
      {failure}
    </Panel>
  );
}

/** What an edge says beside that it is there. */
function Said({ properties }: { properties: unknown }) {
  const said = Object.entries(properties ?? {}).filter(([, value]) => value !== null && String(value) !== "");
  if (!said.length) return null;
  return (
    <dl class="graph-said">
      {said.map(([name, value]) => (
        <div key={name}>
          <dt>{words(name.replaceAll("_", " "))}</dt>
          <dd>{Array.isArray(value) ? value.join("; ") : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Statements {
  query: Query | undefined;
  statements: ReadonlyMap<string, { evidence: readonly Evidence[]; properties: unknown }>;
  failure: ComponentChildren;
  loading: boolean;
}

/** What is known of some edges, by their ids. */
function useStatements(edges: readonly GraphEdge[]): Statements {
  const of = [...new Set(edges.flatMap(({ sourceCurie, targetCurie }) => [sourceCurie, targetCurie]))];
  const variables = { of, maxNodes: Math.max(of.length, 1) };
  const { data, error, loading, retry } = useQuery(STATEMENTS, variables, !of.length);
  return {
    query: of.length ? { document: STATEMENTS, variables } : undefined,
    statements: new Map(data?.neighborhood?.edges.map((edge) => [edgeId(edge), edge])),
    failure: error && <Failed error={error} retry={retry} />,
    loading,
  };
}

/** A node or an edge in words: 'Infection, risk' or 'Pelvic Fixation, has risk, Infection'. */
export function inWords(id: string, gathered: Gathered): string {
  const node = gathered.nodes.get(id);
  const edge = gathered.edges.get(id);
  return node ? `${node.name}, ${words(node.kind).toLowerCase()}` : edge ? sentence(edge, gathered) : "";
}

function sentence({ kind, sourceCurie, targetCurie }: GraphEdge, gathered: Gathered): string {
  return `${nameOf(sourceCurie, gathered)}, ${words(kind).toLowerCase()}, ${nameOf(targetCurie, gathered)}`;
}

function nameOf(curie: string, { nodes }: Gathered): string {
  return nodes.get(curie)?.name ?? curie;
}
