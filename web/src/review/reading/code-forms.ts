/** Which of the two lists of a case a code belongs to. */
export type List = "diagnoses" | "procedures";

const POINTED = /^(?:[A-Z]\d|QA)[0-9A-Z]\.[0-9A-Z]{1,4}$/;
/** Without its point a diagnosis must not be a word: its third character is a number or one of the few letters in use. */
const UNPOINTED = /^(?:[A-Z]\d|QA)[0-9AB][0-9A-Z]{0,4}$/;
const ICD10PCS = /^[0-9A-HJ-NP-Z]{7}$/;
/** What a word of seven letters is not: it has a number, or is one of the few codes that have none. */
const NO_WORD = /\d|^[GH]Z/;
const CPT = /^\d{4}[0-9AFMTU]$/;
const HCPCS = /^[A-V]\d{4}$/;
const WITHOUT_POINT = /^(?:[A-Z]\d|QA)[0-9A-Z]{2,5}$/;
const CATEGORY = 3;

/**
 * The list that a code belongs to by its form; undefined where it has the form of none. `E1165` may be a diagnosis or
 * one of HCPCS: then it belongs to the list that it was written for. Five numbers are a procedure only there, as
 * elsewhere they may be of a patient.
 */
export function listOf(code: string, written: List): List | undefined {
  if (POINTED.test(code)) return "diagnoses";
  const isDiagnosis = UNPOINTED.test(code) && !startsAsIcd10Pcs(code);
  if (written === "diagnoses" && isDiagnosis) return "diagnoses";
  if (ICD10PCS.test(code) && NO_WORD.test(code) && !isDiagnosis) return "procedures";
  if (written === "procedures" && (CPT.test(code) || HCPCS.test(code))) return "procedures";
  return isDiagnosis ? "diagnoses" : undefined;
}

/** Of what begins as a diagnosis does and has seven characters: whether only ICD-10-PCS has such codes. */
function startsAsIcd10Pcs(code: string): boolean {
  return code.length === 7 && /^(?:[BCDFG]|HZ|X.[A-Z])/.test(code);
}

/** A code in its official spelling, as far as its form says which it is. */
export function spelled(code: string, list: List): string {
  const key = code.replaceAll(/[\s.]/g, "").toUpperCase();
  return list === "diagnoses" && WITHOUT_POINT.test(key) ? `${key.slice(0, CATEGORY)}.${key.slice(CATEGORY)}` : key;
}
