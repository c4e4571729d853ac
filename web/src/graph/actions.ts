import { useLocation } from "preact-iso";
import { nodeAddress } from "../api/address";
import { closed, type Group, PAGE, pageOf } from "./group";
import { pickedWith, toggled, type View, without } from "./view";

/** What can be done to a node or a group, from the picture and from the tables alike. */
export interface NodeActions {
  /** A node, a group or an edge, or nothing. */
  select: (id: string | undefined) => void;
  /** Adds the neighbours of a node. */
  expand: (curie: string) => void;
  /** Takes them away again. */
  fold: (curie: string) => void;
  /** Takes some more nodes out of a group, a page unless told. */
  take: (group: Group, many?: number) => void;
  /** Puts them back. */
  close: (group: Group) => void;
  /** Picks a node, or no longer. */
  pick: (curie: string) => void;
  pickAll: (curies: readonly string[]) => void;
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
    fold: (curie) => change({ expanded: without(view.expanded, curie) }),
    take: (group, many = PAGE) => {
      const page = pageOf(group.id, group.opened + Math.min(many, group.rest.length));
      change({ expanded: [...view.expanded, page], selected: group.id });
    },
    close: (group) => change({ expanded: closed(view.expanded, group.id), selected: group.id }),
    pick: (curie) => change({ picked: toggled(view.picked, curie) }),
    pickAll: (curies) => {
      if (curies.length) change({ picked: pickedWith(view.picked, curies) });
    },
    open: (curie) => route(nodeAddress(curie)),
  };
}

/** Opens a group further, or closes it when nothing is left in it. */
export function turn(group: Group, { expand, take, close }: NodeActions): void {
  if (group.isMixed) expand(group.of);
  else if (group.rest.length) take(group);
  else close(group);
}
