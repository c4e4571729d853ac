import type { EdgeKind } from "../api/kinds";
import { words } from "../ui/words";

const TITLES: Partial<Record<EdgeKind, string>> = {
  HAS_INDICATION: "Indications",
  HAS_RISK: "Risks",
  PERFORMED_BY: "Personnel",
  PERFORMED_IN: "Settings",
  HAS_CONTRAINDICATION: "Contraindications",
  HAS_PREPARATION: "Preparation",
  HAS_BENEFIT: "Benefits",
  HAS_RECOVERY: "Recovery",
  HAS_ALTERNATIVE: "Alternatives",
  NAMES_EXAMPLE: "Examples named",
  SIMILAR_TO: "Listed as similar",
  RESEMBLES: "Much in common with",
  GOVERNED_BY: "Policies",
  IN_CATEGORY: "Specialty",
  MAPS_TO: "Codes in other systems",
  KNOWN_AS: "Everyday names",
  IN_SECTION: "Section",
  IN_BODY_SYSTEM: "Body system",
  HAS_ROOT_OPERATION: "Root operation",
  ON_BODY_PART: "Body part",
  USES_APPROACH: "Approach",
  USES_DEVICE: "Device",
  HAS_QUALIFIER: "Qualifier",
  IN_TABLE: "Table",
  GROUPS_TO: "Diagnosis groups",
  ADD_ON_TO: "Add-on to",
  BUNDLED_WITH: "Bundled with",
};

/** The heading of a section. */
export function titleOf(kind: EdgeKind): string {
  return TITLES[kind] ?? words(kind);
}
