import { asRow, type Case, EMPTY, MOST_CODES } from "./case";
import { type List, listOf, spelled } from "./reading/code-forms";

const NAMES = { diagnoses: "dx", procedures: "px" } as const;

/**
 * The part of an address after `#` that holds the codes of a case. It is never sent to a server. Nothing else is in it:
 * no age, sex or day, and no text that has not the form of a code.
 */
export function fragmentOf(of: Case): string {
  const part = (list: List) => {
    const codes = of[list].map(({ code }) => spelled(code, list)).filter((code) => listOf(code, list) === list);
    return codes.length ? [`${NAMES[list]}=${codes.join(",")}`] : [];
  };
  return [...part("diagnoses"), ...part("procedures")].join("&");
}

/** The case of such a part; undefined where it has none. */
export function caseOf(fragment: string): Case | undefined {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const codes = (list: List) => {
    const words = parameters.get(NAMES[list])?.toUpperCase().split(/[\s,]+/) ?? [];
    return words.map((word) => spelled(word, list)).filter((word) => listOf(word, list) === list);
  };
  const diagnoses = codes("diagnoses").slice(0, MOST_CODES);
  const procedures = codes("procedures").slice(0, MOST_CODES - diagnoses.length);
  if (!diagnoses.length && !procedures.length) return undefined;
  return {
    ...EMPTY,
    diagnoses: diagnoses.map((code) => asRow({ code, present: null })),
    procedures: procedures.map((code) => asRow({ code, units: 1, modifiers: [] })),
  };
}
