import type { PresentOnAdmission } from "../case";

/** The letters of claims for what was there on admission. */
export const PRESENT: Readonly<Record<string, PresentOnAdmission>> = {
  Y: "YES",
  N: "NO",
  U: "UNKNOWN",
  W: "UNDETERMINED",
  "1": "EXEMPT",
};

/** Modifiers that people write after a code with nothing but a space; after a hyphen any two characters are one. */
const MODIFIER =
  /^(?:[2-9]\d|LT|RT|E[1-4]|F[1-9A]|T[1-9A]|TC|L[CDM]|R[CI]|X[EPSU]|A[ADS]|Q[0-9KSTWXYZ]|G[ACGNOPQTUVWXYZ]|K[XZ]|P[1-6]|J[WZ])$/;
const UNITS = /^[X×](\d{1,3})$/;
const UNIT_WORDS = /^(?:UNITS?|UN|QTY|U|X|×)$/;
const MOST_UNITS = 999;

/** Whether a word is a modifier, even where no hyphen says so. */
export function isModifier(word: string): boolean {
  return MODIFIER.test(word);
}

/** The units that words after a procedure say ('x2', '2 units', 'units: 2', a lone '2'), and how many words that are. */
export function unitsAt(words: readonly string[], at: number): { units: number; length: number } | undefined {
  const [word = "", next = ""] = [words[at], words[at + 1]];
  const joined = UNITS.exec(word)?.[1];
  if (joined) return units(joined, 1);
  if (UNIT_WORDS.test(word) && /^\d{1,3}$/.test(next)) return units(next, 2);
  if (/^\d{1,3}$/.test(word) && UNIT_WORDS.test(next)) return units(word, 2);
  return /^[1-9]$/.test(word) ? units(word, 1) : undefined;
}

function units(number: string, length: number) {
  const value = Number(number);
  return value >= 1 && value <= MOST_UNITS ? { units: value, length } : undefined;
}
