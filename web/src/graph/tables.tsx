import { nodeAddress } from "../api/address";
import { Panel } from "../ui/panel";
import { words } from "../ui/words";
import type { NodeActions } from "./actions";
import { DETAILS, inWords } from "./details";
import type { Gathered } from "./gather";
import { joinedBy, title } from "./group";
import { GroupButtons, NodeButtons, PickBox } from "./node-buttons";
import { AROUND, around, edgeId } from "./query";
import { degrees, idsOfPath, type Shown } from "./shown";
import { EdgeSwatch, NodeSwatch } from "./swatch";
import "./tables.css";
import type { View } from "./view";

/** Rows of a table at first. */
const FIRST = 50;

interface Properties {
  gathered: Gathered;
  shown: Shown;
  view: View;
  change: (patch: Partial<View>, replace?: boolean) => void;
  actions: NodeActions;
}

/** The nodes, the groups and the edges as tables, which offer all that the picture does. */
export function Tables(properties: Properties) {
  return (
    <>
      <Nodes {...properties} />
      {properties.shown.groups.length > 0 && <Groups {...properties} />}
      <Edges {...properties} />
    </>
  );
}

function Nodes({ gathered, shown, view, change, actions }: Properties) {
  const path = idsOfPath(gathered);
  const edgesOf = degrees(shown.edges);
  return (
    <Panel title="Nodes" count={shown.nodes.length} query={{ document: AROUND, variables: around(view.of) }}>
      <div class="graph-table">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden">Picked</span>
              </th>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col" class="degree">
                Edges
              </th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {cut(shown.nodes, view).map((node) => (
              <tr key={node.curie} class={classOf(node.curie, view, path)}>
                <td>
                  <PickBox {...{ node, view, actions }} />
                </td>
                <th scope="row">
                  <a href={nodeAddress(node.curie)}>{node.name}</a>
                  {path.has(node.curie) && <OnPath />}
                  <code>{node.curie}</code>
                </th>
                <td class="kind-cell">
                  <NodeSwatch kind={node.kind} /> {words(node.kind)}
                </td>
                <td class="degree">{edgesOf.get(node.curie) ?? 0}</td>
                <td>
                  <span class="graph-buttons">
                    <button
                      type="button"
                      onClick={() => look(node.curie, actions)}
                      aria-label={`Details of ${node.name}`}
                    >
                      Details
                    </button>
                    <NodeButtons {...{ node, view, actions }} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More count={shown.nodes.length} what="nodes" view={view} change={change} />
    </Panel>
  );
}

function Groups({ gathered, shown, view, actions }: Properties) {
  return (
    <Panel title="Groups" count={shown.groups.length}>
      <div class="graph-table">
        <table>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">By</th>
              <th scope="col">Of</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {shown.groups.map((group) => (
              <tr key={group.id} class={classOf(group.id, view, NONE)}>
                <th scope="row" class="kind-cell">
                  {!group.isMixed && <NodeSwatch kind={group.kind} />} {title(group, gathered.names)}
                </th>
                <td class="kind-cell">
                  {!group.isMixed && <EdgeSwatch kind={group.edgeKind} />} {group.isOut || group.isMixed ? "" : "← "}
                  {joinedBy(group)}
                </td>
                <End curie={group.of} gathered={gathered} />
                <td>
                  <GroupButtons {...{ group, gathered, actions }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

const NONE: ReadonlySet<string> = new Set();

function Edges({ gathered, shown, view, change, actions }: Properties) {
  const path = idsOfPath(gathered);
  return (
    <Panel title="Edges" count={shown.edges.length} query={{ document: AROUND, variables: around(view.of) }}>
      <div class="graph-table">
        <table>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">Kind</th>
              <th scope="col">To</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {cut(shown.edges, view).map((edge) => (
              <tr key={edgeId(edge)} class={classOf(edgeId(edge), view, path)}>
                <End curie={edge.sourceCurie} gathered={gathered} />
                <td class="kind-cell">
                  <EdgeSwatch kind={edge.kind} /> {words(edge.kind)}
                  {path.has(edgeId(edge)) && <OnPath />}
                </td>
                <End curie={edge.targetCurie} gathered={gathered} />
                <td>
                  <button
                    type="button"
                    onClick={() => look(edgeId(edge), actions)}
                    aria-label={`Details of ${inWords(edgeId(edge), gathered)}`}
                  >
                    Details
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More count={shown.edges.length} what="edges" view={view} change={change} />
    </Panel>
  );
}

/** Selects something and brings its details into sight, which on a small screen lie below the tables. */
function look(id: string, { select }: NodeActions): void {
  select(id);
  document.getElementById(DETAILS)?.scrollIntoView({ block: "nearest" });
}

function End({ curie, gathered }: { curie: string; gathered: Gathered }) {
  return (
    <td>
      <a href={nodeAddress(curie)}>{gathered.nodes.get(curie)?.name ?? curie}</a>
    </td>
  );
}

function OnPath() {
  return <span class="graph-on-path"> on the path</span>;
}

interface MoreProperties extends Pick<Properties, "view" | "change"> {
  count: number;
  what: string;
}

function More({ count, what, view, change }: MoreProperties) {
  if (view.all || count <= FIRST) return null;
  return (
    <button type="button" class="more" onClick={() => change({ all: true }, true)}>
      Show all {count.toLocaleString("en")} {what}
    </button>
  );
}

function cut<Item>(items: readonly Item[], { all }: View): readonly Item[] {
  return all ? items : items.slice(0, FIRST);
}

function classOf(id: string, { selected, picked }: View, path: ReadonlySet<string>): string {
  return [id === selected && "chosen", picked.includes(id) && "picked", path.has(id) && "on-path"]
    .filter(Boolean)
    .join(" ");
}
