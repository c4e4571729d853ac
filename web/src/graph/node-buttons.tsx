import type { NodeActions } from "./actions";
import type { GraphNode } from "./query";
import type { View } from "./view";

interface Properties {
  node: GraphNode;
  view: View;
  actions: NodeActions;
}

/** What can be done to a node. */
export function NodeButtons({ node: { curie, name }, view, actions }: Properties) {
  const isExpanded = view.expanded.includes(curie);
  const isPicked = view.picked.includes(curie);
  return (
    <span class="graph-buttons">
      {isExpanded ? (
        <button type="button" onClick={() => actions.fold(curie)} aria-label={`Fold ${name}`}>
          Fold
        </button>
      ) : (
        <button type="button" onClick={() => actions.expand(curie)} aria-label={`Expand ${name}`}>
          Expand
        </button>
      )}
      <button type="button" aria-pressed={isPicked} onClick={() => actions.pick(curie)} aria-label={`Pick ${name} for a path`}>
        {isPicked ? "Picked" : "Pick"}
      </button>
    </span>
  );
}
