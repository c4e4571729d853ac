import { useLocation } from "preact-iso";
import { useMemo } from "preact/hooks";
import { addressOf } from "../api/address";

export type Order = "HOPS" | "INFORMATIVENESS";

/** All that the address says of what is shown: the same address shows the same. */
export interface View {
  /** CURIE of the node in the middle. */
  of: string;
  depth: 1 | 2;
  as: "picture" | "table";
  /** CURIEs of nodes the neighbours of which were added, in that order. */
  expanded: readonly string[];
  /** CURIEs of the ends of a path, at most two. */
  picked: readonly string[];
  /** Which path comes first. */
  by: Order;
  hiddenKinds: readonly string[];
  hiddenEdgeKinds: readonly string[];
  /** The CURIE of a node or the id of an edge. */
  selected: string | undefined;
  /** Whether the tables have all their rows. */
  all: boolean;
}

/** What the address of this page asks for, and how to ask for something else. */
export function useView(): { view: View; change: (patch: Partial<View>, replace?: boolean) => void } {
  const { url, route } = useLocation();
  const view = useMemo(() => viewOf(new URL(url, location.origin).searchParams), [url]);
  return { view, change: (patch, replace = false) => route(viewAddress({ ...view, ...patch }), replace) };
}

/** The address of a view; what is as it is at first is left out. */
export function viewAddress(view: Partial<View> & { of: string }): string {
  return addressOf("/graph", {
    of: view.of,
    depth: view.depth === 2 ? 2 : undefined,
    view: view.as === "table" ? "table" : undefined,
    expanded: view.expanded,
    picked: view.picked,
    by: view.by === "INFORMATIVENESS" ? "informativeness" : undefined,
    hideKinds: view.hiddenKinds,
    hideEdgeKinds: view.hiddenEdgeKinds,
    selected: view.selected,
    rows: view.all ? "all" : undefined,
  });
}

/** The ends of a path with one more, or with one less if it was one of them; of three the last two remain. */
export function pickedWith(picked: readonly string[], curie: string): string[] {
  return picked.includes(curie) ? without(picked, curie) : [...picked, curie].slice(-2);
}

/** A list with an item, or without it if it was there. */
export function toggled(items: readonly string[], item: string): string[] {
  return items.includes(item) ? without(items, item) : [...items, item];
}

function without(items: readonly string[], item: string): string[] {
  return items.filter((one) => one !== item);
}

function viewOf(search: URLSearchParams): View {
  const several = (name: string) => [...new Set(search.getAll(name))];
  return {
    of: (search.get("of") ?? "").trim(),
    depth: search.get("depth") === "2" ? 2 : 1,
    as: search.get("view") === "table" ? "table" : "picture",
    expanded: several("expanded"),
    picked: several("picked").slice(-2),
    by: search.get("by") === "informativeness" ? "INFORMATIVENESS" : "HOPS",
    hiddenKinds: several("hideKinds"),
    hiddenEdgeKinds: several("hideEdgeKinds"),
    selected: search.get("selected") ?? undefined,
    all: search.get("rows") === "all",
  };
}
