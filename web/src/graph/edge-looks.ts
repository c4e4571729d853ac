import type { EdgeKind } from "../api/kinds";
import { HUES } from "../ui/kind-colours";

export type Line = "solid" | "dashed" | "dotted";
export type Arrow = "triangle" | "vee" | "tee" | "circle" | "diamond" | "square";

/** How an edge is drawn. Families share a line, and within one the hue is that of what the edge leads to. */
export interface Look {
  hue: number;
  line: Line;
  arrow: Arrow;
}

/** Dashes and gaps of the lines that are not solid, in pixels. */
export const DASHES: Record<Line, readonly number[]> = { solid: [], dashed: [7, 4], dotted: [2, 3] };

/** What a page or a classification says is solid, what is alike dashed, a rule of coding or payment dotted. */
export const EDGE_LOOKS: Record<EdgeKind, Look> = {
  HAS_INDICATION: said(HUES.INDICATION),
  HAS_RISK: said(HUES.RISK),
  PERFORMED_BY: said(HUES.ROLE),
  PERFORMED_IN: said(HUES.SETTING),
  HAS_PREPARATION: said(HUES.PREPARATION),
  HAS_STEP: said(HUES.STEP, "vee"),
  HAS_BENEFIT: said(HUES.BENEFIT),
  HAS_RECOVERY: said(HUES.RECOVERY),
  HAS_ALTERNATIVE: said(HUES.ALTERNATIVE, "diamond"),
  HAS_SECTION: said(HUES.SECTION, "square"),
  NAMES_EXAMPLE: said(HUES.EXPRESSION, "circle"),

  IS_A: said(HUES.DIAGNOSIS, "vee"),
  IN_CATEGORY: said(HUES.CATEGORY, "circle"),
  IN_TABLE: said(HUES.PROCEDURE_TABLE, "square"),
  IN_MDC: said(HUES.MAJOR_DIAGNOSTIC_CATEGORY, "diamond"),
  IN_SECTION: said(HUES.CODE_SECTION, "triangle"),
  IN_BODY_SYSTEM: said(HUES.BODY_SYSTEM, "vee"),
  HAS_ROOT_OPERATION: said(HUES.ROOT_OPERATION, "circle"),
  ON_BODY_PART: said(HUES.BODY_PART, "square"),
  USES_APPROACH: said(HUES.APPROACH, "triangle"),
  USES_DEVICE: said(HUES.DEVICE, "circle"),
  HAS_QUALIFIER: said(HUES.QUALIFIER, "diamond"),

  DENOTES: alike(HUES.ALTERNATIVE, "triangle"),
  SIMILAR_TO: alike(HUES.PROCEDURE, "vee"),
  RESEMBLES: alike(HUES.CATEGORY, "circle"),
  MAPS_TO: alike(HUES.DIAGNOSIS, "diamond"),
  KNOWN_AS: alike(HUES.EXPRESSION, "square"),

  GOVERNED_BY: ruled(HUES.POLICY, "triangle"),
  LISTED_BY: ruled(HUES.POLICY, "circle"),
  ISSUED_BY: ruled(HUES.PAYER, "square"),
  EXCLUDES: ruled(HUES.RISK, "tee"),
  USE_ADDITIONAL: ruled(HUES.DIAGNOSIS, "triangle"),
  CODE_FIRST: ruled(HUES.DIAGNOSIS, "vee"),
  CODE_ALSO: ruled(HUES.DIAGNOSIS, "circle"),
  GROUPS_TO: ruled(HUES.DIAGNOSIS_GROUP, "diamond"),
  ADD_ON_TO: ruled(HUES.PROCEDURE, "triangle"),
  BUNDLED_WITH: ruled(HUES.PROCEDURE, "tee"),
};

function said(hue: number, arrow: Arrow = "triangle"): Look {
  return { hue, line: "solid", arrow };
}

function alike(hue: number, arrow: Arrow): Look {
  return { hue, line: "dashed", arrow };
}

function ruled(hue: number, arrow: Arrow): Look {
  return { hue, line: "dotted", arrow };
}
