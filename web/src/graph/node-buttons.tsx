import type { NodeActions } from "./actions";
import type { Gathered } from "./gather";
import { contents, type Group, PAGE } from "./group";
import { inWordsOf } from "./group-details";
import type { GraphNode } from "./query";
import type { View } from "./view";

/** The largest group that can be shown one by one at once. */
const AT_ONCE = 300;

interface Properties {
  node: GraphNode;
  view: View;
  actions: NodeActions;
}

/** What can be done to a node. */
export function NodeButtons({ node: { curie, name }, view, actions }: Properties) {
  const isExpanded = view.expanded.includes(curie);
  const verb = isExpanded ? "Fold" : "Expand";
  if (curie === view.of) return null;
  return (
    <button
      type="button"
      onClick={() => (isExpanded ? actions.fold : actions.expand)(curie)}
      aria-label={`${verb} ${name}`}
    >
      {verb}
    </button>
  );
}

interface GroupProperties {
  group: Group;
  gathered: Gathered;
  actions: NodeActions;
}

/** What can be done to a group. */
export function GroupButtons({ group, gathered, actions }: GroupProperties) {
  const left = group.rest.length;
  const said = inWordsOf(group, gathered);
  if (group.isMixed)
    return (
      <button type="button" onClick={() => actions.expand(group.of)} aria-label={`Show by kind: ${said}`}>
        Show by kind
      </button>
    );
  return (
    <span class="graph-buttons">
      {left > 0 && (
        <button
          type="button"
          onClick={() => actions.take(group)}
          aria-label={`Show ${Math.min(PAGE, left)} more: ${said}`}
        >
          Show {Math.min(PAGE, left)} more
        </button>
      )}
      {left > PAGE && left <= AT_ONCE && (
        <button
          type="button"
          onClick={() => actions.take(group, left)}
          aria-label={`Show all ${contents(group, gathered.names)}: ${said}`}
        >
          Show all
        </button>
      )}
      {group.opened > 0 && (
        <button type="button" onClick={() => actions.close(group)} aria-label={`Collapse ${said}`}>
          Collapse
        </button>
      )}
    </span>
  );
}

/** A node is picked, or is not. */
export function PickBox({ node: { curie, name }, view, actions, children }: Properties & { children?: string }) {
  return (
    <label class="graph-pick">
      <input
        type="checkbox"
        checked={view.picked.includes(curie)}
        onChange={() => actions.pick(curie)}
        aria-label={`Pick ${name}`}
      />
      {children}
    </label>
  );
}
