import { useLocation } from "preact-iso";
import { nodeAddress } from "../api/address";
import { pickedWith, toggled, type View } from "./view";

/** What can be done to a node, from the picture and from the tables alike. */
export interface NodeActions {
  /** A node or an edge, or nothing. */
  select: (id: string | undefined) => void;
  /** Adds its neighbours. */
  expand: (curie: string) => void;
  /** Takes them away again. */
  fold: (curie: string) => void;
  /** Makes it an end of a path, or no longer. */
  pick: (curie: string) => void;
  /** Goes to its page. */
  open: (curie: string) => void;
}

/** What can be done to the nodes of a view. */
export function useActions(view: View, change: (patch: Partial<View>, replace?: boolean) => void): NodeActions {
  const { route } = useLocation();
  return {
    select: (selected) => {
      if (selected !== view.selected) change({ selected }, true);
    },
    expand: (curie) => {
      if (curie !== view.of && !view.expanded.includes(curie))
        change({ expanded: [...view.expanded, curie], selected: curie });
    },
    fold: (curie) => change({ expanded: toggled(view.expanded, curie) }),
    pick: (curie) => change({ picked: pickedWith(view.picked, curie) }),
    open: (curie) => route(nodeAddress(curie)),
  };
}
