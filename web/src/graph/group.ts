import { count, words } from "../ui/words";
import type { Block } from "./blocks";
import type { Names } from "./query";

/** Neighbours of one kind at a node that are not shown one by one: '+73 procedures'. */
export interface Group extends Block {
  /** CURIEs of those that are not shown one by one. */
  rest: readonly string[];
  /** How many were taken out of it; they can be put back. */
  opened: number;
  /** Whether there are more than are known. */
  isCut: boolean;
}

/** Nodes that come out of a group at a time. */
export const PAGE = 12;

/** What is added to a view for a group of which so many are to be taken out. */
export function pageOf(group: string, size: number): string {
  return `${group} ${size}`;
}

/** The group of which a page was added, and up to which size; nothing if it was something else that was added. */
export function groupOf(added: string): { id: string; size: number } | undefined {
  const [, id = "", size] = /^(\S+ \S+ \S+ \S+) (\d+)$/.exec(added) ?? [];
  return id ? { id, size: Number(size) } : undefined;
}

/** What was added without the pages of a group. */
export function closed(expanded: readonly string[], group: string): string[] {
  return expanded.filter((added) => groupOf(added)?.id !== group);
}

/** How its members are joined to its node. */
export function joinedBy({ isMixed, edgeKind }: Group): string {
  return isMixed ? "Joined to" : words(edgeKind);
}

/** How many of what there are: '73 procedures'. */
export function contents({ kind, rest, isCut, isMixed }: Group, names: Names): string {
  const { singular, plural } = (!isMixed && names.get(kind)) || { singular: "neighbour", plural: "neighbours" };
  return `${count(rest.length, singular, plural)}${isCut ? " or more" : ""}`;
}

/** What stands at a group in the picture and the tables. */
export function title(group: Group, names: Names): string {
  return group.rest.length ? `+${contents(group, names)}` : `all ${names.get(group.kind)?.plural ?? group.kind}`;
}
