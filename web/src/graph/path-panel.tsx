import { PathStrip } from "../paths/path-strip";
import { Panel } from "../ui/panel";
import type { NodeActions } from "./actions";
import type { Gathered } from "./gather";
import { edgeId, LONGEST, PATH } from "./query";
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
        {path && (
          <PathStrip
            path={path}
            onNode={({ curie }) => actions.select(curie)}
            onEdge={(edge) => actions.select(edgeId(edge))}
          />
        )}
      </div>
    </Panel>
  );
}

function hides({ hiddenKinds, hiddenEdgeKinds }: View): boolean {
  return hiddenKinds.length + hiddenEdgeKinds.length > 0;
}
