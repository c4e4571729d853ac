import { localOf } from "../../../api/curie";
import type { FoundBranch, FoundChapters } from "./query";

/** What the address calls the classification as a whole, which is no entry of itself. */
export const ALL = "all";

/** An entry of the classification, with those below it that are known. */
export interface Entry {
  curie: string;
  name: string;
  code: string;
  isBillable: boolean;
  /** How many entries it is divided into. */
  below: number;
  entries: readonly Entry[];
}

/** An entry as something to go back to. */
export interface Above {
  curie: string;
  name: string;
  code: string;
}

/** An entry with what is above and below it. */
export interface Branch {
  root: Entry;
  /** The chapter first. */
  above: readonly Above[];
}

interface Answered {
  curie: string;
  name: string;
  code?: string | null;
  isBillable?: boolean | null;
  narrower: { totalCount: number; nodes?: readonly Answered[] };
}

/** The branch of an entry; nothing if there is no such entry. */
export function branchOf({ diagnosis, ancestors }: FoundBranch): Branch | undefined {
  if (!diagnosis) return undefined;
  const above = [...(ancestors?.nodes ?? [])].sort((one, other) => other.distance - one.distance);
  return {
    root: entryOf(diagnosis),
    above: [
      { curie: ALL, name: "All chapters", code: "ICD-10-CM" },
      ...above.map(({ node }) => ({ curie: node.curie, name: node.name, code: codeOf(node) })),
    ],
  };
}

/** The classification as a whole, as if it were an entry. */
export function wholeOf({ diagnoses }: FoundChapters): Branch {
  const entries = (diagnoses?.nodes ?? []).map(entryOf);
  const below = diagnoses?.totalCount ?? 0;
  return { root: { curie: ALL, name: "All chapters", code: "ICD-10-CM", isBillable: false, below, entries }, above: [] };
}

function entryOf(found: Answered): Entry {
  return {
    curie: found.curie,
    name: found.name,
    code: codeOf(found),
    isBillable: found.isBillable === true,
    below: found.narrower.totalCount,
    entries: found.narrower.nodes?.map(entryOf) ?? [],
  };
}

/** The code; a chapter has the range of its codes. */
function codeOf(node: { curie: string; code?: string | null }): string {
  return node.code ?? localOf(node.curie);
}
