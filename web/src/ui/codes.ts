import { isCode, localOf } from "../api/curie";

/** The code systems of CURIEs, as people write them; what is not here is a kind of concept and has readable names only. */
export const SYSTEMS: Readonly<Record<string, string>> = {
  PAGE: "Procedure pages",
  CPT: "CPT",
  HCPCS: "HCPCS Level II",
  ICD10PCS: "ICD-10-PCS",
  ICD10CM: "ICD-10-CM",
  MSDRG: "MS-DRG",
  MDC: "MDC",
  POS: "Place of service",
};

/** The code of a node as it is written on claims; a readable name, as `pelvic-fixation`, is none. */
export function codeOf(curie: string): string | undefined {
  return isCode(curie) ? localOf(curie) : undefined;
}
