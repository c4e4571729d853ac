import type { EdgeKind } from "../api/kinds";
import styles from "../api/edge-styles.json";

export type Line = "solid" | "dashed" | "dotted";
export type Arrow = "triangle" | "vee" | "tee" | "circle" | "diamond" | "square";

/** How an edge is drawn. `make schema` writes it from the ontology. */
export interface Look {
  hue: number;
  line: Line;
  arrow: Arrow;
}

/** Dashes and gaps of the lines that are not solid, in pixels. */
export const DASHES: Record<Line, readonly number[]> = { solid: [], dashed: [7, 4], dotted: [2, 3] };

const LOOKS = styles as Partial<Record<string, Look>>;
/** Of kinds that an institution has declared itself, which these pages were built without. */
const OWN: Look = { hue: 95, line: "solid", arrow: "vee" };

/** What a page or a classification says is solid, what is alike dashed, a rule of coding or payment dotted. */
export function lookOf(kind: EdgeKind): Look {
  return LOOKS[kind] ?? OWN;
}
