import { Panel } from "../ui/panel";
import { words } from "../ui/words";
import type { NodeActions } from "./actions";
import type { Gathered } from "./gather";
import { edgeId, LONGEST, PATH, type Path } from "./query";
import type { Order, View } from "./view";

interface Properties {
  gathered: Gathered;
  view: View;
  change: (patch: Partial<View>) => void;
  actions: NodeActions;
}

/** The ends of a path, which path is wanted, and the path in words. */
export function PathPanel({ gathered: { nodes, path, pathVariables }, view, change, actions }: Properties) {
  const query = pathVariables && { document: PATH, variables: pathVariables };
  return (
    <Panel title="Path" query={query}>
      {view.picked.length < 2 && <p class="graph-hint">Pick two nodes to see how one leads to the other.</p>}
      {view.picked.length > 0 && (
        <ul class="graph-picked">
          {view.picked.map((curie) => (
            <li key={curie}>
              {nodes.get(curie)?.name ?? curie}{" "}
              <button
                type="button"
                onClick={() => actions.pick(curie)}
                aria-label={`Pick ${nodes.get(curie)?.name ?? curie} no longer`}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {view.picked.length === 2 && (
        <label class="graph-order">
          First{" "}
          <select value={view.by} onChange={(event) => change({ by: event.currentTarget.value as Order })}>
            <option value="HOPS">the shortest</option>
            <option value="INFORMATIVENESS">the most informative</option>
          </select>
        </label>
      )}
      <div role="status">
        {path === null && (
          <p>
            There is no path of at most {LONGEST} edges between them{hides(view) && " through what is not hidden"}.
          </p>
        )}
        {path && <Way path={path} select={actions.select} />}
      </div>
    </Panel>
  );
}

function hides({ hiddenKinds, hiddenEdgeKinds }: View): boolean {
  return hiddenKinds.length + hiddenEdgeKinds.length > 0;
}

/** From node to node; an arrow says which way the edge itself goes. */
function Way({ path: { nodes, edges }, select }: { path: Path; select: (id: string) => void }) {
  return (
    <ol class="graph-way" aria-label="The path">
      {nodes.map((node, place) => {
        const edge = edges[place - 1];
        const isOnward = edge?.targetCurie === node.curie;
        return (
          <li key={node.curie}>
            {edge && (
              <button type="button" class="link edge" onClick={() => select(edgeId(edge))}>
                {isOnward ? "↓" : "↑"} {words(edge.kind)}
              </button>
            )}
            <button type="button" class="link" onClick={() => select(node.curie)}>
              {node.name}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
