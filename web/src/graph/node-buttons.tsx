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
  const verb = isExpanded ? "Fold" : "Expand";
  const isPicked = view.picked.includes(curie);
  return (
    <span class="graph-buttons">
      {curie !== view.of && (
        <button
          type="button"
          onClick={() => (isExpanded ? actions.fold : actions.expand)(curie)}
          aria-label={`${verb} ${name}`}
        >
          {verb}
        </button>
      )}
      <button
        type="button"
        aria-pressed={isPicked}
        onClick={() => actions.pick(curie)}
        aria-label={`Pick ${name} for a path`}
      >
        Pick
      </button>
    </span>
  );
}
