import { words } from "../ui/words";
import type { Severity } from "./query";

const NAMES: Readonly<Record<string, string>> = {
  UNKNOWN_CODE: "Unknown code",
  NOT_VALID_ON_DATE: "Not valid on that day",
  NOT_BILLABLE: "Not a whole code",
  SEVENTH_CHARACTER: "Seventh character",
  DUPLICATE_CODE: "Reported twice",
  EXCLUDES1: "Excludes1",
  EXCLUDES2: "Excludes2",
  CODE_FIRST: "Code first",
  USE_ADDITIONAL: "Use additional code",
  MANIFESTATION_AS_PRINCIPAL: "Manifestation as principal",
  UNACCEPTABLE_PRINCIPAL: "Unacceptable principal",
  EXTERNAL_CAUSE_AS_PRINCIPAL: "External cause as principal",
  AGE_CONFLICT: "Age",
  SEX_CONFLICT: "Sex",
  LATERALITY_CONFLICT: "Sides contradict",
  UNSPECIFIED_SIDE: "Side not specified",
  COMBINATION_CODE: "Combination code",
  ADD_ON_WITHOUT_PRIMARY: "Add-on without its primary",
  BUNDLED_PAIR: "Bundled (NCCI)",
  UNITS_ABOVE_MAXIMUM: "Units above the maximum (MUE)",
  PLACE_OF_SERVICE: "Place of service",
  COVERAGE: "Coverage",
  PROCEDURE_WITHOUT_INDICATION: "Indication of the procedure",
  COMPLICATION_EXCLUDED: "CC or MCC excluded",
  RISK_CATEGORY_UNSUPPORTED: "Risk category without a code",
};

/** A rule as coders call it. */
export function ruleName(rule: string): string {
  return NAMES[rule] ?? words(rule);
}

/** The severities, the gravest first, with the sign, the name of one, and that of several. */
export const SEVERITIES: readonly { severity: Severity; sign: string; one: string; many: string }[] = [
  { severity: "ERROR", sign: "✕", one: "Error", many: "Errors" },
  { severity: "WARNING", sign: "!", one: "Warning", many: "Warnings" },
  { severity: "INFORMATION", sign: "i", one: "Information", many: "Information" },
];
