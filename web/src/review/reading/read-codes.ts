import type { DiagnosisOfCase, ProcedureOfCase } from "../case";
import { isClaim, readClaim } from "./claim-segments";
import { type List, listOf, spelled } from "./code-forms";
import { PRESENT, isModifier, unitsAt } from "./marks";

/** What a text has of codes, and which of its words may be meant as codes but have the form of none. */
export interface ReadCodes {
  diagnoses: DiagnosisOfCase[];
  procedures: ProcedureOfCase[];
  unread: string[];
}

type Last = { diagnosis?: DiagnosisOfCase; procedure?: ProcedureOfCase };

const SYSTEM = /\b(?:ICD-?10-?(CM|PCS)|CPT-?4?|HCPCS|HCPC)\b\s*:?\s*/gi;
/** What stands for the name of a system before a code, and the list that it puts the code in. */
const MARKS: Readonly<Record<string, List>> = { "@D": "diagnoses", "@P": "procedures" };
const DAY = /(?<![\w.])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?![\w.])/g;
const NUMBERED = /^\s*\(?(?:\d{1,3}|[A-L])[.)]\s+/i;
const CELLS = /[\t,;|]/;
/** A mixture of letters and numbers that someone may have meant as a code. */
const MEANT = /^(?=.*\d)(?=.*[A-Z])[A-Z0-9.]{3,9}$|^\d{5}$/;

/**
 * Reads codes as people have them: in lines, cells or a row, with or without points and prefixes, with what is written
 * beside them, of which indicators (N17.9 N), modifiers (27447-59) and units (x2) are kept.
 */
export function readCodes(text: string, written: List): ReadCodes {
  if (isClaim(text)) return readClaim(text);
  const found: ReadCodes = { diagnoses: [], procedures: [], unread: [] };
  for (const line of text.split(/[\r\n]+/)) readLine(line, written, found);
  return found;
}

function readLine(line: string, written: List, found: ReadCodes): void {
  const cleaned = line.replaceAll(/[–—−]/g, "-").replaceAll(DAY, " ").replace(NUMBERED, "").replaceAll(SYSTEM, markOf);
  const before = found.diagnoses.length;
  const words = cleaned.toUpperCase().split(/[\s,;|:^*"'()[\]{}\\/=+~]+/).filter(Boolean);
  readWords(words, written, found);
  const [only, ...others] = found.diagnoses.slice(before);
  const indicator = PRESENT[cleaned.split(CELLS).at(-1)?.trim().toUpperCase() ?? ""];
  if (only && !others.length && indicator && CELLS.test(cleaned)) only.present ??= indicator;
}

function markOf(_: string, icd10: string | undefined): string {
  return icd10?.toUpperCase() === "CM" ? " @D " : " @P ";
}

function readWords(words: readonly string[], written: List, found: ReadCodes): void {
  let last: Last = {};
  let marked: List | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = trimmed(words[at] ?? "");
    const units = last.procedure && unitsAt(words, at);
    if (MARKS[word]) {
      marked = MARKS[word];
      last = {};
    } else if (units && last.procedure) {
      last.procedure.units = units.units;
      at += units.length - 1;
    } else if (last.procedure && isModifier(word)) {
      last.procedure.modifiers.push(word);
    } else if (last.diagnosis && PRESENT[word] && isIndicatorHere(words, at)) {
      last.diagnosis.present = PRESENT[word];
      last = {};
    } else {
      const code = readWord(word, marked ?? written, found);
      marked = undefined;
      last = code ?? (last.procedure ? last : {});
    }
  }
}

/** Right after its code `1` is an indicator only if the next code follows or nothing does, as in '1 unit' it is none. */
function isIndicatorHere(words: readonly string[], at: number): boolean {
  const next = words[at + 1];
  return words[at] !== "1" || next === undefined || listOf(trimmed(next), "diagnoses") !== undefined;
}

/** A word that is a code, with what hyphens join to it. */
function readWord(word: string, written: List, found: ReadCodes): Last | undefined {
  const [head = "", ...rest] = word.split("-");
  const list = listOf(head, written);
  if (list === "diagnoses") {
    const diagnosis = { code: spelled(head, list), present: PRESENT[rest[0] ?? ""] ?? null };
    found.diagnoses.push(diagnosis);
    return { diagnosis };
  }
  if (list === "procedures") {
    const procedure = { code: head, units: 1, modifiers: rest.filter((part) => /^[A-Z0-9]{2}$/.test(part)) };
    found.procedures.push(procedure);
    return { procedure };
  }
  if (MEANT.test(word)) found.unread.push(word);
  return undefined;
}

function trimmed(word: string): string {
  return word.replaceAll(/^[-.<>#•·]+|[-.<>#•·?!]+$/g, "");
}
