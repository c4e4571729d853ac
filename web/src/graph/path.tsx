import { playgroundAddress } from "../api/address";
import { PathStrip } from "../paths/path-strip";
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

/** Which path between the two picked nodes is wanted, and the path in words. */
export function PathOf({ gathered: { path, pathVariables }, view, change, actions }: Properties) {
  return (
    <section class="graph-path" aria-label="Path">
      <label class="graph-order">
        First{" "}
        <select value={view.by} onChange={(event) => change({ by: event.currentTarget.value as Order })}>
          <option value="HOPS">the shortest</option>
          <option value="INFORMATIVENESS">the most informative</option>
        </select>
      </label>
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
      {pathVariables && (
        <a class="query" href={playgroundAddress(PATH, pathVariables)} aria-label="Show me the query of Path">
          Show me the query
        </a>
      )}
    </section>
  );
}

function hides({ hiddenKinds, hiddenEdgeKinds }: View): boolean {
  return hiddenKinds.length + hiddenEdgeKinds.length > 0;
}
