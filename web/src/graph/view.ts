import { useLocation } from "preact-iso";
import { useMemo } from "preact/hooks";
import { addressOf } from "../api/address";

/** Parts of a page and other names of a thing: they join nothing, and would crowd out what does. */
export const OFF_AT_FIRST: readonly string[] = ["SECTION", "STEP", "EXPRESSION", "INDEX_TERM"];
/** Nodes picked at most, so that the address stays one that can be sent. */
export const MOST_PICKED = 100;

export type Order = "HOPS" | "INFORMATIVENESS";

/** All that the address says of what is shown: the same address shows the same. */
export interface View {
  /** CURIE of the node in the middle. */
  of: string;
  depth: 1 | 2;
  as: "picture" | "table";
  /** What was added, in that order: CURIEs of nodes whose neighbours were, and pages of groups (see `group.ts`). */
  expanded: readonly string[];
  /** CURIEs of the nodes that were picked; two of them are the ends of a path. */
  picked: readonly string[];
  /** Which path comes first. */
  by: Order;
  /** With those that are off at first and were not switched on. */
  hiddenKinds: readonly string[];
  hiddenEdgeKinds: readonly string[];
  /** The CURIE of a node, the id of an edge or of a group. */
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
    hideKinds: view.hiddenKinds?.filter((kind) => !OFF_AT_FIRST.includes(kind)),
    showKinds: view.hiddenKinds && switchedOn(view.hiddenKinds),
    hideEdgeKinds: view.hiddenEdgeKinds,
    selected: view.selected,
    rows: view.all ? "all" : undefined,
  });
}

/** What is off at first and is not hidden now. */
export function switchedOn(hiddenKinds: readonly string[]): string[] {
  return OFF_AT_FIRST.filter((kind) => !hiddenKinds.includes(kind));
}

/** What was picked with some more, the last of them if they are too many. */
export function pickedWith(picked: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...picked, ...more])].slice(-MOST_PICKED);
}

/** A list with an item, or without it if it was there. */
export function toggled(items: readonly string[], item: string): string[] {
  return items.includes(item) ? without(items, item) : [...items, item];
}

/** A list without an item. */
export function without(items: readonly string[], item: string): string[] {
  return items.filter((one) => one !== item);
}

function viewOf(search: URLSearchParams): View {
  const several = (name: string) => [...new Set(search.getAll(name))];
  return {
    of: (search.get("of") ?? "").trim(),
    depth: search.get("depth") === "2" ? 2 : 1,
    as: search.get("view") === "table" ? "table" : "picture",
    expanded: several("expanded"),
    picked: several("picked").slice(-MOST_PICKED),
    by: search.get("by") === "informativeness" ? "INFORMATIVENESS" : "HOPS",
    hiddenKinds: [...several("hideKinds"), ...OFF_AT_FIRST.filter((kind) => !several("showKinds").includes(kind))],
    hiddenEdgeKinds: several("hideEdgeKinds"),
    selected: search.get("selected") ?? undefined,
    all: search.get("rows") === "all",
  };
}
