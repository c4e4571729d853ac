import type { ReadCodes } from "./read-codes";
import { spelled } from "./code-forms";
import { PRESENT } from "./marks";

/** Qualifiers of a segment HI: principal, other and external-cause diagnoses; principal and other procedures. */
const DIAGNOSES = new Set(["ABK", "ABF", "ABN"]);
const PROCEDURES = new Set(["BBR", "BBQ"]);
const INDICATOR = 8;

/** Whether a text has segments of a claim in X12 837. */
export function isClaim(text: string): boolean {
  return /(?:^|[~\n])\s*(?:HI|SV[12])\*/i.test(text);
}

/** The codes of such segments; nothing else is read, so that no name of a patient is. */
export function readClaim(text: string): ReadCodes {
  const found: ReadCodes = { diagnoses: [], procedures: [], unread: [] };
  for (const segment of text.toUpperCase().split(/[~\r\n]+/)) {
    const elements = segment.trim().split("*");
    if (elements[0] === "HI") elements.slice(1).forEach((element) => readHealthInformation(element.split(":"), found));
    if (elements[0] === "SV1") readService(elements[1], elements, found);
    if (elements[0] === "SV2") readService(elements[2], elements, found);
  }
  return found;
}

function readHealthInformation(parts: readonly string[], found: ReadCodes): void {
  const [qualifier = "", code = ""] = parts;
  if (code && DIAGNOSES.has(qualifier)) {
    const present = PRESENT[parts[INDICATOR] ?? ""] ?? null;
    found.diagnoses.push({ code: spelled(code, "diagnoses"), present });
  }
  if (code && PROCEDURES.has(qualifier)) found.procedures.push({ code, units: 1, modifiers: [] });
}

function readService(composite: string | undefined, elements: readonly string[], found: ReadCodes): void {
  const [qualifier, code, ...rest] = composite?.split(":") ?? [];
  if (qualifier !== "HC" || !code) return;
  const measured = Number(elements[elements.indexOf("UN") + 1]);
  const units = elements.includes("UN") && Number.isInteger(measured) && measured > 0 ? measured : 1;
  found.procedures.push({ code, units, modifiers: rest.slice(0, 4).filter((modifier) => modifier.length === 2) });
}
