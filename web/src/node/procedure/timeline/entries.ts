import type { Evidence } from "../../../api/evidence";
import type { NodeKind } from "../../../api/kinds";
import { minutesSpan } from "../../../ui/minutes";
import { anchorOf } from "../anchor";
import type { Item } from "../items";
import type { Procedure } from "../query";
import { spanOf } from "../times";

/** Whether a time is counted back from the procedure, within it, or from its end. */
export type Side = "before" | "during" | "after";

/** Something with a place in time. */
export interface Entry {
  curie: string;
  name: string;
  /** The part of the page that says it. */
  anchor: string;
  /** The shortest and the longest time, in hours; null where the page states none. */
  min: number | null;
  max: number | null;
  /** The time in words; empty where none is stated. */
  said: string;
  /** The time as the page has it, in its unit. */
  stated: readonly [min: number | null, max: number | null, unit: string];
  condition: string;
  /** The words of the page. */
  quote: string;
}

/** Entries of one kind, in the order of the page. */
export interface Group {
  title: string;
  side: Side;
  /** The kind whose colour it has. */
  kind: NodeKind;
  entries: readonly Entry[];
  /** Whether they are steps, of which the page says the order. */
  isSequence?: boolean;
}

/** Hours of a unit; months and years are those of the Gregorian calendar on average (146,097 days in 400 years). */
export const HOURS: Readonly<Record<string, number>> = {
  MINUTE: 1 / 60,
  HOUR: 1,
  DAY: 24,
  WEEK: 7 * 24,
  MONTH: (146_097 / 4800) * 24,
  YEAR: (146_097 / 400) * 24,
};
/** What says in a name that someone is, or is no longer, where the procedure was done. */
const STAY = /\b(stay|observation|discharge|going home)\b/i;

/** What a page says before, during and after a procedure, in this order; without any stated time, nothing. */
export function groupsOf(procedure: Procedure): readonly Group[] {
  const recovery = procedure.recovery.edges.map((item, place) => entryOf(item, "recovery", place));
  const groups: Group[] = [
    {
      title: "Preparation",
      side: "before",
      kind: "PREPARATION",
      entries: procedure.preparations.edges.map((item, place) => entryOf(item, "preparation", place)),
    },
    { title: "Procedure", side: "during", kind: "PROCEDURE", entries: [durationOf(procedure)] },
    { title: "Steps", side: "during", kind: "STEP", entries: procedure.steps.edges.map(stepOf), isSequence: true },
    { title: "Stay", side: "after", kind: "SETTING", entries: recovery.filter(({ name }) => STAY.test(name)) },
    { title: "Recovery", side: "after", kind: "RECOVERY", entries: recovery.filter(({ name }) => !STAY.test(name)) },
  ];
  return groups.some(({ entries }) => entries.some(isTimed)) ? groups.filter(({ entries }) => entries.length) : [];
}

/** Whether a time is stated. */
export function isTimed({ min, max }: Entry): boolean {
  return min !== null || max !== null;
}

function entryOf(item: Item, section: string, place: number): Entry {
  const { node, durationMin = null, durationMax = null, durationUnit } = item;
  const unit = durationUnit ?? "";
  const hours = HOURS[unit];
  return {
    curie: node.curie,
    name: node.name,
    anchor: anchorOf(section, place),
    min: durationMin === null || !hours ? null : durationMin * hours,
    max: durationMax === null || !hours ? null : durationMax * hours,
    said: spanOf(item),
    stated: [durationMin, durationMax, unit.toLowerCase()],
    condition: item.condition ?? "",
    quote: quoteOf(item.evidence),
  };
}

function durationOf(procedure: Procedure): Entry {
  const { durationMinMinutes: min, durationMaxMinutes: max, durationPer, durationText } = procedure;
  const isStated = min !== null || max !== null;
  return {
    curie: procedure.curie,
    name: procedure.name,
    anchor: "duration",
    min: min === null ? null : min / 60,
    max: max === null ? null : max / 60,
    said: isStated ? minutesSpan(min, max) + (durationPer ? ` per ${durationPer}` : "") : "",
    stated: [min, max, isStated ? "minute" : ""],
    condition: "",
    quote: durationText ?? "",
  };
}

function stepOf({ node, evidence }: Procedure["steps"]["edges"][number], place: number): Entry {
  return {
    curie: node.curie,
    name: node.name,
    anchor: anchorOf("steps", place),
    min: null,
    max: null,
    said: "",
    stated: [null, null, ""],
    condition: "",
    quote: quoteOf(evidence),
  };
}

function quoteOf(evidence: readonly Evidence[]): string {
  return evidence.find(({ quote }) => quote)?.quote ?? "";
}
